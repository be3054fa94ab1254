package io.arcfleet.arm;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the quota that Resource Graph states on every answer, and how long to wait once it is used up. The limit is
 * 15 queries in 5 seconds per principal (Azure docs, guidance-for-throttled-requests). Resource Manager states none;
 * there the gate stays open.
 */
final class QuotaGate {

    private static final HttpHeaderName REMAINING = HttpHeaderName.fromString("x-ms-user-quota-remaining");
    private static final HttpHeaderName RESETS_AFTER = HttpHeaderName.fromString("x-ms-user-quota-resets-after");
    private static final Duration WINDOW = Duration.ofSeconds(5);
    private static final long JITTER_MILLIS = 250;

    private final AtomicReference<@Nullable Closed> closed = new AtomicReference<>();

    /** Reads the quota headers of an answer; without them nothing changes. */
    void observe(HttpHeaders headers) {
        String remaining = headers.getValue(REMAINING);
        if (remaining == null) {
            return;
        }
        closed.set(
                "0".equals(remaining.strip())
                        ? new Closed(System.nanoTime(), resetsAfter(headers.getValue(RESETS_AFTER)))
                        : null);
    }

    /** How long the next request has to wait; zero when the gate is open. */
    Duration toWait() {
        Closed at = closed.get();
        if (at == null) {
            return Duration.ZERO;
        }
        Duration left = at.time.minusNanos(System.nanoTime() - at.since);
        return left.isPositive() ? left.plusMillis(ThreadLocalRandom.current().nextLong(JITTER_MILLIS)) : Duration.ZERO;
    }

    private static Duration resetsAfter(@Nullable String hoursMinutesSeconds) {
        if (hoursMinutesSeconds == null) {
            return WINDOW;
        }
        try {
            return Duration.ofNanos(LocalTime.parse(hoursMinutesSeconds.strip()).toNanoOfDay());
        } catch (DateTimeParseException e) {
            return WINDOW;
        }
    }

    private record Closed(long since, Duration time) {}
}
