package io.arcfleet.simulation;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The waits of the simulated services. They block only virtual threads, and all end when the simulation does. */
final class Pauses implements AutoCloseable {

    // Longer than any client waits, so that an abandoned call does not hold its thread for ever.
    private static final Duration BLACK_HOLE = Duration.ofMinutes(10);

    private final Duration latency;
    private final CountDownLatch closed = new CountDownLatch(1);

    Pauses(Duration latency) {
        this.latency = latency;
    }

    /** The simulation was closed during a wait, or a wait without answer is over. */
    static final class ClosedException extends IOException {
        private static final long serialVersionUID = 1L;

        ClosedException() {
            super("no answer");
        }
    }

    /** Waits for the latency of every answer. */
    void latency() throws ClosedException {
        if (latency.isPositive()) {
            waitFor(latency);
        }
    }

    /** Waits for {@code time}. */
    void waitFor(Duration time) throws ClosedException {
        try {
            if (closed.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new ClosedException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClosedException();
        }
    }

    /** Waits longer than anybody listens. */
    ClosedException never() throws ClosedException {
        waitFor(BLACK_HOLE);
        return new ClosedException();
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
