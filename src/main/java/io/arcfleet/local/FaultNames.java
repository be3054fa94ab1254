package io.arcfleet.local;

import io.arcfleet.simulation.FaultPlan;
import java.util.Optional;

/** Judges the option {@code --faults}. */
final class FaultNames {

    private FaultNames() {}

    /** What is wrong with the names, one line. */
    static Optional<String> problem(String faults) {
        try {
            FaultPlan.parse(faults);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("--faults " + faults + ": " + e.getMessage());
        }
    }
}
