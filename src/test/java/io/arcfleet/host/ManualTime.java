package io.arcfleet.host;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A clock whose time passes only when a test says so, and the waits that follow it. */
final class ManualTime extends Clock implements Waits {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Instant> pauses = new ArrayList<>();
    private Instant now;
    private boolean closed;

    ManualTime(String start) {
        now = Instant.parse(start);
    }

    @Override
    public synchronized boolean pause(Duration time) throws InterruptedException {
        Instant end = now.plus(time);
        pauses.add(end);
        notifyAll();
        try {
            while (!closed && now.isBefore(end)) {
                wait();
            }
            return !closed;
        } finally {
            pauses.remove(end);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized void advance(Duration time) {
        now = now.plus(time);
        notifyAll();
    }

    /** Waits until so many threads wait for a later time. */
    void awaitPauses(int count) {
        await(() -> waiting() >= count);
    }

    /** Lets time pass in steps until the condition holds. */
    void passUntil(BooleanSupplier condition, Duration step) {
        await(() -> {
            boolean holds = condition.getAsBoolean();
            if (!holds) {
                advance(step);
            }
            return holds;
        });
    }

    /** Waits, in real time, until the condition holds. */
    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for " + PATIENCE);
            }
            try {
                Thread.sleep(2);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    private synchronized int waiting() {
        return (int) pauses.stream().filter(end -> end.isAfter(now)).count();
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
