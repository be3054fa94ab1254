package io.arcfleet.check;

import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation.Unavailable;
import java.util.Optional;

/**
 * A {@link Check} that judges by {@link LogEvidence} alone: each log that was asked for and not read is its blind spot.
 *
 * @param <V> what it looks at
 */
public interface LogCheck<V> extends Check<V> {

    @Override
    default Optional<Unavailable<?>> blindSpot(ClusterSnapshot snapshot) {
        return LogEvidence.unread(snapshot);
    }
}
