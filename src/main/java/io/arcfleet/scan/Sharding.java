package io.arcfleet.scan;

import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ClusterTarget;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Cuts a fleet into shards. */
final class Sharding {

    private Sharding() {}

    /**
     * Deals the clusters out in turns of their subscription and region, and then cuts them into shards: Resource Manager
     * counts calls by subscription and region, and no one bucket shall get a whole burst.
     */
    static List<List<ClusterTarget>> shards(List<ClusterTarget> targets, int size) {
        Map<String, Deque<ClusterTarget>> buckets = new TreeMap<>();
        for (ClusterTarget target : targets) {
            buckets.computeIfAbsent(bucket(target.identity()), key -> new ArrayDeque<>())
                    .add(target);
        }
        List<ClusterTarget> dealt = new ArrayList<>(targets.size());
        while (!buckets.isEmpty()) {
            buckets.values().removeIf(bucket -> {
                dealt.add(bucket.remove());
                return bucket.isEmpty();
            });
        }
        List<List<ClusterTarget>> shards = new ArrayList<>();
        for (int from = 0; from < dealt.size(); from += size) {
            shards.add(List.copyOf(dealt.subList(from, Math.min(dealt.size(), from + size))));
        }
        return shards;
    }

    private static String bucket(ClusterIdentity identity) {
        return identity.subscriptionId() + "/" + identity.location();
    }
}
