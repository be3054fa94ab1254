package io.arcfleet.check.connectivity;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.check.agents.AgentWorkloads;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.snapshot.ArcClusterConfig;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ClusterMetadata;
import io.arcfleet.snapshot.ClusterNode;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ConnectedCluster;
import io.arcfleet.snapshot.ConnectivityStatus;
import io.arcfleet.snapshot.KubernetesFacts;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Observed;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A {@link Check} that Azure and the cluster say the same of each other. */
public final class AzureAndClusterAgreeCheck implements Check<AzureAndClusterAgreeCheck.View> {

    private static final CheckSpec SPEC = new CheckSpec(
            "azure-and-cluster-agree",
            "Azure and the cluster agree",
            Area.CONNECTIVITY,
            Severity.MEDIUM,
            "Azure shows old figures: let the agents report anew,"
                    + " `kubectl -n azure-arc rollout restart deployment/cluster-metadata-operator deployment/resource-sync-agent`,"
                    + " and read their logs if the figures still differ half an hour later.",
            List.of(ReferencePages.TROUBLESHOOTING, ReferencePages.AGENT_OVERVIEW),
            Stream.concat(
                            Stream.of(Explanation.by("helm-release-deployed"), Explanation.by("egress-allowed")),
                            AgentWorkloads.explainedWhenDown(AgentWorkloads.HEARTBEAT).stream())
                    .map(edge -> edge.onlyFor(issue -> !issue.subject().equals(Disagreement.IDENTITY)))
                    .toList(),
            false);

    private final Duration grace;

    /** With the time that new agents may take to report, and reports to arrive. */
    public AzureAndClusterAgreeCheck(Duration grace) {
        this.grace = grace;
    }

    /**
     * What is looked at.
     *
     * @param believed the resource to which the agents believe they belong
     * @param resource the resource in Azure; empty when Azure has none
     * @param agentsExpected whether agents belong there
     * @param kubernetes what the cluster says; what could not be read of it is not compared
     */
    public record View(
            ClusterIdentity believed,
            Optional<ConnectedCluster> resource,
            boolean agentsExpected,
            KubernetesFacts kubernetes) {}

    /** The edge to a resource of which nothing is heard, from agents that report to another one. */
    static Explanation explainsSilence() {
        return Explanation.by(SPEC.id()).onlyFrom(issue -> issue.subject().equals(Disagreement.IDENTITY));
    }

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<View> view(ClusterSnapshot snapshot) {
        Observation<Optional<ConnectedCluster>> resource =
                switch (snapshot.azure().resource()) {
                    case Observed<ConnectedCluster>(ConnectedCluster cluster) -> Observation.of(Optional.of(cluster));
                    case Unavailable<ConnectedCluster> failure ->
                        failure.reason() == Reason.NOT_FOUND ? Observation.of(Optional.empty()) : failure.cast();
                };
        Observation<ClusterIdentity> believed = snapshot.kubernetes()
                .config()
                .map(ArcClusterConfig::identity)
                .flatMap(identity -> identity.map(Observation::of)
                        .orElseGet(() -> Observation.unavailable(
                                Reason.NOT_FOUND, "The config map azure-clusterconfig names no resource.")));
        return Observation.both(
                resource,
                believed,
                (cluster, identity) ->
                        new View(identity, cluster, AgentWorkloads.expectedOn(snapshot), snapshot.kubernetes()));
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        if (!view.agentsExpected()) {
            return List.of();
        }
        if (view.resource().isEmpty()) {
            return List.of(Disagreement.orphaned(view.believed()));
        }
        ConnectedCluster azure = view.resource().get();
        if (isYoung(azure, at)) {
            return List.of();
        }
        if (!azure.identity().id().equals(view.believed().id())) {
            // What the two say of each other's figures means nothing then.
            return List.of(Disagreement.moved(view.believed(), azure.identity()));
        }
        return isUpToDate(azure) && !changedLately(view.kubernetes(), at)
                ? figures(azure, view.kubernetes())
                : List.of();
    }

    @Override
    public Optional<Unavailable<?>> blindSpot(ClusterSnapshot snapshot) {
        KubernetesFacts facts = snapshot.kubernetes();
        return snapshot.azure()
                .resource()
                .seen()
                .filter(AzureAndClusterAgreeCheck::isUpToDate)
                .flatMap(cluster -> facts.metadata()
                        .unseen("metadata")
                        .or(() -> facts.version().unseen("version"))
                        .or(() -> facts.nodes().unseen("nodes")));
    }

    private static List<Issue> figures(ConnectedCluster azure, KubernetesFacts cluster) {
        return Stream.of(
                        Disagreement.version(
                                "agents",
                                "The version of the agents",
                                azure.agentVersion(),
                                cluster.metadata().seen().map(ClusterMetadata::agentVersion)),
                        Disagreement.version(
                                "kubernetes",
                                "The version of Kubernetes",
                                azure.kubernetesVersion(),
                                cluster.version().seen()),
                        Disagreement.nodes(
                                azure.nodeCount(), cluster.nodes().seen().map(List<ClusterNode>::size)))
                .flatMap(Optional::stream)
                .toList();
    }

    private boolean isYoung(ConnectedCluster azure, Instant at) {
        return azure.connectivityStatus() == ConnectivityStatus.CONNECTING
                || (azure.createdAt() != null && azure.createdAt().isAfter(at.minus(grace)));
    }

    /** Azure keeps the last figures of a cluster that is silent: other checks say that it is. */
    private static boolean isUpToDate(ConnectedCluster azure) {
        return azure.connectivityStatus() == ConnectivityStatus.CONNECTED;
    }

    /** Whether the agents were installed or upgraded so lately that their report may be under way. */
    private boolean changedLately(KubernetesFacts kubernetes, Instant at) {
        return kubernetes.helmReleases().seen().orElse(List.of()).stream()
                .flatMap(release -> Stream.ofNullable(release.modifiedAt()))
                .anyMatch(modified -> modified.isAfter(at.minus(grace)));
    }
}
