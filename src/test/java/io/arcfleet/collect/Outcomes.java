package io.arcfleet.collect;

import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;

/** What came of a read, for tests that know it. */
final class Outcomes {

    private Outcomes() {}

    static <T> T seen(Observation<T> observation) {
        return observation.seen().orElseThrow(() -> new AssertionError(observation));
    }

    static Reason reason(Observation<?> observation) {
        return observation
                .failure()
                .map(Observation.Unavailable::reason)
                .orElseThrow(() -> new AssertionError(observation));
    }
}
