package io.arcfleet.check.agents;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withKubernetes;
import static io.arcfleet.snapshot.ClusterSnapshots.withPod;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.AgentEvent;
import io.arcfleet.snapshot.AgentPods;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ClusterSnapshots;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class AgentPodsScheduledCheckTest {

    private static final String METRICS = "deployment/metrics-agent";
    private static final String WORDS = "0/3 nodes are available: 3 Insufficient memory.";

    private final AgentPodsScheduledCheck check =
            new AgentPodsScheduledCheck(SignatureCatalog.standard(), Duration.ofMinutes(10));
    private final ClusterSnapshot waiting = withPod(healthy(), METRICS, AgentPods.unscheduled(WORDS));

    @Test
    void podsWithANodePass() {
        assertThat(issues(check, healthy())).isEmpty();
    }

    @Test
    void aPodWhoseContainersAreCreatedIsPendingAndPasses() {
        assertThat(issues(check, withPod(healthy(), METRICS, AgentPods::beingCreated)))
                .isEmpty();
    }

    @Test
    void aPodWithoutNodeIsAnIssueInTheSchedulersWords() {
        assertThat(issue(check, waiting))
                .satisfies(issue -> assertThat(issue.message())
                        .isEqualTo("deployment/metrics-agent has waited for a node for 3 days: 0/3 nodes are available:"
                                + " 3 Insufficient memory."))
                .satisfies(
                        issue -> assertThat(issue.evidence()).containsEntry("nodes", "3 nodes, 3 ready, 0 cordoned"));
    }

    @Test
    void theResourceThatIsShortIsNamedWithWhatTheNodesHave() {
        assertThat(issue(check, waiting).evidence())
                .containsEntry("fault", "no room")
                .containsEntry("short of", "memory")
                .containsEntry("scheduler", "0/3 nodes are available: 3 Insufficient memory")
                .containsEntry(
                        "allocatable",
                        "node-1: memory 15892044Ki; node-2: memory 15892044Ki; node-3: memory 15892044Ki")
                .doesNotContainKey("taint");
    }

    @Test
    void severalResourcesAndATaintAreAllNamed() {
        assertThat(issue(
                                check,
                                says("0/3 nodes are available: 1 Insufficient cpu, 1 Insufficient memory, 1 node(s) had"
                                        + " untolerated taint {node-role.kubernetes.io/control-plane: }."))
                        .evidence())
                .containsEntry("fault", "no room")
                .containsEntry("short of", "cpu, memory")
                .containsEntry("taint", "node-role.kubernetes.io/control-plane")
                .extractingByKey("allocatable")
                .asString()
                .startsWith("node-1: cpu 3920m, memory 15892044Ki; ");
    }

    @Test
    void aTaintAloneIsAnotherFault() {
        assertThat(issue(check, says("0/1 nodes are available: 1 node(s) had untolerated taint {edge: true}."))
                        .evidence())
                .containsEntry("fault", "no node allowed")
                .containsEntry("taint", "edge")
                .doesNotContainKeys("short of", "allocatable");
        assertThat(issue(check, says("0/1 nodes are available: 1 node(s) were unschedulable."))
                        .evidence())
                .containsEntry("taint", "cordoned");
    }

    @Test
    void nodesThatWereNotReadOrDoNotTellAreLeftOut() {
        ClusterSnapshot unread = withKubernetes(waiting, "nodes", Observation.unavailable(Reason.NOT_PERMITTED, "403"));
        assertThat(issue(check, unread).evidence())
                .containsEntry("short of", "memory")
                .doesNotContainKeys("allocatable", "nodes");
        ClusterSnapshot silent = withKubernetes(
                waiting, "nodes", List.of(with(ClusterSnapshots.node("node-1"), "allocatable", Map.of())));
        assertThat(issue(check, silent).evidence()).doesNotContainKey("allocatable");
    }

    @Test
    void manyNodesAreCutShort() {
        ClusterSnapshot many = withKubernetes(
                waiting,
                "nodes",
                Stream.of("a", "b", "c", "d", "e", "f")
                        .map(ClusterSnapshots::node)
                        .toList());
        assertThat(issue(check, many).evidence().get("allocatable"))
                .contains("e: ")
                .doesNotContain("f: ");
    }

    @Test
    void theEventSpeaksWhereTheConditionIsSilent() {
        ClusterSnapshot silent = withPod(waiting, METRICS, pod -> with(pod, "conditions", List.of()));
        String pod = "pod/metrics-agent-6c4d7f9b5-x2x9z";
        ClusterSnapshot told = withKubernetes(
                silent,
                "events",
                List.of(
                        new AgentEvent(
                                "Warning",
                                "FailedScheduling",
                                "too old",
                                pod,
                                1,
                                ClusterSnapshots.NOW.minusSeconds(60)),
                        new AgentEvent(
                                "Warning", "FailedScheduling", "untolerated taint", pod, 9, ClusterSnapshots.NOW),
                        new AgentEvent(
                                "Warning",
                                "FailedScheduling",
                                "of another pod",
                                "pod/other",
                                9,
                                ClusterSnapshots.NOW)));
        assertThat(issue(check, silent).message()).endsWith("the scheduler has not said why.");
        assertThat(issue(check, told).message()).endsWith("untolerated taint.");
    }

    @Test
    void aYoungPodMayWait() {
        assertThat(issues(check, withPod(waiting, METRICS, pod -> AgentPods.aged(pod, Duration.ofMinutes(9)))))
                .isEmpty();
    }

    @Test
    void aPodOfUnknownAgeDoesNotEscape() {
        assertThat(issue(check, withPod(waiting, METRICS, pod -> with(pod, "createdAt", null)))
                        .message())
                .startsWith("deployment/metrics-agent has waited for a node: 0/3");
    }

    @Test
    void aPodThatIsBeingDeletedPasses() {
        assertThat(issues(check, withPod(waiting, METRICS, pod -> with(pod, "deleting", true))))
                .isEmpty();
    }

    @Test
    void unreadPodsAreNotEvaluated() {
        assertThat(silence(check, unavailable(Reason.UNREACHABLE))).isEqualTo(Reason.UNREACHABLE);
    }

    private static ClusterSnapshot says(String words) {
        return withPod(healthy(), METRICS, AgentPods.unscheduled(words));
    }
}
