package io.arcfleet.check.connectivity;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.NOW;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withResource;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.Issue;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ConnectivityStatus;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class HeartbeatFreshCheckTest {

    private final HeartbeatFreshCheck check = new HeartbeatFreshCheck(Duration.ofMinutes(15));

    @Test
    void aFreshHeartbeatPasses() {
        assertThat(issues(check, healthy())).isEmpty();
        assertThat(issues(check, heard(ConnectivityStatus.CONNECTED, Duration.ofMinutes(15))))
                .isEmpty();
    }

    @Test
    void offlineIsAnIssueThatSaysSinceWhenAndWhatTimeIsLeft() {
        Issue issue = issue(check, heard(ConnectivityStatus.OFFLINE, Duration.ofHours(5)));
        assertThat(issue.subject()).isEqualTo("cluster");
        assertThat(issue.message())
                .isEqualTo(
                        "No heartbeat for 5 hours, since 2026-08-01T07:00:00Z; Azure says OFFLINE; its certificate ends"
                                + " in 80 days, on 2026-10-20T12:00:00Z.");
        assertThat(issue.evidence())
                .containsEntry("status", "OFFLINE")
                .containsEntry("last heartbeat", "2026-08-01T07:00:00Z")
                .containsEntry("certificate ends", "2026-10-20T12:00:00Z");
    }

    @Test
    void offlineWithoutAnyTimeIsStillAnIssue() {
        ClusterSnapshot snapshot = withResource(
                heard(ConnectivityStatus.OFFLINE, Duration.ZERO),
                cluster -> with(with(cluster, "lastConnectivity", null), "certificateExpires", null));
        assertThat(issue(check, snapshot).message()).startsWith("No heartbeat is on record; Azure says");
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECTED", "EXPIRED", "OTHER"})
    void anOldHeartbeatIsAnIssueWhateverTheStatusSays(ConnectivityStatus status) {
        assertThat(issue(check, heard(status, Duration.ofMinutes(16))).message())
                .contains("16 minutes");
    }

    @Test
    void resourceGraphMayLagTenMinutes() {
        assertThat(issues(check, fromResourceGraph(Duration.ofMinutes(25)))).isEmpty();
        assertThat(issues(check, fromResourceGraph(Duration.ofMinutes(26)))).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"AGENT_NOT_INSTALLED", "CONNECTING"})
    void clustersThatOweNoHeartbeatPass(ConnectivityStatus status) {
        assertThat(issues(check, heard(status, Duration.ofDays(9)))).isEmpty();
    }

    @Test
    void aHeartbeatAheadOfTheClockIsFresh() {
        assertThat(issues(check, heard(ConnectivityStatus.CONNECTED, Duration.ofMinutes(-3))))
                .isEmpty();
    }

    @Test
    void anUnknownStatusWithoutHeartbeatIsNotEvaluated() {
        ClusterSnapshot snapshot = withResource(
                healthy(),
                cluster -> with(
                        with(with(cluster, "connectivityStatus", ConnectivityStatus.OTHER), "connectivityWord", null),
                        "lastConnectivity",
                        null));
        assertThat(silence(check, snapshot)).isEqualTo(Reason.NOT_FOUND);
    }

    @Test
    void anUnreadResourceIsNotEvaluated() {
        assertThat(silence(check, unavailable(Reason.THROTTLED))).isEqualTo(Reason.THROTTLED);
    }

    private static ClusterSnapshot heard(ConnectivityStatus status, Duration ago) {
        return withResource(
                healthy(),
                cluster -> with(
                        with(with(cluster, "connectivityStatus", status), "connectivityWord", status.name()),
                        "lastConnectivity",
                        NOW.minus(ago)));
    }

    private static ClusterSnapshot fromResourceGraph(Duration ago) {
        return withResource(heard(ConnectivityStatus.CONNECTED, ago), cluster -> with(cluster, "live", false));
    }
}
