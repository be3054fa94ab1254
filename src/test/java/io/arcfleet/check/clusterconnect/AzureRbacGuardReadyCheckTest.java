package io.arcfleet.check.clusterconnect;

import static io.arcfleet.check.AgentLogs.log;
import static io.arcfleet.check.AgentLogs.withLogs;
import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.node;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withBrokenPod;
import static io.arcfleet.snapshot.ClusterSnapshots.withDeployment;
import static io.arcfleet.snapshot.ClusterSnapshots.withKubernetes;
import static io.arcfleet.snapshot.ClusterSnapshots.withPlatform;
import static io.arcfleet.snapshot.ClusterSnapshots.withPod;
import static io.arcfleet.snapshot.ClusterSnapshots.withResource;
import static io.arcfleet.snapshot.ClusterSnapshots.without;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.AgentPods;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ClusterSnapshots;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.OpenShift;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AzureRbacGuardReadyCheckTest {

    private static final String GUARD = "deployment/guard";
    private static final String EXPIRED =
            "http: TLS handshake error from 10.0.0.1:4711: remote error: tls: bad certificate";

    private final AzureRbacGuardReadyCheck check =
            new AzureRbacGuardReadyCheck(Duration.ofMinutes(10), SignatureCatalog.standard());
    private final ClusterSnapshot on = GuardedCluster.guarded();

    @Test
    void thereIsNothingToJudgeWhereItIsOff() {
        assertThat(issues(check, healthy())).isEmpty();
        assertThat(issues(check, withLogs(healthy(), log("guard", EXPIRED)))).isEmpty();
    }

    @Test
    void aGuardThatRunsPasses() {
        assertThat(issues(check, on)).isEmpty();
    }

    @Test
    void aGuardThatIsMissingOrDownIsAnIssue() {
        assertThat(issue(check, without(on, GUARD)).message())
                .isEqualTo("Azure RBAC is on, and namespace azure-arc has no deployment guard.");
        ClusterSnapshot down = withDeployment(on, GUARD, ClusterSnapshots::unavailable);
        assertThat(issue(check, down).message())
                .isEqualTo("Azure RBAC is on, and guard has 0 of 1 replicas available.");
        assertThat(issues(check, withPod(down, GUARD, pod -> AgentPods.aged(pod, Duration.ofMinutes(1)))))
                .as("it starts")
                .isEmpty();
    }

    @Test
    void aFailingPodIsNamed() {
        assertThat(issue(check, withBrokenPod(on, GUARD, AgentPods.crashLooping()))
                        .message())
                .startsWith("Azure RBAC is on, and guard fails: container guard has crashed");
    }

    @Test
    void anExpiredWebhookCertificateIsAnIssueInTheLogOfGuard() {
        assertThat(issue(check, withLogs(on, log("guard", EXPIRED))).subject()).isEqualTo("certificate/guard-webhook");
        assertThat(issues(check, withLogs(on, log("config-agent", EXPIRED))))
                .as("the webhook of another")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openshift", "eks", "GKE"})
    void someDistributionsCannotUseIt(String distribution) {
        ClusterSnapshot snapshot =
                withResource(without(on, GUARD), cluster -> with(cluster, "distribution", distribution));
        assertThat(issue(check, snapshot).subject()).isEqualTo("feature/azure-rbac");
        assertThat(issue(check, snapshot).remedy()).contains("disable-features --features azure-rbac");
    }

    @Test
    void openShiftAndArmAreSeenInTheClusterToo() {
        OpenShift openShift = new OpenShift(Observation.of("4.20.3"), Observation.of(Set.of()));
        assertThat(issue(check, withPlatform(on, "openShift", openShift)).message())
                .isEqualTo("Azure RBAC is on, and OpenShift does not support it.");
        assertThat(issue(check, withKubernetes(on, "nodes", List.of(with(node("node-1"), "architecture", "arm64"))))
                        .message())
                .contains("a cluster with arm64 nodes only");
        assertThat(issues(
                        check,
                        withKubernetes(
                                on, "nodes", List.of(with(node("node-1"), "architecture", "arm64"), node("node-2")))))
                .isEmpty();
    }

    @Test
    void bothTheResourceAndTheDeploymentsAreNeeded() {
        assertThat(silence(check, unavailable(Reason.NOT_ATTEMPTED))).isEqualTo(Reason.NOT_ATTEMPTED);
        assertThat(silence(
                        check, withKubernetes(on, "deployments", Observation.unavailable(Reason.NOT_PERMITTED, "403"))))
                .isEqualTo(Reason.NOT_PERMITTED);
    }
}
