package io.arcfleet.finding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one check said of one cluster. */
public sealed interface CheckResult {

    /** The check that answered. */
    String checkId();

    /** The check looked and found nothing wrong. */
    record Passed(String checkId) implements CheckResult {}

    /**
     * The check looked and found something wrong.
     *
     * @param findings at least one
     * @param unseen why it could not look for further findings; null when it looked everywhere
     */
    record Failed(
            String checkId,
            List<Finding> findings,
            @Nullable NotEvaluated unseen) implements CheckResult {

        /** Where it looked everywhere. */
        public Failed(String checkId, List<Finding> findings) {
            this(checkId, findings, null);
        }

        public Failed {
            findings = List.copyOf(findings);
            if (findings.isEmpty()) {
                throw new IllegalArgumentException("check " + checkId + " failed without a finding");
            }
        }
    }

    /**
     * The check could not look, or not everywhere and found nothing wrong where it did. Never the same as passed.
     *
     * @param reason a word of a closed list, for example {@code not permitted}
     * @param detail what was tried and what came back, one sentence
     */
    record NotEvaluated(String checkId, String reason, String detail) implements CheckResult {}

    /** The check itself is at fault: it threw. */
    record Errored(String checkId, String error) implements CheckResult {}
}
