package io.arcfleet.check.agents;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.Phrases;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.snapshot.AgentDeployment;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.HelmRelease;
import io.arcfleet.snapshot.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A {@link Check} that the Helm release of the agents is deployed. */
public final class HelmReleaseDeployedCheck implements Check<HelmReleaseDeployedCheck.View> {

    private static final CheckSpec SPEC = new CheckSpec(
            "helm-release-deployed",
            "The Helm release azure-arc is deployed",
            Area.AGENTS,
            Severity.MEDIUM,
            "Look at the release: `helm history azure-arc -n {namespace}`."
                    + " When an operation was cut off (pending) or failed, first mend the pods it waited for, then roll back"
                    + " to the revision that was deployed before: `helm rollback azure-arc <revision> -n {namespace}`."
                    + " When the release is missing, connect the cluster again:"
                    + " `az connectedk8s connect -n {name} -g {resourceGroup}`.",
            List.of(ReferencePages.TROUBLESHOOTING, ReferencePages.AGENT_UPGRADE),
            // Helm waits for the pods and fails when they do not come up: they explain it, not the other way round.
            Stream.of(
                            Stream.of(Explanation.by("agents-installed")),
                            Stream.of(
                                            "provisioning-succeeded",
                                            "identity-certificate-not-expired",
                                            "identity-certificate-present",
                                            "cluster-identity-operator-running",
                                            "agent-pods-admitted",
                                            "agent-pods-scheduled",
                                            "agent-images-pulled",
                                            "agent-pods-running",
                                            "agent-pods-ready",
                                            "kube-aad-proxy-certificate-present",
                                            "kube-aad-proxy-present",
                                            "kube-aad-proxy-admitted",
                                            "agent-deployments-available")
                                    .map(id -> Explanation.by(id).onlyFor(HelmReleaseDeployedCheck::isUnfinished)))
                    .flatMap(edges -> edges)
                    .toList(),
            false);

    private static final String CURRENT_NAMESPACE = "azure-arc-release";

    private final Duration settling;

    /** With the time that a Helm operation may take. */
    public HelmReleaseDeployedCheck(Duration settling) {
        this.settling = settling;
    }

    /**
     * What is looked at.
     *
     * @param agentsExpected whether agents belong there
     * @param everReported whether Azure has heard of the agents; empty when Azure was not asked
     * @param releases the releases named azure-arc
     * @param deployments those of the agents; they tell only what is missing when the release is
     */
    public record View(
            boolean agentsExpected,
            Optional<Boolean> everReported,
            List<HelmRelease> releases,
            Observation<List<AgentDeployment>> deployments) {

        public View {
            releases = List.copyOf(releases);
        }
    }

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<View> view(ClusterSnapshot snapshot) {
        return snapshot.kubernetes()
                .helmReleases()
                .map(releases -> new View(
                        AgentWorkloads.expectedOn(snapshot),
                        snapshot.azure()
                                .resource()
                                .map(cluster -> cluster.lastConnectivity() != null)
                                .seen(),
                        releases,
                        snapshot.kubernetes().deployments()));
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        // Clusters connected in the early years keep their release in the namespace default.
        Optional<HelmRelease> release = view.releases().stream()
                .min(Comparator.comparing(candidate -> !candidate.namespace().equals(CURRENT_NAMESPACE)));
        if (release.isPresent()) {
            return judge(release.get(), at).stream().toList();
        }
        return view.agentsExpected() ? List.of(missing(view)) : List.of();
    }

    /** Agents without a release lost it; without agents it matters whether there ever was one. */
    private static Issue missing(View view) {
        String none = "There is no Helm release azure-arc";
        int agents = view.deployments().seen().map(List::size).orElse(0);
        if (agents > 0) {
            return issue(
                            none + " although " + Phrases.count(agents, "deployment") + " of the agents remain: it was"
                                    + " removed, or the secrets that record it were, and nothing upgrades the agents.",
                            "removed",
                            CURRENT_NAMESPACE)
                    .with("deployments", Integer.toString(agents));
        }
        if (view.deployments().seen().isEmpty() || view.everReported().isEmpty()) {
            return issue(none + ".", "missing", CURRENT_NAMESPACE);
        }
        return view.everReported().get()
                ? issue(none + " and no agent: they were removed.", "removed with its agents", CURRENT_NAMESPACE)
                : issue(none + " and no agent: they were never installed.", "never installed", CURRENT_NAMESPACE);
    }

    private Optional<Issue> judge(HelmRelease release, Instant at) {
        String status = release.status().toLowerCase(Locale.ROOT);
        if (status.equals("deployed")) {
            return Optional.empty();
        }
        String name = "The Helm release azure-arc in namespace " + release.namespace() + " (revision "
                + release.revision() + ") is " + status;
        Instant modifiedAt = release.modifiedAt();
        if (modifiedAt == null) {
            return Optional.of(issue(name + ", for an unknown time.", status, release.namespace()));
        }
        Duration age = Duration.between(modifiedAt, at);
        if (status.startsWith("pending") && age.compareTo(settling) <= 0) {
            return Optional.empty();
        }
        return Optional.of(issue(name + " for " + Phrases.duration(age) + ".", status, release.namespace())
                .with("revision", Integer.toString(release.revision()))
                .with("modified", Phrases.time(modifiedAt)));
    }

    private static Issue issue(String message, String status, String namespace) {
        return Issue.of("helm-release/azure-arc", message)
                .with("status", status)
                .with("namespace", namespace);
    }

    private static boolean isUnfinished(Issue issue) {
        String status = issue.evidence().getOrDefault("status", "");
        return status.startsWith("pending") || status.equals("failed");
    }
}
