package io.arcfleet.access.proxy;

import io.arcfleet.access.ClusterProxy.Endpoint;
import io.arcfleet.snapshot.Observation.Unavailable;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pauses between the starts of a proxy that keeps ending. Not safe for use by many threads. */
final class BackOff {

    /** Starts in a row that fail before nobody waits for the next one any more. */
    private static final int STARTS_WAITED_FOR = 3;

    private final Duration first;
    private final Duration longest;
    private Duration next;
    private long endOfPause = System.nanoTime();
    private int failedStarts;
    private @Nullable Unavailable<Endpoint> why;

    BackOff(ProxyProgram program) {
        this.first = program.firstPause();
        this.longest = program.longestPause();
        this.next = first;
    }

    /** It listens. */
    void started() {
        failedStarts = 0;
    }

    /** It could not be started. */
    void failed(Unavailable<Endpoint> reason) {
        failedStarts++;
        pause(reason);
    }

    /** It ended after it had listened for {@code uptime}. */
    void died(Duration uptime, Unavailable<Endpoint> reason) {
        if (uptime.compareTo(longest) >= 0) {
            next = first;
        }
        pause(reason);
    }

    /** Time until it may be started again; zero or less: now. */
    Duration left() {
        return Duration.ofNanos(endOfPause - System.nanoTime());
    }

    /** Why there is a pause, while it lasts. */
    Optional<Unavailable<Endpoint>> reason() {
        return left().isPositive() ? Optional.ofNullable(why) : Optional.empty();
    }

    /** Why waiting is in vain: a fleet must not wait for each of its clusters until a start fails that always does. */
    Optional<Unavailable<Endpoint>> inVain() {
        return failedStarts >= STARTS_WAITED_FOR ? reason() : Optional.empty();
    }

    private void pause(Unavailable<Endpoint> reason) {
        why = reason;
        endOfPause = System.nanoTime() + next.toNanos();
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(longest) < 0 ? doubled : longest;
    }
}
