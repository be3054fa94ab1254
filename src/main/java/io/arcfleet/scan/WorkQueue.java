package io.arcfleet.scan;

import java.time.Duration;

/** Sends messages to the functions that do the work. */
public interface WorkQueue {

    /** Queue of {@code planScan}; a message is a scan id. */
    String SCANS = "arcfleet-scans";

    /** Queue of {@code scanShard}; a message is a scan id, a slash and the number of the shard. */
    String SHARDS = "arcfleet-shards";

    /** Queue of {@code finishScan}; a message is a scan id. */
    String FINISH = "arcfleet-finish";

    /**
     * Sends a message.
     *
     * @param queue one of the names above
     * @param delay how long it stays invisible, zero for none, at most 7 days (limit of Storage queues)
     */
    void send(String queue, String message, Duration delay);
}
