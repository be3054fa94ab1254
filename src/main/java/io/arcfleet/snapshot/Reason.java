package io.arcfleet.snapshot;

import java.util.Locale;

/** Why something could not be observed; a closed list, so that silence can be counted. */
public enum Reason {
    /** The service refused: not authenticated (401) or not allowed (403). */
    NOT_PERMITTED,
    /** The service answered that the thing, or the kind of thing, is not there (404, 410). */
    NOT_FOUND,
    /** No usable answer: name, connection or TLS failed, or the service answered with a server error. */
    UNREACHABLE,
    /** No answer before the deadline. */
    TIMED_OUT,
    /** The service asked us to slow down and did not recover before the deadline (429). */
    THROTTLED,
    /** An answer, or a file that leads to it, could not be understood or was larger than the cap. */
    MALFORMED,
    /** Nobody asked: that side was switched off, or an earlier step failed. */
    NOT_ATTEMPTED;

    /** The reason as it is written in rows and reports, for example {@code not permitted}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
