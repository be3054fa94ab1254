package io.arcfleet.finding;

import java.util.Locale;

/** What has become of a finding since the scans before. */
public enum FindingState {
    /** Found now, and not remembered. */
    NEW,
    /** Found now and before; or found now by a scan that remembers nothing. */
    OPEN,
    /** Found now, after it was resolved. */
    REOPENED,
    /** No longer found by its check, which looked everywhere. */
    RESOLVED,
    /** Found before; its check did not look now, or not everywhere, so that nobody knows. */
    UNKNOWN;

    /** The state as it is written in rows, for example {@code reopened}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
