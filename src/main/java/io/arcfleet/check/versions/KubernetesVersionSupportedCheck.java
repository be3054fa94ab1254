package io.arcfleet.check.versions;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ConnectedCluster;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A {@link Check} that the cluster runs a supported version of Kubernetes. */
public final class KubernetesVersionSupportedCheck implements Check<Version> {

    private static final CheckSpec SPEC = new CheckSpec(
            "kubernetes-version-supported",
            "The Kubernetes version is supported",
            Area.VERSIONS,
            // An older cluster works with Azure Arc; support asks to upgrade it before it helps.
            Severity.LOW,
            "Upgrade the cluster one minor version at a time with the tools of its distribution, the control plane first, then"
                    + " the nodes. If {newest} is no longer the newest version, set ARCFLEET_NEWEST_KUBERNETES.",
            List.of(ReferencePages.KUBERNETES_RELEASES, ReferencePages.AGENT_UPGRADE),
            // The version of OpenShift brings that of Kubernetes.
            List.of(Explanation.by("openshift-version-supported")),
            false);

    private final Version newest;

    /** With the newest version of Kubernetes there is. */
    public KubernetesVersionSupportedCheck(Version newest) {
        this.newest = newest;
    }

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<Version> view(ClusterSnapshot snapshot) {
        Optional<String> word = snapshot.kubernetes()
                .version()
                .seen()
                .or(() -> snapshot.azure().resource().seen().map(ConnectedCluster::kubernetesVersion));
        if (word.isEmpty()) {
            return snapshot.kubernetes()
                    .version()
                    .flatMap(
                            version -> Observation.unavailable(Reason.NOT_FOUND, "No version of Kubernetes is known."));
        }
        return Version.observed(word.get(), "The version of Kubernetes");
    }

    @Override
    public List<Issue> evaluate(Version version, Instant at) {
        return version.isSupportedWith(newest)
                ? List.of()
                : List.of(Issue.of(
                                "kubernetes",
                                "The cluster runs Kubernetes " + version + "; supported are " + newest.oldestSupported()
                                        + " to " + newest + ".")
                        .with("version", version.toString())
                        .with("newest", newest.toString()));
    }
}
