package io.arcfleet.check.clusterconnect;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.NOW;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.withKubernetes;
import static io.arcfleet.snapshot.ClusterSnapshots.withPlatform;
import static io.arcfleet.snapshot.ClusterSnapshots.withPod;
import static io.arcfleet.snapshot.ClusterSnapshots.withoutSecret;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.snapshot.AgentEvent;
import io.arcfleet.snapshot.AgentPods;
import io.arcfleet.snapshot.ArcCustomResource;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class KubeAadProxyCertificatePresentCheckTest {

    private static final String PROXY = "deployment/kube-aad-proxy";
    private static final String MESSAGE = "MountVolume.SetUp failed: secret \"kube-aad-proxy-certificate\" not found";

    private final KubeAadProxyCertificatePresentCheck check =
            new KubeAadProxyCertificatePresentCheck(Duration.ofMinutes(10));
    private final ClusterSnapshot missing = withoutSecret(healthy(), "kube-aad-proxy-certificate");
    private final ClusterSnapshot stuck = withPod(missing, PROXY, AgentPods::beingCreated);

    @Test
    void aPresentSecretPassesWhateverThePodDoes() {
        assertThat(issues(check, healthy())).isEmpty();
        assertThat(issues(check, withPod(healthy(), PROXY, AgentPods::beingCreated)))
                .isEmpty();
    }

    @Test
    void aMissingSecretThatNobodyWaitsForPasses() {
        assertThat(issues(check, missing)).isEmpty();
        assertThat(issues(check, withPod(missing, PROXY, AgentPods.unscheduled("no room"))))
                .isEmpty();
    }

    @Test
    void aPodThatWaitsForItIsAnIssue() {
        assertThat(issue(check, stuck).message())
                .isEqualTo("The secret kube-aad-proxy-certificate is not in namespace azure-arc, and the pod of"
                        + " kube-aad-proxy has waited for 3 days for it.");
    }

    @Test
    void aFailedMountIsAnIssueBeforeTheKubeletReportsContainers() {
        ClusterSnapshot bare = withPod(stuck, PROXY, pod -> with(pod, "containers", List.of()));
        AgentEvent mount =
                new AgentEvent("Warning", "FailedMount", MESSAGE, "pod/kube-aad-proxy-6c4d7f9b5-x2x9z", 12, NOW);
        assertThat(issues(check, bare)).isEmpty();
        assertThat(issue(check, withKubernetes(bare, "events", List.of(mount))).evidence())
                .containsEntry("event", MESSAGE);
    }

    @Test
    void theRequestForItSaysMore() {
        ArcCustomResource failed = new ArcCustomResource(
                "kube-aad-proxy",
                NOW,
                false,
                Map.of("state", "Failed", "message", "no answer from the identity service"));

        assertThat(issue(check, withPlatform(stuck, "certificates", List.of(failed)))
                        .evidence())
                .containsEntry("request", "{message=no answer from the identity service, state=Failed}");
        assertThat(issue(check, stuck).evidence()).containsEntry("request", "kube-aad-proxy has no status");
        assertThat(issue(check, withPlatform(stuck, "certificates", List.of())).evidence())
                .containsEntry("request", "there is no kube-aad-proxy");
        assertThat(issue(
                                check,
                                withPlatform(
                                        stuck, "certificates", Observation.unavailable(Reason.NOT_PERMITTED, "403")))
                        .evidence())
                .doesNotContainKey("request");
    }

    @Test
    void theAgeOfThePodMayBeUnknownOrYoung() {
        assertThat(issue(check, withPod(stuck, PROXY, pod -> with(pod, "createdAt", null)))
                        .message())
                .endsWith("has waited for it.");
        assertThat(issues(check, withPod(stuck, PROXY, pod -> AgentPods.aged(pod, Duration.ofMinutes(2)))))
                .isEmpty();
    }

    @Test
    void bothSecretsAndPodsAreNeeded() {
        Observation<?> denied = Observation.unavailable(Reason.NOT_PERMITTED, "403");
        assertThat(silence(check, withKubernetes(stuck, "secretNames", denied))).isEqualTo(Reason.NOT_PERMITTED);
        assertThat(silence(check, withKubernetes(stuck, "pods", denied))).isEqualTo(Reason.NOT_PERMITTED);
    }
}
