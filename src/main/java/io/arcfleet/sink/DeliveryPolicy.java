package io.arcfleet.sink;

import java.time.Duration;

/**
 * How stubbornly rows are delivered.
 *
 * @param attempts calls per batch of rows at most, 1 or more
 * @param firstPause pause before the second attempt; doubles for each further one, unless the service names a time
 * @param callTimeout for one call, the token included
 * @param deadline for one delivery, all its calls and pauses; no attempt and no pause starts that would not end in time
 */
public record DeliveryPolicy(int attempts, Duration firstPause, Duration callTimeout, Duration deadline) {
    /** 5 attempts, pauses from 1 second, 30 seconds a call, 3 minutes a delivery. */
    public static DeliveryPolicy defaults() {
        return new DeliveryPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(3));
    }

    /** Pause after the failed attempt number {@code attempt}, counted from 1. */
    Duration pauseAfter(int attempt) {
        return firstPause.multipliedBy(1L << Math.min(attempt - 1, 20));
    }
}
