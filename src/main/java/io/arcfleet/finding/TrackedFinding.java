package io.arcfleet.finding;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A finding with its state over the scans.
 *
 * @param finding as it was found the last time; {@link Finding#observedAt} is when that was
 * @param rootCause whether no other finding of the cluster explained it then
 * @param explainedBy id of the finding that was its root cause then, null for a root cause
 * @param firstSeen when it was found for the first time, as far as is remembered
 * @param stateReason why it is resolved or unknown, one sentence; null while it is found
 * @param resolvedAt observation in which it was no longer found, null unless it is resolved
 */
public record TrackedFinding(
        Finding finding,
        boolean rootCause,
        @Nullable String explainedBy,
        FindingState state,
        Instant firstSeen,
        @Nullable String stateReason,
        @Nullable Instant resolvedAt) {

    /** The findings of a scan without a memory: open, and seen now for the first time. */
    public static List<TrackedFinding> open(List<Finding> findings, Verdict verdict) {
        Map<String, String> explainedBy = new HashMap<>();
        for (RootCause cause : verdict.rootCauses()) {
            cause.explains()
                    .forEach(id -> explainedBy.putIfAbsent(id, cause.finding().id()));
        }
        Set<String> rootCauses =
                verdict.rootCauses().stream().map(cause -> cause.finding().id()).collect(Collectors.toSet());
        return findings.stream()
                .map(finding -> open(finding, rootCauses.contains(finding.id()), explainedBy.get(finding.id())))
                .toList();
    }

    private static TrackedFinding open(Finding finding, boolean rootCause, @Nullable String explainedBy) {
        return new TrackedFinding(
                finding,
                rootCause,
                rootCause ? null : explainedBy,
                FindingState.OPEN,
                finding.observedAt(),
                null,
                null);
    }

    /** The same in {@code found}, a state in which it is found, and seen since {@code since}. */
    public TrackedFinding found(FindingState found, Instant since) {
        return new TrackedFinding(finding, rootCause, explainedBy, found, since, null, null);
    }

    /** The same, of which nobody knows whether it is still there. */
    public TrackedFinding unknown(String reason) {
        return new TrackedFinding(finding, rootCause, explainedBy, FindingState.UNKNOWN, firstSeen, reason, null);
    }

    /** The same, no longer there as of {@code at}. */
    public TrackedFinding resolved(String reason, Instant at) {
        return new TrackedFinding(finding, rootCause, explainedBy, FindingState.RESOLVED, firstSeen, reason, at);
    }

    /** The same with the finding in other words. */
    public TrackedFinding with(Finding other) {
        return new TrackedFinding(other, rootCause, explainedBy, state, firstSeen, stateReason, resolvedAt);
    }

    /** Whether it is no longer there. */
    public boolean isResolved() {
        return state == FindingState.RESOLVED;
    }

    /** When it was found or seen to be gone, whatever came last. */
    public Instant lastKnown() {
        return Objects.requireNonNullElse(resolvedAt, finding.observedAt());
    }
}
