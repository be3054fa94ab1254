package io.arcfleet.collect;

import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Observed;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.ReadReceipt;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reads of one cluster, each on its own virtual thread, a few at a time. Nothing that happens in a read gets out of
 * here as an exception. Started and awaited by one thread.
 */
final class ParallelReads implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ParallelReads.class);

    /**
     * Reads of one cluster at a time. More are not faster: with 64 clusters in flight nine connections for each mean a
     * storm of TLS handshakes that runs into the timeouts of the reads (measured).
     */
    static final int AT_A_TIME = 3;

    /** Reads end themselves at their timeout; this is how much later they are no longer waited for. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Budget deadline;
    private final Duration readTimeout;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore turns = new Semaphore(AT_A_TIME, true);
    private final FirstAnswers firstAnswers = new FirstAnswers(AT_A_TIME);
    private final List<ReadReceipt> receipts = new ArrayList<>();
    private int started;

    ParallelReads(Budget deadline, Duration readTimeout) {
        this.deadline = deadline;
        this.readTimeout = readTimeout;
    }

    /** Starts a read; when its turn comes, its budget is the read's timeout or what is left to the deadline. */
    <T> Started<T> start(String name, Function<Budget, Observation<T>> read) {
        boolean first = started++ < AT_A_TIME;
        return new Started<>(name, threads.submit(() -> first ? inTurn(name, read) : afterFirstAnswer(name, read)));
    }

    /** How the awaited reads went. */
    List<ReadReceipt> receipts() {
        return List.copyOf(receipts);
    }

    /** Ends what still runs. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    private <T> Timed<T> afterFirstAnswer(String name, Function<Budget, Observation<T>> read)
            throws InterruptedException {
        Optional<Unavailable<T>> hopeless = firstAnswers.hopeless(deadline.left());
        return hopeless.isPresent() ? new Timed<>(hopeless.get(), Duration.ZERO) : inTurn(name, read);
    }

    private <T> Timed<T> inTurn(String name, Function<Budget, Observation<T>> read) throws InterruptedException {
        if (!turns.tryAcquire(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
            return new Timed<>(Observation.unavailable(Reason.TIMED_OUT, "no time was left for it"), Duration.ZERO);
        }
        try {
            Timed<T> timed = timed(name, read);
            firstAnswers.add(timed.outcome());
            return timed;
        } finally {
            turns.release();
        }
    }

    private <T> Timed<T> timed(String name, Function<Budget, Observation<T>> read) {
        long start = System.nanoTime();
        Observation<T> outcome;
        try {
            outcome = read.apply(deadline.atMost(readTimeout));
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("read", name).setCause(e).log("A read failed in an unexpected way");
            outcome = Observation.unavailable(
                    Reason.MALFORMED,
                    "the answer could not be understood (" + e.getClass().getSimpleName() + ")");
        }
        return new Timed<>(outcome, Duration.ofNanos(System.nanoTime() - start));
    }

    /** A read that runs. */
    final class Started<T> {

        private final String name;
        private final Future<Timed<T>> future;
        private @Nullable Observation<T> ended;

        private Started(String name, Future<Timed<T>> future) {
            this.name = name;
            this.future = future;
        }

        /** Waits until the read has ended, or should have, and keeps its receipt; then returns the same again. */
        Observation<T> await() {
            if (ended == null) {
                ended = firstAwait();
            }
            return ended;
        }

        private Observation<T> firstAwait() {
            Timed<T> timed = outcome();
            receipts.add(
                    switch (timed.outcome()) {
                        case Observed<T> observed -> new ReadReceipt(name, timed.duration(), "ok", "");
                        case Unavailable<T> failure ->
                            new ReadReceipt(
                                    name, timed.duration(), failure.reason().word(), failure.detail());
                    });
            return timed.outcome();
        }

        private Timed<T> outcome() {
            long start = System.nanoTime();
            try {
                return future.get(deadline.left().plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return cutShort(start, Reason.NOT_ATTEMPTED, "the read was given up");
            } catch (TimeoutException e) {
                return cutShort(start, Reason.TIMED_OUT, "the read did not end in time");
            } catch (ExecutionException e) {
                throw new IllegalStateException("the read " + name + " ended with an error", e.getCause());
            }
        }

        private Timed<T> cutShort(long start, Reason reason, String detail) {
            future.cancel(true);
            return new Timed<>(Observation.unavailable(reason, detail), Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private record Timed<T>(Observation<T> outcome, Duration duration) {}
}
