package io.arcfleet.check.agents;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.NOW;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withPod;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.snapshot.AgentPod.Container;
import io.arcfleet.snapshot.AgentPod.Running;
import io.arcfleet.snapshot.AgentPod.Terminated;
import io.arcfleet.snapshot.AgentPods;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AgentRestartsLowCheckTest {

    private static final String CONFIG_AGENT = "deployment/config-agent";

    private final AgentRestartsLowCheck check = new AgentRestartsLowCheck(10);

    @Test
    void agentsThatDoNotRestartPass() {
        assertThat(issues(check, healthy())).isEmpty();
    }

    @Test
    void manyRestartsOfAContainerThatRunsAreAnIssue() {
        assertThat(issue(check, restarted(10, ended("OOMKilled", Duration.ofHours(5)))))
                .satisfies(issue -> assertThat(issue.message())
                        .isEqualTo(
                                "deployment/config-agent: container config-agent runs, and has restarted 10 times, last"
                                        + " on 2026-08-01T07:00:00Z (OOMKilled, exit code 137)."))
                .satisfies(issue -> assertThat(issue.evidence())
                        .containsEntry("reason", "OOMKilled")
                        .containsEntry("container", "config-agent")
                        .containsEntry("pod", "config-agent-6c4d7f9b5-x2x9z")
                        .containsEntry("restarts", "10")
                        .containsEntry("exit code", "137")
                        .containsEntry("ended", "2026-08-01T07:00:00Z"));
    }

    @Test
    void fewRestartsAndThoseOfLongAgoAreNoFault() {
        assertThat(issues(check, restarted(9, ended("Error", Duration.ofHours(5)))))
                .isEmpty();
        assertThat(issues(check, restarted(300, ended("Error", Duration.ofHours(25)))))
                .isEmpty();
        assertThat(issues(check, restarted(10, ended("Error", Duration.ofHours(24)))))
                .hasSize(1);
    }

    @Test
    void aRestartOfUnknownTimeProvesNothing() {
        assertThat(issues(check, restarted(300, null))).isEmpty();
        assertThat(issues(check, restarted(300, new Terminated(1, "Error", null, null))))
                .isEmpty();
    }

    @Test
    void anUnknownReasonIsSaidToBeUnknown() {
        assertThat(issue(check, restarted(10, new Terminated(1, null, null, NOW)))
                        .message())
                .contains("(unknown, exit code 1)");
    }

    @Test
    void aContainerThatDoesNotRunIsLeftToItsOwnCheck() {
        assertThat(issues(check, withPod(healthy(), CONFIG_AGENT, AgentPods.crashLooping())))
                .isEmpty();
    }

    @Test
    void theContainerThatRestartedMostSpeaks() {
        ClusterSnapshot both = withPod(
                healthy(),
                CONFIG_AGENT,
                pod -> with(
                        pod,
                        "containers",
                        pod.containers().stream()
                                .map(container -> restarted(
                                        container,
                                        container.name().equals("fluent-bit") ? 30 : 20,
                                        ended("Error", Duration.ofHours(1))))
                                .toList()));
        assertThat(issue(check, both).evidence()).containsEntry("container", "fluent-bit");
    }

    @Test
    void podsBeingDeletedAreSkipped() {
        assertThat(issues(
                        check,
                        withPod(
                                restarted(20, ended("Error", Duration.ofHours(1))),
                                CONFIG_AGENT,
                                pod -> with(pod, "deleting", true))))
                .isEmpty();
    }

    @Test
    void unreadPodsAreNotEvaluated() {
        assertThat(silence(check, unavailable(Reason.THROTTLED))).isEqualTo(Reason.THROTTLED);
    }

    private static Terminated ended(String reason, Duration ago) {
        return new Terminated(137, reason, null, NOW.minus(ago));
    }

    private static ClusterSnapshot restarted(int restarts, @Nullable Terminated last) {
        return withPod(
                healthy(), CONFIG_AGENT, AgentPods.firstContainer(container -> restarted(container, restarts, last)));
    }

    private static Container restarted(Container container, int restarts, @Nullable Terminated last) {
        return new Container(container.name(), false, true, restarts, new Running(NOW), last);
    }
}
