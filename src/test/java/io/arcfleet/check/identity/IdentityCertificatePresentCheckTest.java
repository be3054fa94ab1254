package io.arcfleet.check.identity;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.withKubernetes;
import static io.arcfleet.snapshot.ClusterSnapshots.withPod;
import static io.arcfleet.snapshot.ClusterSnapshots.withResource;
import static io.arcfleet.snapshot.ClusterSnapshots.withoutSecret;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.snapshot.AgentPods;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ConnectivityStatus;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class IdentityCertificatePresentCheckTest {

    private final IdentityCertificatePresentCheck check = new IdentityCertificatePresentCheck(Duration.ofMinutes(10));
    private final ClusterSnapshot missing = withoutSecret(healthy(), "azure-identity-certificate");

    @Test
    void aPresentSecretPasses() {
        assertThat(issues(check, healthy())).isEmpty();
    }

    @Test
    void aMissingSecretIsAnIssue() {
        assertThat(issue(check, missing).subject()).isEqualTo("secret/azure-identity-certificate");
    }

    @Test
    void podsThatWereNotReadDoNotHideIt() {
        assertThat(issues(check, withKubernetes(missing, "pods", Observation.unavailable(Reason.NOT_PERMITTED, "403"))))
                .hasSize(1);
    }

    @Test
    void aYoungOperatorStillFetchesIt() {
        assertThat(issues(
                        check,
                        withPod(
                                missing,
                                "deployment/clusteridentityoperator",
                                pod -> AgentPods.aged(pod, Duration.ofMinutes(2)))))
                .isEmpty();
    }

    @Test
    void aClusterWithoutAgentsOwesNone() {
        assertThat(issues(
                        check,
                        withResource(
                                missing,
                                cluster ->
                                        with(cluster, "connectivityStatus", ConnectivityStatus.AGENT_NOT_INSTALLED))))
                .isEmpty();
    }

    @Test
    void secretsThatMayNotBeListedAreNotEvaluated() {
        assertThat(silence(
                        check,
                        withKubernetes(missing, "secretNames", Observation.unavailable(Reason.NOT_PERMITTED, "403"))))
                .isEqualTo(Reason.NOT_PERMITTED);
    }
}
