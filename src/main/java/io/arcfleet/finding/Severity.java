package io.arcfleet.finding;

import java.util.Locale;

/** How much a finding matters, least first, in the order of the Open Cybersecurity Schema Framework. */
public enum Severity {
    INFORMATIONAL,
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    /** The severity as it is written in rows and reports, for example {@code high}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether this severity is {@code other} or worse. */
    public boolean isAtLeast(Severity other) {
        return compareTo(other) >= 0;
    }
}
