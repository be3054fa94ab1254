package io.arcfleet.fleet;

import io.arcfleet.arm.ArmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** What is left of the inventory's time. */
record TimeLeft(Clock clock, Instant deadline) {

    /**
     * The timeout of the next call: {@code maximum}, or less near the deadline.
     *
     * @throws ArmException when the deadline has passed
     */
    Duration forCall(String call, Duration maximum) {
        Duration left = Duration.between(clock.instant(), deadline);
        if (!left.isPositive()) {
            throw new ArmException(
                    ArmException.Kind.TIMED_OUT, 0, "", call + " was not sent because the inventory's time is up");
        }
        return left.compareTo(maximum) < 0 ? left : maximum;
    }
}
