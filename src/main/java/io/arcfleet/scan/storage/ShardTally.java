package io.arcfleet.scan.storage;

import io.arcfleet.finding.Health;
import io.arcfleet.scan.ClusterOutcome;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts of outcomes, as they stand in a blob's metadata.
 *
 * @param done clusters with an outcome
 * @param health clusters with a verdict, by health
 */
record ShardTally(int done, Map<Health, Integer> health) {

    private static final String DONE = "done";

    ShardTally {
        health = Map.copyOf(health);
    }

    static ShardTally none() {
        return new ShardTally(0, Map.of());
    }

    static ShardTally of(Collection<ClusterOutcome> outcomes) {
        Map<Health, Integer> health = new EnumMap<>(Health.class);
        for (ClusterOutcome outcome : outcomes) {
            if (outcome.health() != null) {
                health.merge(outcome.health(), 1, Integer::sum);
            }
        }
        return new ShardTally(outcomes.size(), health);
    }

    static ShardTally read(Map<String, String> metadata) {
        Map<Health, Integer> health = new EnumMap<>(Health.class);
        for (Health state : Health.values()) {
            String count = metadata.get(state.word());
            if (count != null) {
                health.put(state, Integer.parseInt(count));
            }
        }
        return new ShardTally(Integer.parseInt(metadata.getOrDefault(DONE, "0")), health);
    }

    Map<String, String> metadata() {
        Map<String, String> metadata = new HashMap<>();
        metadata.put(DONE, Integer.toString(done));
        health.forEach((state, count) -> metadata.put(state.word(), Integer.toString(count)));
        return metadata;
    }

    ShardTally plus(ShardTally other) {
        Map<Health, Integer> sum = new EnumMap<>(Health.class);
        sum.putAll(health);
        other.health.forEach((state, count) -> sum.merge(state, count, Integer::sum));
        return new ShardTally(done + other.done, sum);
    }
}
