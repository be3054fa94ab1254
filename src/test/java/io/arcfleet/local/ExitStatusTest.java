package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.ScanOutcome;
import io.arcfleet.finding.Severity;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ExitStatusTest {
    @Test
    void the_numbers_are_a_contract_with_scripts() {
        assertThat(ExitStatus.values()).extracting(ExitStatus::code).containsExactly(0, 1, 2, 3);
    }

    @Test
    void a_finding_at_or_above_the_limit_counts() {
        assertThat(complete(Severity.HIGH, Severity.HIGH)).isEqualTo(ExitStatus.FINDINGS);
        assertThat(complete(Severity.CRITICAL, Severity.HIGH)).isEqualTo(ExitStatus.FINDINGS);
        assertThat(complete(Severity.MEDIUM, Severity.HIGH)).isEqualTo(ExitStatus.DONE);
    }

    @Test
    void without_a_limit_or_a_finding_the_scan_is_done() {
        assertThat(ExitStatus.of(ScanOutcome.COMPLETE, Optional.of(Severity.CRITICAL), Optional.empty()))
                .isEqualTo(ExitStatus.DONE);
        assertThat(ExitStatus.of(ScanOutcome.COMPLETE, Optional.empty(), Optional.of(Severity.LOW)))
                .isEqualTo(ExitStatus.DONE);
    }

    @ParameterizedTest
    @EnumSource(value = ScanOutcome.class, names = "COMPLETE", mode = EnumSource.Mode.EXCLUDE)
    void a_scan_that_is_not_complete_is_never_a_success(ScanOutcome outcome) {
        assertThat(ExitStatus.of(outcome, Optional.empty(), Optional.empty())).isEqualTo(ExitStatus.INCOMPLETE);
    }

    private static ExitStatus complete(Severity worst, Severity failOn) {
        return ExitStatus.of(ScanOutcome.COMPLETE, Optional.of(worst), Optional.of(failOn));
    }
}
