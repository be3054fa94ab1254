package io.arcfleet.collect;

import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether it makes sense to ask a cluster on. When the first reads all ended without any answer, the rest would wait just
 * as long for nothing, one timeout after the other. Used by many threads at once.
 */
final class FirstAnswers {

    private final int needed;
    private int failures;
    private boolean answered;
    private @Nullable Unavailable<?> first;

    /** Gives up after this many reads without an answer. */
    FirstAnswers(int needed) {
        this.needed = needed;
    }

    /** Takes in how a read went. */
    synchronized void add(Observation<?> outcome) {
        if (Reachability.isAnswer(outcome)) {
            answered = true;
            return;
        }
        failures++;
        if (first == null) {
            first = outcome.failure().orElse(null);
        }
    }

    /** The failure of the first reads, when all of them failed; it then stands for the others too. */
    synchronized <T> Optional<Unavailable<T>> hopeless() {
        return answered || failures < needed || first == null ? Optional.empty() : Optional.of(first.cast());
    }
}
