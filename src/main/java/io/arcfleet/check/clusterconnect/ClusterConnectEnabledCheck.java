package io.arcfleet.check.clusterconnect;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.Phrases;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.check.agents.AgentWorkloads;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.snapshot.AgentDeployment;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ConnectedCluster;
import io.arcfleet.snapshot.Observation;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A {@link Check} that cluster connect is not switched off. */
public final class ClusterConnectEnabledCheck implements Check<ClusterConnectEnabledCheck.View> {

    private static final CheckSpec SPEC = new CheckSpec(
            "cluster-connect-enabled",
            "Cluster connect is enabled",
            Area.CLUSTER_CONNECT,
            Severity.LOW,
            "If it is not off on purpose, enable it:"
                    + " `az connectedk8s enable-features --features cluster-connect -n {name} -g {resourceGroup}`.",
            List.of(ReferencePages.CLUSTER_CONNECT, ReferencePages.TROUBLESHOOTING),
            List.of(Explanation.by("agents-installed")),
            false);

    private static final String CONNECT_AGENT = "clusterconnect-agent";

    /** What is looked at: whether cluster connect belongs on this cluster, and the names of the deployments. */
    public record View(boolean expected, Set<String> deployments) {

        public View {
            deployments = Set.copyOf(deployments);
        }
    }

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<View> view(ClusterSnapshot snapshot) {
        // Cluster connect does not work over a private link, where it is off for that reason.
        boolean privateLink = snapshot.azure()
                .resource()
                .seen()
                .filter(ConnectedCluster::privateLink)
                .isPresent();
        return snapshot.kubernetes()
                .deployments()
                .map(all -> new View(
                        !privateLink && AgentWorkloads.expectedOn(snapshot),
                        all.stream().map(AgentDeployment::name).collect(Collectors.toSet())));
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        // Without any deployment it is the agents that are missing; kube-aad-proxy alone has a check of its own.
        if (!view.expected()
                || view.deployments().isEmpty()
                || view.deployments().contains(CONNECT_AGENT)) {
            return List.of();
        }
        String others = Phrases.count(view.deployments().size(), "other deployment");
        return List.of(
                view.deployments().contains(KubeAadProxy.NAME)
                        ? Issue.of(
                                AgentWorkloads.CLUSTER_CONNECT_AGENT,
                                "Cluster connect is half removed: clusterconnect-agent is missing from namespace azure-arc"
                                        + " and kube-aad-proxy is there.")
                        : Issue.of(
                                "feature/cluster-connect",
                                "Cluster connect is disabled: clusterconnect-agent and kube-aad-proxy are missing from"
                                        + " namespace azure-arc, which has " + others + "."));
    }
}
