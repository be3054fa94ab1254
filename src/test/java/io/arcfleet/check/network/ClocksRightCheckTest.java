package io.arcfleet.check.network;

import static io.arcfleet.check.AgentLogs.log;
import static io.arcfleet.check.AgentLogs.withLogs;
import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.network.NetworkLogs.wrongTime;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.Issue;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.ClusterSnapshot;
import org.junit.jupiter.api.Test;

/** The time of every snapshot is 2026-08-01T12:00:00Z. */
final class ClocksRightCheckTest {

    private final ClocksRightCheck check = new ClocksRightCheck(SignatureCatalog.standard());

    @Test
    void certificatesThatReallyAreTooOldOrTooNewPass() {
        assertThat(issues(check, healthy())).isEmpty();
        assertThat(issues(check, logged("2026-08-01T11:59:00Z", "after", "2026-07-30T00:00:00Z")))
                .isEmpty();
        assertThat(issues(check, logged("2026-08-01T11:59:00Z", "before", "2026-08-02T00:00:00Z")))
                .isEmpty();
    }

    @Test
    void aTimeThatCannotBeReadProvesNothing() {
        assertThat(issues(check, logged("yesterday", "before", "2026-07-30T00:00:00Z")))
                .isEmpty();
        assertThat(issues(
                        check,
                        withLogs(healthy(), log("config-agent", "x509: certificate has expired or is not yet valid"))))
                .isEmpty();
    }

    @Test
    void aClockBehindIsAnIssueWithTheDifference() {
        Issue issue = issue(check, logged("2020-01-01T00:00:10Z", "before", "2026-07-01T00:00:00Z"));
        assertThat(issue.subject()).isEqualTo("nodes/clock");
        assertThat(issue.message())
                .startsWith("The clock of node node-1 is at least 2372 days behind: in deployment/config-agent it was"
                        + " 2020-01-01T00:00:10Z, before 2026-07-01T00:00:00Z");
        assertThat(issue.evidence()).containsEntry("direction", "behind").containsEntry("nodes", "node-1");
    }

    @Test
    void aClockAheadIsAnIssue() {
        assertThat(issue(check, logged("2026-12-01T01:00:00+01:00", "after", "2026-11-30T22:00:00Z"))
                        .message())
                .contains("2 hours ahead");
    }

    @Test
    void theLargestDifferenceIsSaid() {
        ClusterSnapshot two = withLogs(
                healthy(),
                log(
                        "config-agent",
                        wrongTime("2026-06-30T00:00:00Z", "before", "2026-07-01T00:00:00Z") + "\n"
                                + wrongTime("2026-06-30T00:00:00Z", "before", "2026-07-10T00:00:00Z.")));
        assertThat(issue(check, two).message()).contains("at least 10 days behind");
    }

    private static ClusterSnapshot logged(String now, String relation, String limit) {
        return withLogs(healthy(), log("config-agent", wrongTime(now, relation, limit)));
    }
}
