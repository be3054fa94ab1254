package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.ScanOutcome;
import io.arcfleet.finding.ScanSummary;
import io.arcfleet.finding.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ExitStatusTest {
    @Test
    void the_numbers_are_a_contract_with_scripts() {
        assertThat(ExitStatus.values()).extracting(ExitStatus::code).containsExactly(0, 1, 1, 1, 2, 3);
    }

    @Test
    void a_finding_at_or_above_the_limit_counts() {
        assertThat(complete(Severity.HIGH, Severity.HIGH)).isEqualTo(ExitStatus.FINDINGS);
        assertThat(complete(Severity.CRITICAL, Severity.HIGH)).isEqualTo(ExitStatus.FINDINGS);
        assertThat(complete(Severity.MEDIUM, Severity.HIGH)).isEqualTo(ExitStatus.DONE);
    }

    @Test
    void without_a_limit_or_a_finding_the_scan_is_done() {
        ScanSummary summary = summary(ScanOutcome.COMPLETE, 3, 3);

        assertThat(ExitStatus.of(summary, Optional.of(Severity.CRITICAL), Optional.empty()))
                .isEqualTo(ExitStatus.DONE);
        assertThat(ExitStatus.of(summary, Optional.empty(), Optional.of(Severity.LOW)))
                .isEqualTo(ExitStatus.DONE);
    }

    @Test
    void a_subscription_that_was_not_read_is_in_the_report_and_not_in_the_status() {
        assertThat(ExitStatus.of(summary(ScanOutcome.PARTIAL, 3, 3), Optional.empty(), Optional.empty()))
                .isEqualTo(ExitStatus.DONE);
    }

    @Test
    void a_cluster_without_a_verdict_makes_the_scan_incomplete() {
        assertThat(ExitStatus.of(summary(ScanOutcome.PARTIAL, 3, 2), Optional.empty(), Optional.empty()))
                .isEqualTo(ExitStatus.INCOMPLETE);
    }

    @ParameterizedTest
    @EnumSource(
            value = ScanOutcome.class,
            names = {"FAILED", "CANCELLED"})
    void a_scan_that_failed_or_was_cancelled_is_never_a_success(ScanOutcome outcome) {
        assertThat(ExitStatus.of(summary(outcome, 3, 3), Optional.empty(), Optional.empty()))
                .isEqualTo(ExitStatus.INCOMPLETE);
    }

    private static ExitStatus complete(Severity worst, Severity failOn) {
        return ExitStatus.of(summary(ScanOutcome.COMPLETE, 3, 3), Optional.of(worst), Optional.of(failOn));
    }

    private static ScanSummary summary(ScanOutcome outcome, int found, int scanned) {
        return new ScanSummary(
                "scan-1",
                "test",
                true,
                Map.of(),
                Instant.EPOCH,
                Instant.EPOCH,
                outcome,
                found,
                scanned,
                0,
                Map.of(),
                0,
                List.of(),
                new TreeMap<>(),
                "development");
    }
}
