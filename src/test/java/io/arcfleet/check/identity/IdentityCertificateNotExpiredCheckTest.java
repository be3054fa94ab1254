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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class IdentityCertificateNotExpiredCheckTest {

    private final IdentityCertificateNotExpiredCheck check = new IdentityCertificateNotExpiredCheck();

    @Test
    void aCertificateWithTimeLeftPasses() {
        assertThat(issues(check, healthy())).isEmpty();
        assertThat(issues(check, ends(ConnectivityStatus.OFFLINE, NOW.plusSeconds(1))))
                .isEmpty();
    }

    @Test
    void anEndInThePastIsAnIssue() {
        Issue issue = issue(check, ends(ConnectivityStatus.OFFLINE, NOW.minus(Duration.ofDays(12))));
        assertThat(issue.subject()).isEqualTo("certificate/managed-identity");
        assertThat(issue.message())
                .isEqualTo("The managed identity certificate expired 12 days ago, on 2026-07-20T12:00:00Z.");
        assertThat(issues(check, ends(ConnectivityStatus.CONNECTED, NOW))).hasSize(1);
    }

    @Test
    void theStatusExpiredIsAnIssueWithAndWithoutAnEnd() {
        assertThat(issue(check, ends(ConnectivityStatus.EXPIRED, null)).message())
                .isEqualTo("Azure says that the managed identity certificate has expired; it does not say when.");
        assertThat(issue(check, ends(ConnectivityStatus.EXPIRED, NOW.plus(Duration.ofDays(1))))
                        .message())
                .contains("although its end is given as 2026-08-02T12:00:00Z");
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECTED", "CONNECTING", "AGENT_NOT_INSTALLED"})
    void withoutAnEndTheseStatusesRuleExpiryOut(ConnectivityStatus status) {
        assertThat(issues(check, ends(status, null))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"OFFLINE", "OTHER"})
    void withoutAnEndTheseStatusesSayNothing(ConnectivityStatus status) {
        assertThat(silence(check, ends(status, null))).isEqualTo(Reason.NOT_FOUND);
    }

    private static ClusterSnapshot ends(ConnectivityStatus status, @Nullable Instant end) {
        return withResource(
                healthy(), cluster -> with(with(cluster, "connectivityStatus", status), "certificateExpires", end));
    }
}
