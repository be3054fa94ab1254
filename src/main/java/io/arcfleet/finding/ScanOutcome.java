package io.arcfleet.finding;

import java.util.Locale;

/** How a scan ended. */
public enum ScanOutcome {
    /** Every cluster of the scope was scanned and every row delivered. */
    COMPLETE,
    /** Something is missing, and the summary names it. */
    PARTIAL,
    /** Nothing useful came out, for example no inventory. */
    FAILED,
    /** Somebody ended it. */
    CANCELLED;

    /** The outcome as it is written in rows and reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
