package io.arcfleet.scan.storage;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Tries of a change that others may have forestalled, with growing pauses and a deadline. */
final class Attempts {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LONGEST_PAUSE_MILLIS = 500;

    private final String what;
    private final long startedAt = System.nanoTime();
    private long pauseMillis = 10;

    /**
     * Starts the clock.
     *
     * @param what the change, for the message
     */
    Attempts(String what) {
        this.what = what;
    }

    /**
     * Waits before the next try.
     *
     * @throws IllegalStateException when it took too long, or the thread was interrupted
     */
    void pause() {
        if (System.nanoTime() - startedAt > PATIENCE.toNanos()) {
            throw new IllegalStateException(what + ": others kept changing it for " + PATIENCE.toSeconds() + " s");
        }
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(pauseMillis) + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(what + ": interrupted", e);
        }
        pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
    }
}
