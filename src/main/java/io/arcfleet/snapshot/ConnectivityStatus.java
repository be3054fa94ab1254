package io.arcfleet.snapshot;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The connectivity status of a connected cluster; an open list in the API, so unknown words become {@link #OTHER}. */
public enum ConnectivityStatus {
    /** The resource exists; no heartbeat was ever received. */
    CONNECTING,
    /** A heartbeat within the last 15 minutes. */
    CONNECTED,
    /** Was connected; no heartbeat for 15 minutes or more. */
    OFFLINE,
    /** The managed identity certificate has expired. */
    EXPIRED,
    /** A resource without agents. */
    AGENT_NOT_INSTALLED,
    /** Absent, or a word this version does not know. */
    OTHER;

    /** Reads the API's word, in any case; null and unknown words are {@link #OTHER}. */
    public static ConnectivityStatus parse(@Nullable String word) {
        return switch (word == null ? "" : word.toLowerCase(Locale.ROOT)) {
            case "connecting" -> CONNECTING;
            case "connected" -> CONNECTED;
            case "offline" -> OFFLINE;
            case "expired" -> EXPIRED;
            case "agentnotinstalled" -> AGENT_NOT_INSTALLED;
            default -> OTHER;
        };
    }
}
