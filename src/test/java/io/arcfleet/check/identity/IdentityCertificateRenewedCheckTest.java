package io.arcfleet.check.identity;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.NOW;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.withResource;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.Issue;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ConnectivityStatus;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class IdentityCertificateRenewedCheckTest {

    private final IdentityCertificateRenewedCheck check = new IdentityCertificateRenewedCheck(Duration.ofDays(44));

    @Test
    void aRenewedCertificatePasses() {
        assertThat(issues(check, healthy())).isEmpty();
        assertThat(issues(check, ends(ConnectivityStatus.CONNECTED, NOW.plus(Duration.ofDays(44)))))
                .isEmpty();
    }

    @Test
    void anOverdueRenewalSaysHowLongTheClusterCanBeSaved() {
        Issue issue = issue(check, ends(ConnectivityStatus.CONNECTED, NOW.plus(Duration.ofDays(9))));
        assertThat(issue.message())
                .isEqualTo(
                        "The managed identity certificate ends in 9 days, on 2026-08-10T12:00:00Z, and has been due for"
                                + " renewal since 2026-06-27T12:00:00Z; once it has ended, the cluster can only be deleted and"
                                + " connected anew.");
        assertThat(issue.evidence())
                .containsEntry("days left", "9")
                .containsEntry("unrecoverable on", "2026-08-10T12:00:00Z");
    }

    @Test
    void whatHasExpiredIsAnotherChecks() {
        assertThat(issues(check, ends(ConnectivityStatus.CONNECTED, NOW))).isEmpty();
        assertThat(issues(check, ends(ConnectivityStatus.EXPIRED, NOW.plus(Duration.ofDays(1)))))
                .isEmpty();
    }

    @Test
    void aClusterThatHasNoCertificateYetPasses() {
        assertThat(issues(check, ends(ConnectivityStatus.CONNECTING, null))).isEmpty();
        assertThat(issues(check, ends(ConnectivityStatus.AGENT_NOT_INSTALLED, null)))
                .isEmpty();
    }

    @Test
    void anAbsentEndIsNotEvaluated() {
        assertThat(silence(check, ends(ConnectivityStatus.CONNECTED, null))).isEqualTo(Reason.NOT_FOUND);
    }

    private static ClusterSnapshot ends(ConnectivityStatus status, @Nullable Instant end) {
        return withResource(
                healthy(), cluster -> with(with(cluster, "connectivityStatus", status), "certificateExpires", end));
    }
}
