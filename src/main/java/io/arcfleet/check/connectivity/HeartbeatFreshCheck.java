package io.arcfleet.check.connectivity;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.Phrases;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.check.agents.AgentWorkloads;
import io.arcfleet.check.network.NetworkCauses;
import io.arcfleet.check.versions.AgentNodesReadyCheck;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ConnectedCluster;
import io.arcfleet.snapshot.ConnectivityStatus;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A {@link Check} that Azure has heard of the cluster lately. */
public final class HeartbeatFreshCheck implements Check<ConnectedCluster> {

    private static final String LAST_HEARTBEAT = "last heartbeat";

    private static final CheckSpec SPEC = new CheckSpec(
            "heartbeat-fresh",
            "The last heartbeat is fresh",
            Area.CONNECTIVITY,
            Severity.HIGH,
            "Make sure that the cluster itself runs, then that its nodes resolve and reach the required endpoints over port"
                    + " 443, through the proxy if there is one, and that their clocks are right."
                    + " With access to the cluster, `az connectedk8s troubleshoot -n {name} -g {resourceGroup}` tests this"
                    + " from inside. Bring it back before its certificate ends; after that it must be connected anew.",
            List.of(
                    ReferencePages.CONNECTIVITY_MODES,
                    ReferencePages.NETWORK_REQUIREMENTS,
                    ReferencePages.DIAGNOSE_CONNECTION),
            Stream.of(
                            Stream.of(RegionFreeOfIncidentsCheck.explainsSince(LAST_HEARTBEAT)),
                            AgentWorkloads.explainedByIdentity().stream(),
                            Stream.of(
                                    Explanation.by("identity-requests-served"),
                                    AgentNodesReadyCheck.explainsDown(AgentWorkloads.HEARTBEAT),
                                    AzureAndClusterAgreeCheck.explainsSilence()),
                            AgentWorkloads.explainedWhenDown(AgentWorkloads.HEARTBEAT).stream(),
                            NetworkCauses.ofSilence().stream())
                    .flatMap(edges -> edges)
                    .toList(),
            true);

    /** Resource Graph is some minutes behind Resource Manager, so its heartbeats look older than they are. */
    private static final Duration RESOURCE_GRAPH_LAG = Duration.ofMinutes(10);

    private final Duration late;

    /** With the age from which a heartbeat is late. */
    public HeartbeatFreshCheck(Duration late) {
        this.late = late;
    }

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<ConnectedCluster> view(ClusterSnapshot snapshot) {
        return snapshot.azure()
                .resource()
                .flatMap(cluster -> saysNothing(cluster)
                        ? Observation.unavailable(
                                Reason.NOT_FOUND,
                                "Azure reports no last heartbeat and the status "
                                        + Objects.requireNonNullElse(cluster.connectivityWord(), "(none)") + ".")
                        : Observation.of(cluster));
    }

    @Override
    public List<Issue> evaluate(ConnectedCluster cluster, Instant at) {
        return switch (cluster.connectivityStatus()) {
            // A cluster without agents owes no heartbeat; one that is still connecting has a check of its own.
            case AGENT_NOT_INSTALLED, CONNECTING -> List.of();
            case OFFLINE -> List.of(issue(cluster, at));
            case CONNECTED, EXPIRED, OTHER -> isLate(cluster, at) ? List.of(issue(cluster, at)) : List.of();
        };
    }

    private static boolean saysNothing(ConnectedCluster cluster) {
        ConnectivityStatus status = cluster.connectivityStatus();
        return cluster.lastConnectivity() == null
                && (status == ConnectivityStatus.OTHER || status == ConnectivityStatus.EXPIRED);
    }

    private boolean isLate(ConnectedCluster cluster, Instant at) {
        Instant last = cluster.lastConnectivity();
        Duration tolerated = cluster.live() ? late : late.plus(RESOURCE_GRAPH_LAG);
        return last != null && Duration.between(last, at).compareTo(tolerated) > 0;
    }

    private static Issue issue(ConnectedCluster cluster, Instant at) {
        String status = Objects.requireNonNullElse(
                cluster.connectivityWord(), cluster.connectivityStatus().name());
        Instant last = cluster.lastConnectivity();
        Instant expires = cluster.certificateExpires();
        String heartbeat = last == null
                ? "No heartbeat is on record"
                : "No heartbeat for " + Phrases.duration(Duration.between(last, at)) + ", since " + Phrases.time(last);
        Issue issue = Issue.of("cluster", heartbeat + "; Azure says " + status + certificate(expires, at) + ".")
                .with("status", status);
        Issue dated = last == null ? issue : issue.with(LAST_HEARTBEAT, Phrases.time(last));
        return expires == null ? dated : dated.with("certificate ends", Phrases.time(expires));
    }

    private static String certificate(@Nullable Instant expires, Instant at) {
        return expires == null || !expires.isAfter(at)
                ? ""
                : "; its certificate ends in " + Phrases.duration(Duration.between(at, expires)) + ", on "
                        + Phrases.time(expires);
    }
}
