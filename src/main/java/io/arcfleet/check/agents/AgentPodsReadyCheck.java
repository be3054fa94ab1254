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
import io.arcfleet.snapshot.AgentEvent;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A {@link Check} that all containers of the agent pods that run are ready. */
public final class AgentPodsReadyCheck implements Check<AgentPodsReadyCheck.View> {

    private static final CheckSpec SPEC = new CheckSpec(
            "agent-pods-ready",
            "Every container of the agent pods is ready",
            Area.AGENTS,
            Severity.HIGH,
            "See what the container waits for: `kubectl -n azure-arc describe pod {pod}` and"
                    + " `kubectl -n azure-arc logs {subject} -c {container}`."
                    + " A container that runs and stays unready usually cannot reach an endpoint or lacks a certificate;"
                    + " one that is still being created waits for a volume, a secret or an image.",
            List.of(ReferencePages.TROUBLESHOOTING, ReferencePages.DIAGNOSE_CONNECTION, ReferencePages.DEBUG_PODS),
            Stream.of(
                            AgentWorkloads.explainedByIdentity().stream(),
                            Stream.of(
                                    AgentNodesReadyCheck.explainsItsAgents(),
                                    Explanation.bySameSubject("agent-images-pulled"),
                                    Explanation.bySameSubject("agent-pods-running"),
                                    AgentPermissionsIntactCheck.explainsItsAgents(),
                                    Explanation.by("kube-aad-proxy-certificate-present")
                                            .onlyFor(AgentWorkloads.about(AgentWorkloads.KUBE_AAD_PROXY)),
                                    Explanation.by("relay-reachable")
                                            .onlyFor(AgentWorkloads.about(AgentWorkloads.CLUSTER_CONNECT_AGENT)),
                                    Explanation.byTwin("agent-pods-ready", "fault")),
                            NetworkCauses.ofTheSameAgent().stream())
                    .flatMap(edges -> edges)
                    .toList(),
            false);

    private final Duration settling;

    /** With the time that a pod may take to become ready. */
    public AgentPodsReadyCheck(Duration settling) {
        this.settling = settling;
    }

    /** What is looked at: the pods but those of clusteridentityoperator, which has a check of its own; events say more. */
    public record View(List<AgentPod> pods, Observation<List<AgentEvent>> events) {

        public View {
            pods = List.copyOf(pods);
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
                        snapshot.kubernetes().events()));
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        return UnreadyPod.perWorkload(view.pods(), at, settling).stream()
                .map(pod -> pod.issue(view.events()))
                .toList();
    }
}
