package io.arcfleet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock whose time passes when the test says so. */
public final class MovingClock extends Clock {

    private volatile Instant now;

    /** Stands at {@code start}. */
    public MovingClock(Instant start) {
        this.now = start;
    }

    /** Goes on by {@code time}. */
    public void pass(Duration time) {
        now = now.plus(time);
    }

    /** Jumps to {@code time}. */
    public void set(Instant time) {
        now = time;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
