package io.arcfleet.scan.memory;

import io.arcfleet.scan.lifecycle.ClusterMemory;
import io.arcfleet.scan.lifecycle.FindingMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A memory of findings that lives as long as its process. */
public final class InMemoryFindingMemory implements FindingMemory {

    private final Map<String, Remembered> clusters = new HashMap<>();
    private long versions;

    /** A memory of nothing. */
    public InMemoryFindingMemory() {}

    @Override
    public synchronized Map<String, Remembered> load(Collection<String> clusterIds) {
        Map<String, Remembered> found = new HashMap<>(clusters);
        found.keySet().retainAll(clusterIds);
        return found;
    }

    @Override
    public synchronized void store(List<Change> changes) {
        for (Change change : changes) {
            ClusterMemory memory = change.memory();
            Remembered there = clusters.get(memory.clusterId());
            if (there != null && !there.version().equals(change.version())) {
                memory = memory.joinedWith(there.memory());
            }
            clusters.put(memory.clusterId(), new Remembered(memory, String.valueOf(++versions)));
        }
    }

    @Override
    public synchronized int deleteOlderThan(Duration retention, Instant at) {
        Instant oldest = at.minus(retention);
        int before = clusters.size();
        clusters.values().removeIf(there -> there.memory().observedAt().isBefore(oldest));
        return before - clusters.size();
    }
}
