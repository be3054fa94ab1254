package io.arcfleet.access.login;

import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * What costs a call and then holds for a while, by key. Threads that ask for the same share one call, each waiting for it
 * until its own deadline. A failure holds for some seconds, so that a whole fleet does not repeat it.
 */
final class SharedAnswers<K, V> {

    private static final Duration FAILURE_HOLDS = Duration.ofSeconds(15);

    private final Clock clock;
    private final ConcurrentMap<K, Kept<V>> kept = new ConcurrentHashMap<>();
    private final ConcurrentMap<K, CompletableFuture<Observation<V>>> calls = new ConcurrentHashMap<>();

    SharedAnswers(Clock clock) {
        this.clock = clock;
    }

    /** What is known under {@code key}; when nothing is, {@code call} finds it out, which ends before {@code deadline}. */
    Observation<V> get(K key, Instant deadline, Supplier<Observation<Lasting<V>>> call) {
        while (true) {
            Kept<V> known = kept.get(key);
            if (known != null && clock.instant().isBefore(known.until())) {
                return known.answer();
            }
            CompletableFuture<Observation<V>> mine = new CompletableFuture<>();
            CompletableFuture<Observation<V>> running = calls.putIfAbsent(key, mine);
            if (running == null) {
                return make(key, mine, call);
            }
            Optional<Observation<V>> answer = awaited(running, deadline);
            if (answer.isEmpty()) {
                return Observation.unavailable(
                        Reason.TIMED_OUT, "no answer in time to a call that others wait for too");
            }
            if (!timedOut(answer.get())) {
                return answer.get();
            }
            // The deadline of the caller that made it was nearer than this one's.
        }
    }

    private Observation<V> make(K key, CompletableFuture<Observation<V>> mine, Supplier<Observation<Lasting<V>>> call) {
        try {
            Observation<Lasting<V>> made = call.get();
            Observation<V> answer = made.map(Lasting::value);
            Instant now = clock.instant();
            kept.values().removeIf(old -> !now.isBefore(old.until()));
            if (!timedOut(answer)) {
                Instant until = made.seen().map(Lasting::until).orElse(now.plus(FAILURE_HOLDS));
                kept.put(key, new Kept<>(answer, until));
            }
            mine.complete(answer);
            return answer;
        } finally {
            calls.remove(key, mine);
            mine.complete(Observation.unavailable(Reason.MALFORMED, "a call that others waited for broke off"));
        }
    }

    /** Empty when the time is over, or the thread is to end. */
    private Optional<Observation<V>> awaited(CompletableFuture<Observation<V>> running, Instant deadline) {
        try {
            Duration left = Duration.between(clock.instant(), deadline);
            return Optional.of(running.get(Math.max(0, left.toNanos()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a shared call is only completed with a value", e);
        }
    }

    private static boolean timedOut(Observation<?> answer) {
        return answer instanceof Unavailable<?> unavailable && unavailable.reason() == Reason.TIMED_OUT;
    }

    /** A value and how long it holds. */
    record Lasting<V>(V value, Instant until) {

        @Override
        public String toString() {
            return "Lasting[until=" + until + "]";
        }
    }

    private record Kept<V>(Observation<V> answer, Instant until) {

        @Override
        public String toString() {
            return "Kept[until=" + until + "]";
        }
    }
}
