package io.arcfleet.check.versions;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.withKubernetes;
import static io.arcfleet.snapshot.ClusterSnapshots.withPods;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.Issue;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.AgentPods;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Nodes;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AgentNodesReadyCheckTest {

    private static final AgentPod AGENT = AgentPods.ready("config-agent", "config-agent");

    private final AgentNodesReadyCheck check = new AgentNodesReadyCheck();

    @Test
    void readyNodesPass() {
        assertThat(issues(check, healthy())).isEmpty();
    }

    @Test
    void aNodeThatIsNotReadyIsAnIssueThatNamesItsAgents() {
        Issue issue = issue(check, Nodes.withNode(withPods(healthy(), AGENT), "node-1", Nodes::notReady));
        assertThat(issue.subject()).isEqualTo("node/node-1");
        assertThat(issue.message())
                .isEqualTo("Node node-1, which carries 1 agent, is not ready: Kubelet stopped posting node status.");
        assertThat(issue.evidence())
                .containsEntry("fault", "not ready")
                .containsEntry("agents", "deployment/config-agent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MemoryPressure", "DiskPressure", "PIDPressure", "NetworkUnavailable"})
    void aNodeThatIsShortOfSomethingIsAnIssue(String condition) {
        Issue issue = issue(check, Nodes.withNode(healthy(), "node-1", Nodes.under(condition)));
        assertThat(issue.message())
                .isEqualTo("Node node-1, which carries 11 agents, reports " + condition + ": kubelet is short of it.");
        assertThat(issue.evidence()).containsEntry("fault", condition);
    }

    @Test
    void nodesWithoutAgentsDoNotCount() {
        assertThat(issues(check, Nodes.withNode(healthy(), "node-2", Nodes::notReady)))
                .isEmpty();
    }

    @Test
    void podsThatAreGivenUpOrDoneDoNotCount() {
        ClusterSnapshot snapshot = withPods(
                healthy(),
                with(AGENT, "deleting", true),
                with(with(AGENT, "phase", "Succeeded"), "workload", "job/cluster-diagnostic-checks-job"));
        assertThat(issues(check, Nodes.withNode(snapshot, "node-1", Nodes::notReady)))
                .isEmpty();
    }

    @Test
    void unreadNodesOrPodsAreNotEvaluated() {
        assertThat(silence(check, unread("nodes"))).isEqualTo(Reason.NOT_PERMITTED);
        assertThat(silence(check, unread("pods"))).isEqualTo(Reason.NOT_PERMITTED);
    }

    private static ClusterSnapshot unread(String component) {
        return withKubernetes(healthy(), component, Observation.unavailable(Reason.NOT_PERMITTED, "403"));
    }
}
