package io.arcfleet.local;

import io.arcfleet.finding.ScanOutcome;
import io.arcfleet.finding.Severity;
import java.util.Optional;

/** What the program tells the shell. */
public enum ExitStatus {
    /** The scan is complete, and nothing that {@code --fail-on} asks for was found. */
    DONE(0),
    /** The scan is complete, and there is a finding at or above {@code --fail-on}. */
    FINDINGS(1),
    /** The command line cannot be used. */
    USAGE(2),
    /** The scan failed, was cancelled, or something that was asked for is missing from it. */
    INCOMPLETE(3);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    /** The number for the shell. */
    public int code() {
        return code;
    }

    /**
     * The status of a scan that ran.
     *
     * @param worst severity of the worst finding, empty when there is none
     * @param failOn severity from which a finding counts, empty for never
     */
    public static ExitStatus of(ScanOutcome outcome, Optional<Severity> worst, Optional<Severity> failOn) {
        if (outcome != ScanOutcome.COMPLETE) {
            return INCOMPLETE;
        }
        boolean found = failOn.isPresent() && worst.isPresent() && worst.get().isAtLeast(failOn.get());
        return found ? FINDINGS : DONE;
    }
}
