package io.arcfleet.local;

import io.arcfleet.finding.ScanSummary;
import io.arcfleet.finding.Severity;
import java.util.Optional;

/** What the program tells the shell. */
public enum ExitStatus {
    /** The scan is complete, and nothing that {@code --fail-on} asks for was found. */
    DONE(0),
    /** The scan is complete, and there is a finding at or above {@code --fail-on}. */
    FINDINGS(1),
    /** {@code explain} knows no cause of the text. */
    NO_KNOWN_CAUSE(1),
    /** {@code permissions} found something missing. */
    MISSING_PERMISSIONS(1),
    /** The command line cannot be used. */
    USAGE(2),
    /** The scan could not be completed: no inventory, rows lost, deadline passed. After Ctrl+C the JVM ends with 130 itself. */
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
     * The status of a scan that ran. A subscription that could not be read is named in the report and does not count
     * here: the clusters of the others have their verdicts.
     *
     * @param worst severity of the worst finding, empty when there is none
     * @param failOn severity from which a finding counts, empty for never
     */
    public static ExitStatus of(ScanSummary summary, Optional<Severity> worst, Optional<Severity> failOn) {
        boolean ended = switch (summary.outcome()) {
            case COMPLETE -> true;
            case PARTIAL -> summary.clustersScanned() == summary.clustersFound();
            case FAILED, CANCELLED -> false;
        };
        if (!ended) {
            return INCOMPLETE;
        }
        boolean found = failOn.isPresent() && worst.isPresent() && worst.get().isAtLeast(failOn.get());
        return found ? FINDINGS : DONE;
    }
}
