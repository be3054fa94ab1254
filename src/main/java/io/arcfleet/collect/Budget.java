package io.arcfleet.collect;

import java.time.Duration;

/** Time that is left for a read, measured by the machine's monotonic clock. */
final class Budget {

    private final long end;

    private Budget(long end) {
        this.end = end;
    }

    /** A budget of this much time from now on. */
    static Budget of(Duration time) {
        return new Budget(System.nanoTime() + Math.max(0, time.toNanos()));
    }

    /** What is left, zero at least. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /** What is left, but {@code limit} at most. */
    Budget atMost(Duration limit) {
        Duration left = left();
        return of(left.compareTo(limit) < 0 ? left : limit);
    }
}
