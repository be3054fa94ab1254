package io.arcfleet.collect;

import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whether it makes sense to ask a cluster on. When the first reads all ended without any answer, the rest would wait just
 * as long for nothing, one timeout after the other. Used by many threads at once.
 */
final class FirstAnswers {

    private final AtomicInteger hopes;
    private final AtomicReference<@Nullable Unavailable<?>> failure = new AtomicReference<>();
    private final CountDownLatch settled = new CountDownLatch(1);
    private volatile boolean answered;

    /** Gives up after this many reads without an answer. */
    FirstAnswers(int needed) {
        this.hopes = new AtomicInteger(needed);
    }

    /** Takes in how a read went. */
    void add(Observation<?> outcome) {
        if (Reachability.isAnswer(outcome)) {
            answered = true;
            settled.countDown();
            return;
        }
        failure.compareAndSet(null, outcome.failure().orElse(null));
        if (hopes.decrementAndGet() == 0) {
            settled.countDown();
        }
    }

    /**
     * Waits until it is clear whether anybody answers, and returns the failure of the first reads when all of them
     * failed; it then stands for the others too. Empty also when {@code limit} ends first.
     */
    <T> Optional<Unavailable<T>> hopeless(Duration limit) throws InterruptedException {
        boolean clear = settled.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        Unavailable<?> first = failure.get();
        return !clear || answered || first == null ? Optional.empty() : Optional.of(first.cast());
    }
}
