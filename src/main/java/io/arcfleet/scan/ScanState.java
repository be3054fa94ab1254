package io.arcfleet.scan;

/** How far a scan of the function app is. Only {@link #ENDED} is final. */
public enum ScanState {
    /** Asked for; the inventory is not done yet. */
    REQUESTED,
    /** Shards are scanned. */
    RUNNING,
    /** Has a summary. */
    ENDED
}
