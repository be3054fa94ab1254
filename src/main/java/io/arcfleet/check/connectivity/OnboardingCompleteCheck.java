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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A {@link Check} that a new cluster does not stay in the state Connecting. */
public final class OnboardingCompleteCheck implements Check<ConnectedCluster> {

    private static final String CREATED = "created";

    private static final CheckSpec SPEC = new CheckSpec(
            "onboarding-complete",
            "Onboarding is complete",
            Area.CONNECTIVITY,
            Severity.HIGH,
            "The first heartbeat never came: check DNS, proxy settings and required endpoints from a pod in the cluster."
                    + " Then start over: `az connectedk8s delete -n {name} -g {resourceGroup}` followed by"
                    + " `az connectedk8s connect -n {name} -g {resourceGroup}`, with --proxy-https, --proxy-http and"
                    + " --proxy-skip-range where a proxy is in the way.",
            List.of(ReferencePages.DIAGNOSE_CONNECTION, ReferencePages.QUICKSTART, ReferencePages.NETWORK_REQUIREMENTS),
            Stream.of(
                            Stream.of(
                                    RegionFreeOfIncidentsCheck.explainsSince(CREATED),
                                    AzureAndClusterAgreeCheck.explainsSilence(),
                                    Explanation.by("provisioning-succeeded"),
                                    Explanation.by("helm-release-deployed")),
                            AgentWorkloads.explainedByIdentity().stream(),
                            Stream.of(
                                    Explanation.by("identity-requests-served"),
                                    AgentNodesReadyCheck.explainsDown(AgentWorkloads.HEARTBEAT)),
                            AgentWorkloads.explainedWhenDown(AgentWorkloads.HEARTBEAT).stream(),
                            NetworkCauses.ofSilence().stream())
                    .flatMap(edges -> edges)
                    .toList(),
            false);

    private final Duration grace;

    /** With the time that onboarding may take. */
    public OnboardingCompleteCheck(Duration grace) {
        this.grace = grace;
    }

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<ConnectedCluster> view(ClusterSnapshot snapshot) {
        return snapshot.azure().resource();
    }

    @Override
    public List<Issue> evaluate(ConnectedCluster cluster, Instant at) {
        if (cluster.connectivityStatus() != ConnectivityStatus.CONNECTING) {
            return List.of();
        }
        Instant heartbeat = cluster.lastConnectivity();
        if (heartbeat != null && Duration.between(heartbeat, at).compareTo(grace) <= 0) {
            // The first heartbeat is there; the status follows.
            return List.of();
        }
        Instant createdAt = cluster.createdAt();
        if (createdAt == null) {
            return List.of(
                    Issue.of("cluster", "The cluster is Connecting and its age is unknown: " + heard(heartbeat)));
        }
        Duration age = Duration.between(createdAt, at);
        return age.compareTo(grace) <= 0
                ? List.of()
                : List.of(Issue.of(
                                "cluster",
                                "The cluster is still Connecting " + Phrases.duration(age)
                                        + " after its resource was created: " + heard(heartbeat))
                        .with(CREATED, Phrases.time(createdAt)));
    }

    private static String heard(@Nullable Instant heartbeat) {
        return heartbeat == null
                ? "no heartbeat has ever been received."
                : "the last heartbeat was received at " + Phrases.time(heartbeat) + ".";
    }
}
