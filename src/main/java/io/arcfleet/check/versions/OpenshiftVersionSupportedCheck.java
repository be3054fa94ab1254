package io.arcfleet.check.versions;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.OpenShift;
import io.arcfleet.snapshot.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A {@link Check} that OpenShift is of a version that can be connected. */
public final class OpenshiftVersionSupportedCheck implements Check<Optional<Version>> {

    /** The first version of each minor that can be connected, from the troubleshooting guide; all later minors can. */
    private static final List<Version> FIRST_SUPPORTED =
            List.of(new Version(4, 5, 41, ""), new Version(4, 6, 35, ""), new Version(4, 7, 18, ""));

    private static final CheckSpec SPEC = new CheckSpec(
            "openshift-version-supported",
            "The OpenShift version is supported",
            Area.VERSIONS,
            Severity.MEDIUM,
            "Upgrade OpenShift before the cluster is connected: `oc adm upgrade` shows the way."
                    + " If it was being connected, start over afterwards:"
                    + " `az connectedk8s connect -n {name} -g {resourceGroup}`.",
            List.of(ReferencePages.TROUBLESHOOTING, ReferencePages.SYSTEM_REQUIREMENTS),
            List.of(),
            false);

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    /** The version of OpenShift; empty on other distributions, which have none to judge. */
    @Override
    public Observation<Optional<Version>> view(ClusterSnapshot snapshot) {
        Observation<OpenShift> openShift = snapshot.kubernetes().platform().openShift();
        boolean otherDistribution = openShift
                .failure()
                .filter(failure -> failure.reason() == Reason.NOT_FOUND)
                .isPresent();
        return snapshot.kubernetes()
                .reached()
                .flatMap(server -> otherDistribution
                        ? Observation.of(Optional.empty())
                        : openShift
                                .flatMap(OpenShift::version)
                                .flatMap(text -> Version.observed(text, "The version of OpenShift"))
                                .map(Optional::of));
    }

    @Override
    public List<Issue> evaluate(Optional<Version> version, Instant at) {
        return version.filter(OpenshiftVersionSupportedCheck::isTooOld).stream()
                .map(old -> Issue.of(
                                "openshift",
                                "The cluster runs OpenShift " + old + "; Azure Arc supports "
                                        + FIRST_SUPPORTED.stream()
                                                .map(Version::toString)
                                                .collect(Collectors.joining(", "))
                                        + " and later ones of each, and every later minor version.")
                        .with("version", old.toString()))
                .toList();
    }

    private static boolean isTooOld(Version version) {
        return FIRST_SUPPORTED.stream()
                .filter(first -> first.major() == version.major() && first.minor() == version.minor())
                .findFirst()
                .map(version::isOlderThan)
                .orElseGet(() -> version.isOlderThan(FIRST_SUPPORTED.getFirst()));
    }
}
