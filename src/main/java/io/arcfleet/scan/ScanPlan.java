package io.arcfleet.scan;

import io.arcfleet.finding.ScanSummary;
import io.arcfleet.snapshot.ClusterTarget;
import java.util.List;

/**
 * Who is scanned with whom.
 *
 * @param shards clusters by shard, each cluster once
 * @param missing what the inventory could not read
 */
public record ScanPlan(List<List<ClusterTarget>> shards, List<ScanSummary.Missing> missing) {

    public ScanPlan {
        shards = shards.stream().map(List::copyOf).toList();
        missing = List.copyOf(missing);
    }

    /** Number of clusters. */
    public int clusters() {
        return shards.stream().mapToInt(List::size).sum();
    }
}
