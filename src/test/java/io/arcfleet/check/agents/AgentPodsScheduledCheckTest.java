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

import io.arcfleet.snapshot.AgentEvent;
import io.arcfleet.snapshot.AgentPods;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ClusterSnapshots;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AgentPodsScheduledCheckTest {

    private static final String METRICS = "deployment/metrics-agent";
    private static final String WORDS = "0/3 nodes are available: 3 Insufficient memory.";

    private final AgentPodsScheduledCheck check = new AgentPodsScheduledCheck(Duration.ofMinutes(10));
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
}
