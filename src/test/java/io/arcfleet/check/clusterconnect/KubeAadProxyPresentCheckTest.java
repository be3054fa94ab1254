package io.arcfleet.check.clusterconnect;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.NOW;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withDeployment;
import static io.arcfleet.snapshot.ClusterSnapshots.withKubernetes;
import static io.arcfleet.snapshot.ClusterSnapshots.withPod;
import static io.arcfleet.snapshot.ClusterSnapshots.without;
import static io.arcfleet.snapshot.ClusterSnapshots.withoutPods;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.snapshot.AgentDeployment;
import io.arcfleet.snapshot.AgentEvent;
import io.arcfleet.snapshot.AgentPods;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KubeAadProxyPresentCheckTest {

    private static final String PROXY = "deployment/kube-aad-proxy";
    private static final String AGENT = "deployment/clusterconnect-agent";

    private final KubeAadProxyPresentCheck check = new KubeAadProxyPresentCheck(Duration.ofMinutes(10));
    private final ClusterSnapshot missing = withoutPods(healthy(), PROXY);

    @Test
    void bothThereOrNeitherPasses() {
        assertThat(issues(check, healthy())).isEmpty();
        assertThat(issues(check, without(without(healthy(), PROXY), AGENT))).isEmpty();
    }

    @Test
    void oneWithoutTheOtherIsAnIssueWithAndWithoutItsDeployment() {
        assertThat(issue(check, missing).subject()).isEqualTo(PROXY);
        assertThat(issue(check, without(healthy(), PROXY)).message())
                .isEqualTo(
                        "clusterconnect-agent has a pod and kube-aad-proxy has none; a pod security rule may forbid its"
                                + " host path mount.");
    }

    @Test
    void theRefusalIsQuotedFromTheEventElseFromTheDeployment() {
        ClusterSnapshot condition = withDeployment(
                missing,
                PROXY,
                deployment -> new AgentDeployment(
                        "kube-aad-proxy",
                        1,
                        0,
                        0,
                        List.of(new AgentDeployment.Condition(
                                "ReplicaFailure", "True", "FailedCreate", "forbidden (1)"))));
        ClusterSnapshot event = withKubernetes(
                condition,
                "events",
                List.of(new AgentEvent(
                        "Warning",
                        "FailedCreate",
                        "hostPath volumes are not allowed",
                        "replicaset/kube-aad-proxy-84d6",
                        7,
                        NOW)));
        assertThat(issue(check, condition).message()).endsWith("has none: forbidden (1).");
        assertThat(issue(check, event).message()).endsWith("has none: hostPath volumes are not allowed.");
    }

    @Test
    void itMayFollowAMomentLater() {
        assertThat(issues(check, withPod(missing, AGENT, pod -> AgentPods.aged(pod, Duration.ofMinutes(1)))))
                .isEmpty();
    }

    @Test
    void unreadPodsAreNotEvaluated() {
        assertThat(silence(check, unavailable(Reason.NOT_PERMITTED))).isEqualTo(Reason.NOT_PERMITTED);
    }
}
