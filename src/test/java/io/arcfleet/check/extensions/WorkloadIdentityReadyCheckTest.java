package io.arcfleet.check.extensions;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withPlatform;
import static io.arcfleet.snapshot.ClusterSnapshots.withResource;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.snapshot.AgentDeployment;
import io.arcfleet.snapshot.ArcCustomResource;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ClusterSnapshots;
import io.arcfleet.snapshot.Reason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WorkloadIdentityReadyCheckTest {

    private static final AgentDeployment WEBHOOK =
            new AgentDeployment("azure-wi-webhook-controller-manager", 2, 2, 2, List.of());

    private final WorkloadIdentityReadyCheck check = new WorkloadIdentityReadyCheck();

    @Test
    void whereBothAreOffThereIsNothingToJudge() {
        assertThat(issues(check, healthy())).isEmpty();
        assertThat(silence(check, unavailable(Reason.THROTTLED))).isEqualTo(Reason.THROTTLED);
    }

    @Test
    void anAvailableWebhookAndAKeyPass() {
        ClusterSnapshot both = on(on(healthy(), "workloadIdentity"), "oidcIssuer");
        assertThat(issues(check, keys(webhook(both, WEBHOOK), false))).isEmpty();
    }

    @Test
    void aWebhookThatIsMissingOrNotAvailableIsAnIssue() {
        ClusterSnapshot wanted = on(healthy(), "workloadIdentity");
        assertThat(issue(check, webhook(wanted)).subject()).isEqualTo("namespace/arc-workload-identity");
        assertThat(issue(check, webhook(wanted, ClusterSnapshots.unavailable(WEBHOOK)))
                        .message())
                .contains("0 of 2 replicas");
    }

    @Test
    void aSigningKeyThatIsMissingOrBeingDeletedIsAnIssue() {
        ClusterSnapshot wanted = on(healthy(), "oidcIssuer");
        assertThat(issue(check, withPlatform(wanted, "signingKeys", List.of())).message())
                .contains("no signing key");
        assertThat(issue(check, keys(wanted, true)).subject()).isEqualTo("signingkey/signingkey");
    }

    @Test
    void aFeatureThatIsOnAndWasNotReadIsNotEvaluated() {
        assertThat(silence(check, on(healthy(), "oidcIssuer"))).isEqualTo(Reason.NOT_ATTEMPTED);
        assertThat(silence(check, on(healthy(), "workloadIdentity"))).isEqualTo(Reason.NOT_ATTEMPTED);
    }

    private static ClusterSnapshot on(ClusterSnapshot snapshot, String feature) {
        return withResource(snapshot, cluster -> with(cluster, "features", with(cluster.features(), feature, true)));
    }

    private static ClusterSnapshot webhook(ClusterSnapshot snapshot, AgentDeployment... deployments) {
        return withPlatform(snapshot, "workloadIdentity", List.of(deployments));
    }

    private static ClusterSnapshot keys(ClusterSnapshot snapshot, boolean deleting) {
        return withPlatform(
                snapshot, "signingKeys", List.of(new ArcCustomResource("signingkey", null, deleting, Map.of())));
    }
}
