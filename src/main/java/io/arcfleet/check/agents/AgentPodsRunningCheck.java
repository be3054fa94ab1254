package io.arcfleet.check.agents;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.check.network.NetworkCauses;
import io.arcfleet.check.versions.AgentNodesReadyCheck;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ContainerLog;
import io.arcfleet.snapshot.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A {@link Check} that no agent pod crashes, cannot start, or has failed. */
public final class AgentPodsRunningCheck implements Check<AgentPodsRunningCheck.View> {

    private static final CheckSpec SPEC = new CheckSpec(
            "agent-pods-running",
            "Every agent pod runs",
            Area.AGENTS,
            Severity.HIGH,
            "Crash: read why, `kubectl -n azure-arc logs {subject} -c {container} --previous`, and check proxy settings and"
                    + " required endpoints, which most crashes of agents come from."
                    + " Out of memory or evicted: give the nodes more room, the agents need about 850 MB."
                    + " Otherwise see `kubectl -n azure-arc describe pod {pod}`.",
            List.of(ReferencePages.TROUBLESHOOTING, ReferencePages.NETWORK_REQUIREMENTS, ReferencePages.DEBUG_PODS),
            Stream.of(
                            // Without a certificate agents crash; it does not use up memory.
                            AgentWorkloads.explainedByIdentity().stream()
                                    .map(edge -> edge.onlyFor(AgentPodsRunningCheck::isCrash)),
                            // One cause makes different programs end with different exit codes.
                            Stream.of(
                                    Explanation.by("relay-reachable")
                                            .onlyFor(AgentWorkloads.about(AgentWorkloads.CLUSTER_CONNECT_AGENT))
                                            .onlyFor(AgentPodsRunningCheck::isCrash),
                                    Explanation.bySameSubject("key-pair-valid").onlyFor(AgentPodsRunningCheck::isCrash),
                                    AgentPermissionsIntactCheck.explainsItsAgents()
                                            .onlyFor(AgentPodsRunningCheck::isCrash),
                                    AgentNodesReadyCheck.explainsItsAgents(),
                                    Explanation.byTwin("agent-pods-running", "fault")),
                            NetworkCauses.ofTheSameAgent().stream()
                                    .map(edge -> edge.onlyFor(AgentPodsRunningCheck::isOfTheNetwork)))
                    .flatMap(edges -> edges)
                    .toList(),
            true);

    private final Duration settling;

    /** With the time after a crash in which a container that runs again counts as crash-looping. */
    public AgentPodsRunningCheck(Duration settling) {
        this.settling = settling;
    }

    /** What is looked at: the pods but those of clusteridentityoperator, which has a check of its own; logs say more. */
    public record View(List<AgentPod> pods, List<ContainerLog> logs) {

        public View {
            pods = List.copyOf(pods);
            logs = List.copyOf(logs);
        }
    }

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<View> view(ClusterSnapshot snapshot) {
        return snapshot.kubernetes()
                .pods()
                .map(pods -> new View(
                        AgentWorkloads.withoutIdentityOperator(pods),
                        snapshot.kubernetes().logs()));
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        return FaultyPod.perWorkload(view.pods(), at, settling).stream()
                .map(pod -> pod.issue(view.logs()))
                .toList();
    }

    /** Accepts the faults that a blocked call can make: not those of memory or of a node. */
    private static boolean isOfTheNetwork(Issue issue) {
        return isCrash(issue)
                || PodFault.Kind.IMAGE.word().equals(issue.evidence().get("fault"));
    }

    private static boolean isCrash(Issue issue) {
        return PodFault.Kind.CRASH.word().equals(issue.evidence().get("fault"));
    }
}
