package io.arcfleet.check;

import io.arcfleet.finding.Issue;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Judges one aspect of one cluster. A check is pure: no client, no clock, no logger, no state. It never asks for more
 * data than the snapshot has.
 *
 * @param <V> what it looks at
 */
public interface Check<V> {

    /** What is known of this check apart from its logic. */
    CheckSpec spec();

    /**
     * Takes from the snapshot what the check needs. An unavailable part makes the check not evaluated; evidence that it can
     * do without stays an {@link Observation} inside {@code V}.
     */
    Observation<V> view(ClusterSnapshot snapshot);

    /** What is wrong, nothing when all is well. The same view at the same instant gives the same answer. */
    List<Issue> evaluate(V view, Instant at);

    /**
     * What could not be seen of that which could have shown an issue more, empty when all of it was: no issue is then no
     * proof that there is none. Evidence that only adds words to an issue, or only takes one back, is no blind spot.
     */
    default Optional<Unavailable<?>> blindSpot(ClusterSnapshot snapshot) {
        return Optional.empty();
    }
}
