package io.arcfleet.simulation;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which faults a simulated fleet starts with. */
public sealed interface FaultPlan {

    /** Every cluster is healthy. */
    record None() implements FaultPlan {}

    /**
     * Mostly healthy clusters, and one region that went offline at once, behind a proxy that began to block. From 60
     * clusters on a fault of each section of the troubleshooting guide is somewhere, from 250 on every fault of a single
     * cluster.
     */
    record Mixed() implements FaultPlan {}

    /** These faults, spread over a quarter of the clusters; each at least once. */
    record Only(Set<Fault> faults) implements FaultPlan {

        public Only {
            if (faults.isEmpty()) {
                throw new IllegalArgumentException("name at least one fault");
            }
            faults = Collections.unmodifiableSet(EnumSet.copyOf(faults));
        }
    }

    /** These faults and no others. */
    static FaultPlan only(Fault first, Fault... more) {
        return new Only(EnumSet.of(first, more));
    }

    /**
     * Reads {@code none}, {@code default} or a list of fault words with commas between them.
     *
     * @throws IllegalArgumentException when a word is not known; names every such word, and the known ones
     */
    static FaultPlan parse(String text) {
        List<String> words =
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        if (words.equals(List.of("none"))) {
            return new None();
        }
        if (words.equals(List.of("default"))) {
            return new Mixed();
        }
        List<String> unknown =
                words.stream().filter(word -> Fault.named(word).isEmpty()).toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown faults: " + String.join(", ", unknown)
                    + "; known are none or default alone, or any of: "
                    + Stream.of(Fault.values()).map(Fault::word).collect(Collectors.joining(", ")));
        }
        return new Only(
                words.stream().flatMap(word -> Fault.named(word).stream()).collect(Collectors.toSet()));
    }
}
