package io.arcfleet;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits for what happens on another thread or in another process: on a condition, and with an end. */
public final class Waiting {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 50;

    private Waiting() {}

    /** Whether it has happened. */
    @FunctionalInterface
    public interface Condition<E extends Exception> {

        /** Looks. */
        boolean holds() throws E;
    }

    /** What has happened, or nothing yet. */
    @FunctionalInterface
    public interface Look<T, E extends Exception> {

        /** Looks. */
        Optional<T> look() throws E;
    }

    /**
     * Waits until {@code condition} holds.
     *
     * @param what is waited for, for the message
     */
    public static <E extends Exception> void until(String what, Condition<E> condition) throws E, InterruptedException {
        until(() -> what, condition);
    }

    /** As {@link #until(String, Condition)}; the message is made at the end. */
    public static <E extends Exception> void until(Supplier<String> what, Condition<E> condition)
            throws E, InterruptedException {
        untilSeen(PATIENCE, what, () -> condition.holds() ? Optional.of(true) : Optional.empty());
    }

    /** Waits until {@code look} sees something, and returns it. */
    public static <T, E extends Exception> T untilSeen(Duration patience, Supplier<String> what, Look<T, E> look)
            throws E, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<T> seen = look.look();
            if (seen.isPresent()) {
                return seen.get();
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + patience.toSeconds() + " s: " + what.get());
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }
}
