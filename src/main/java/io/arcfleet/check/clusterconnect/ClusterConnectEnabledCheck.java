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
import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.AgentDeployment;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ConnectedCluster;
import io.arcfleet.snapshot.ConnectivityStatus;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

    private static final String FEATURE = "feature/cluster-connect";
    private static final String CONNECT_AGENT = "clusterconnect-agent";

    /**
     * What is looked at: whether cluster connect belongs on this cluster, and the names of the deployments.
     *
     * @param refusal how cluster connect said that it is off, or that no agent of a cluster is there which Azure hears;
     *     empty otherwise
     */
    public record View(boolean expected, Set<String> deployments, Optional<String> refusal) {

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
        Optional<ConnectedCluster> resource = snapshot.azure().resource().seen();
        boolean expected =
                resource.filter(ConnectedCluster::privateLink).isEmpty() && AgentWorkloads.expectedOn(snapshot);
        boolean heard = resource.filter(cluster -> cluster.connectivityStatus() == ConnectivityStatus.CONNECTED)
                .isPresent();
        Optional<String> refusal = snapshot.kubernetes()
                .reached()
                .failure()
                .filter(failure -> heard && isOfFeature(failure.fault()))
                .map(Unavailable::detail);
        return refusal.isPresent()
                ? Observation.of(new View(expected, Set.of(), refusal))
                : snapshot.kubernetes()
                        .deployments()
                        .map(all -> new View(
                                expected,
                                all.stream().map(AgentDeployment::name).collect(Collectors.toSet()),
                                Optional.empty()));
    }

    private static boolean isOfFeature(@Nullable AccessFault fault) {
        return fault == AccessFault.NO_AGENT_CONNECTED || fault == AccessFault.CLUSTER_CONNECT_DISABLED;
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        if (view.expected() && view.refusal().isPresent()) {
            return List.of(refused(view.refusal().get()));
        }
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
                                FEATURE,
                                "Cluster connect is disabled: clusterconnect-agent and kube-aad-proxy are missing from"
                                        + " namespace azure-arc, which has " + others + "."));
    }

    private static Issue refused(String words) {
        return Issue.of(
                        FEATURE,
                        "Azure hears the cluster, and cluster connect finds no agent of it: the feature is disabled, or"
                                + " clusterconnect-agent is down or does not reach the relay.")
                .with("refusal", Phrases.quote(words))
                .withRemedy("If it is not off on purpose, enable it:"
                        + " `az connectedk8s enable-features --features cluster-connect -n {name} -g {resourceGroup}`."
                        + " If it is on, look from a machine that reaches the cluster directly:"
                        + " `kubectl -n azure-arc get pods`, and allow WebSockets to *.servicebus.windows.net (the domain of"
                        + " your cloud) from the cluster.");
    }
}
