package io.arcfleet.check.agents;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.NOW;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withKubernetes;
import static io.arcfleet.snapshot.ClusterSnapshots.withPod;
import static io.arcfleet.snapshot.ClusterSnapshots.withPods;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.snapshot.AgentEvent;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.AgentPods;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AgentPodsReadyCheckTest {

    private static final String CONFIG_AGENT = "deployment/config-agent";

    private final AgentPodsReadyCheck check = new AgentPodsReadyCheck(Duration.ofMinutes(10));

    /** The guide's first listing: everything runs, and config-agent is 1/2. */
    private final ClusterSnapshot listing = withPod(healthy(), CONFIG_AGENT, AgentPods::unready);

    @Test
    void readyPodsPass() {
        assertThat(issues(check, healthy())).isEmpty();
    }

    @Test
    void theGuidesListingOfRunningPodsFindsTheOneThatIsNotReady() {
        assertThat(issue(check, listing))
                .satisfies(issue -> assertThat(issue.subject()).isEqualTo(CONFIG_AGENT))
                .satisfies(issue -> assertThat(issue.message())
                        .isEqualTo(
                                "deployment/config-agent: 1 of 2 containers ready; not ready: config-agent (running since"
                                        + " 2026-07-29T12:00:00Z)."))
                .satisfies(issue -> assertThat(issue.evidence())
                        .containsEntry("ready", "1/2")
                        .containsEntry("container", "config-agent"));
    }

    @Test
    void theNewestWarningAboutThePodIsEvidence() {
        ClusterSnapshot told = withKubernetes(
                listing,
                "events",
                List.of(
                        new AgentEvent(
                                "Warning",
                                "Unhealthy",
                                "Readiness probe failed: 503",
                                "pod/config-agent-6c4d7f9b5-x2x9z",
                                40,
                                NOW),
                        new AgentEvent("Normal", "Pulled", "x", "pod/config-agent-6c4d7f9b5-x2x9z", 1, NOW)));
        assertThat(issue(check, told).evidence()).containsEntry("event", "Readiness probe failed: 503");
    }

    @Test
    void theNumberOfContainersComesFromThePodItself() {
        AgentPod one = AgentPods.ready("flux-logs-agent", "flux-logs-agent");
        assertThat(issues(check, withPods(healthy(), one))).isEmpty();
        assertThat(issue(check, withPods(healthy(), with(one, "containersExpected", 2)))
                        .message())
                .isEqualTo("deployment/flux-logs-agent: 1 of 2 containers ready; the kubelet has not reported on the"
                        + " others.");
    }

    @Test
    void aPodWhoseContainersAreStillBeingCreatedIsAnIssue() {
        assertThat(issue(check, withPod(healthy(), CONFIG_AGENT, AgentPods::beingCreated))
                        .message())
                .endsWith("0 of 2 containers ready; not ready: config-agent (ContainerCreating), fluent-bit"
                        + " (ContainerCreating).");
    }

    @Test
    void youngPodsAndContainersMayTakeTheirTime() {
        assertThat(issues(check, withPod(listing, CONFIG_AGENT, pod -> AgentPods.aged(pod, Duration.ofMinutes(9)))))
                .isEmpty();
        assertThat(issues(
                        check,
                        withPod(
                                healthy(),
                                CONFIG_AGENT,
                                AgentPods.inState(new AgentPod.Running(NOW.minus(Duration.ofMinutes(1)))))))
                .isEmpty();
    }

    @Test
    void containersWithoutAnyTimeDoNotEscape() {
        assertThat(issues(
                        check,
                        withPod(
                                healthy(),
                                CONFIG_AGENT,
                                pod -> with(
                                        AgentPods.inState(new AgentPod.Running(null))
                                                .apply(pod),
                                        "createdAt",
                                        null))))
                .hasSize(1);
        assertThat(issues(check, withPod(healthy(), CONFIG_AGENT, AgentPods.inState(new AgentPod.NotReported()))))
                .hasSize(1);
    }

    @Test
    void whatOtherChecksFindIsLeftToThem() {
        assertThat(issues(check, withPod(healthy(), CONFIG_AGENT, AgentPods.crashLooping())))
                .isEmpty();
        assertThat(issues(check, withPod(healthy(), CONFIG_AGENT, AgentPods.unscheduled("no room"))))
                .isEmpty();
        assertThat(issues(check, withPod(healthy(), "deployment/clusteridentityoperator", AgentPods::unready)))
                .isEmpty();
    }

    @Test
    void completedAndDeletingPodsAreSkipped() {
        assertThat(issues(check, withPod(listing, CONFIG_AGENT, pod -> with(pod, "phase", "Succeeded"))))
                .isEmpty();
        assertThat(issues(check, withPod(listing, CONFIG_AGENT, pod -> with(pod, "deleting", true))))
                .isEmpty();
    }

    @Test
    void unreadPodsAreNotEvaluated() {
        assertThat(silence(check, unavailable(Reason.TIMED_OUT))).isEqualTo(Reason.TIMED_OUT);
    }
}
