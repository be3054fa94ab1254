package io.arcfleet.finding;

import java.util.Locale;

/** The state of a cluster in one word, best first. */
public enum Health {
    HEALTHY,
    /** No finding, but a required check could not be evaluated. */
    UNKNOWN,
    /** The worst finding is Medium or Low. */
    DEGRADED,
    /** There is a Critical or High finding. */
    BROKEN;

    /** The health as it is written in rows and reports, for example {@code broken}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
