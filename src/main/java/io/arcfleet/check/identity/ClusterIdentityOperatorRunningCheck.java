package io.arcfleet.check.identity;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.check.agents.AgentWorkloads;
import io.arcfleet.check.agents.FaultyPod;
import io.arcfleet.check.agents.UnreadyPod;
import io.arcfleet.check.network.NetworkCauses;
import io.arcfleet.check.versions.AgentNodesReadyCheck;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.snapshot.AgentEvent;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ContainerLog;
import io.arcfleet.snapshot.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A {@link Check} that the agent runs that fetches the identity certificate. It stands apart from the checks of the other
 * agents because they need what it fetches: its fault explains a missing certificate, and that explains theirs.
 */
public final class ClusterIdentityOperatorRunningCheck implements Check<ClusterIdentityOperatorRunningCheck.View> {

    private static final CheckSpec SPEC = new CheckSpec(
            "cluster-identity-operator-running",
            "The cluster identity operator runs",
            Area.IDENTITY,
            Severity.HIGH,
            "Read why it does not run: `kubectl -n azure-arc describe {subject}` and"
                    + " `kubectl -n azure-arc logs {subject} -c manager --previous`."
                    + " It makes the first call to Azure, so a proxy or firewall that blocks *.his.arc.azure.com, or one that"
                    + " replaces certificates, shows here first; give the proxy and its certificate with"
                    + " `az connectedk8s update -n {name} -g {resourceGroup} --proxy-https <proxy> --proxy-cert <file>`."
                    + " If its log speaks of a PEM block that cannot be parsed, delete the resource and connect again.",
            List.of(ReferencePages.TROUBLESHOOTING, ReferencePages.NETWORK_REQUIREMENTS, ReferencePages.AGENT_OVERVIEW),
            Stream.of(
                            Stream.of(
                                    Explanation.by("identity-certificate-not-expired"),
                                    Explanation.by("key-pair-valid"),
                                    AgentNodesReadyCheck.explainsItsAgents()),
                            Stream.of(
                                            "agents-installed",
                                            "agent-pods-admitted",
                                            "agent-pods-scheduled",
                                            "agent-images-pulled",
                                            "agent-permissions-intact")
                                    .map(id -> Explanation.by(id)
                                            .onlyFrom(AgentWorkloads.about(AgentWorkloads.CLUSTER_IDENTITY_OPERATOR))),
                            NetworkCauses.ofTheSameAgent().stream())
                    .flatMap(edges -> edges)
                    .toList(),
            true);

    private final Duration settling;

    /** With the time that the pod may take to become ready. */
    public ClusterIdentityOperatorRunningCheck(Duration settling) {
        this.settling = settling;
    }

    /** What is looked at: whether agents belong there, and the operator's pods; logs and events say more. */
    public record View(
            boolean agentsExpected,
            List<AgentPod> pods,
            List<ContainerLog> logs,
            Observation<List<AgentEvent>> events) {

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
                        AgentWorkloads.expectedOn(snapshot),
                        pods.stream()
                                .filter(pod -> pod.workload().equals(AgentWorkloads.CLUSTER_IDENTITY_OPERATOR))
                                .toList(),
                        snapshot.kubernetes().logs(),
                        snapshot.kubernetes().events()));
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        if (view.pods().isEmpty()) {
            return view.agentsExpected()
                    ? List.of(Issue.of(
                            AgentWorkloads.CLUSTER_IDENTITY_OPERATOR, "There is no pod of clusteridentityoperator."))
                    : List.of();
        }
        List<FaultyPod> faulty = FaultyPod.perWorkload(view.pods(), at, settling);
        return faulty.isEmpty()
                ? UnreadyPod.perWorkload(view.pods(), at, settling).stream()
                        .map(pod -> pod.issue(view.events()))
                        .toList()
                : faulty.stream().map(pod -> pod.issue(view.logs())).toList();
    }
}
