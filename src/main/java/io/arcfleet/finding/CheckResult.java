package io.arcfleet.finding;

import java.util.List;

/** What one check said of one cluster. */
public sealed interface CheckResult {

    /** The check that answered. */
    String checkId();

    /** The check looked and found nothing wrong. */
    record Passed(String checkId) implements CheckResult {}

    /** The check looked and found something wrong; at least one finding. */
    record Failed(String checkId, List<Finding> findings) implements CheckResult {
        public Failed {
            findings = List.copyOf(findings);
            if (findings.isEmpty()) {
                throw new IllegalArgumentException("check " + checkId + " failed without a finding");
            }
        }
    }

    /**
     * The check could not look. Never the same as passed.
     *
     * @param reason a word of a closed list, for example {@code not permitted}
     * @param detail what was tried and what came back, one sentence
     */
    record NotEvaluated(String checkId, String reason, String detail) implements CheckResult {}

    /** The check itself is at fault: it threw. */
    record Errored(String checkId, String error) implements CheckResult {}
}
