package io.arcfleet.check.identity;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withPod;
import static io.arcfleet.snapshot.ClusterSnapshots.withResource;
import static io.arcfleet.snapshot.ClusterSnapshots.withoutPods;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.snapshot.AgentPods;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ConnectivityStatus;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ClusterIdentityOperatorRunningCheckTest {

    private static final String OPERATOR = "deployment/clusteridentityoperator";

    private final ClusterIdentityOperatorRunningCheck check =
            new ClusterIdentityOperatorRunningCheck(Duration.ofMinutes(10));

    @Test
    void aReadyOperatorPasses() {
        assertThat(issues(check, healthy())).isEmpty();
    }

    @Test
    void aCrashOfAnotherAgentIsNotItsConcern() {
        assertThat(issues(check, withPod(healthy(), "deployment/config-agent", AgentPods.crashLooping())))
                .isEmpty();
    }

    @Test
    void aCrashIsAnIssue() {
        assertThat(issue(check, withPod(healthy(), OPERATOR, AgentPods.crashLooping()))
                        .message())
                .isEqualTo("deployment/clusteridentityoperator: container manager has crashed (CrashLoopBackOff),"
                        + " 14 restarts so far, last exit code 1.");
    }

    @Test
    void aContainerThatIsNotReadyIsAnIssue() {
        assertThat(issue(check, withPod(healthy(), OPERATOR, AgentPods::unready))
                        .message())
                .contains("1 of 2 containers ready");
    }

    @Test
    void noPodAtAllIsAnIssueWhereAgentsBelong() {
        ClusterSnapshot without = withoutPods(healthy(), OPERATOR);
        assertThat(issue(check, without).subject()).isEqualTo(OPERATOR);
        assertThat(issues(
                        check,
                        withResource(
                                without,
                                cluster ->
                                        with(cluster, "connectivityStatus", ConnectivityStatus.AGENT_NOT_INSTALLED))))
                .isEmpty();
    }

    @Test
    void aPodWithoutNodeIsLeftToTheSchedulingCheck() {
        assertThat(issues(check, withPod(healthy(), OPERATOR, AgentPods.unscheduled("0/3 nodes are available"))))
                .isEmpty();
    }

    @Test
    void unreadPodsAreNotEvaluated() {
        assertThat(silence(check, unavailable(Reason.TIMED_OUT))).isEqualTo(Reason.TIMED_OUT);
    }
}
