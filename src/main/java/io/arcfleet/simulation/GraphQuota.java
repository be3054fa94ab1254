package io.arcfleet.simulation;

/**
 * The quota of Resource Graph: 15 queries in a window of 5 seconds (its guidance for throttled requests). Only told in
 * the headers, as the figure may change; nothing is refused.
 */
final class GraphQuota {

    private static final int QUERIES = 15;
    private static final long WINDOW_NANOS = 5_000_000_000L;

    private long windowStart = System.nanoTime();
    private int used;

    /** Adds the headers of one more query to its answer. */
    synchronized Reply count(Reply reply) {
        long now = System.nanoTime();
        if (now - windowStart >= WINDOW_NANOS) {
            windowStart = now;
            used = 0;
        }
        used++;
        long left = Math.ceilDiv(WINDOW_NANOS - (now - windowStart), 1_000_000_000L);
        return reply.with("x-ms-user-quota-remaining", Integer.toString(Math.max(0, QUERIES - used)))
                .with("x-ms-user-quota-resets-after", "00:00:0" + left);
    }
}
