package io.arcfleet.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Spreads the faults of a plan over a new fleet. */
final class FaultSpread {

    private static final int SMALLEST_FLEET_WITH_INCIDENT = 12;
    private static final int SMALLEST_INCIDENT = 3;
    private static final Duration INCIDENT_AGE = Duration.ofMinutes(95);

    private static final int SMALLEST_FLEET_WITH_EVERY_FAULT = 250;

    /** What a small fleet has: for each section of the guide one fault, and what a scanner itself meets. */
    private static final Set<Fault> OF_THE_GUIDE = Collections.unmodifiableSet(EnumSet.of(
            Fault.OFFLINE,
            Fault.CONNECTING_FOREVER,
            Fault.CERTIFICATE_EXPIRED,
            Fault.CERTIFICATE_EXPIRING,
            Fault.CRASH_LOOP,
            Fault.PODS_PENDING,
            Fault.IDENTITY_CERTIFICATE_MISSING,
            Fault.KUBE_AAD_PROXY_CERTIFICATE_MISSING,
            Fault.KUBE_AAD_PROXY_MISSING,
            Fault.HELM_STUCK,
            Fault.EXTENSION_FAILED,
            Fault.FLUX_NON_COMPLIANT,
            Fault.FORBIDDEN_READS,
            Fault.SLOW_API_SERVER,
            Fault.BLACK_HOLE,
            Fault.MALFORMED_JSON,
            Fault.AGENT_OUTDATED,
            Fault.DNS_BROKEN,
            Fault.EGRESS_BLOCKED,
            Fault.SCC_BLOCKS_PROXY,
            Fault.IMAGE_SLOW,
            Fault.OVERAGE_CLAIM,
            Fault.CLUSTER_CONNECT_OFF,
            Fault.PROVISIONING_FAILED));

    private final List<ClusterState> clusters;
    private final SplittableRandom random;

    FaultSpread(List<ClusterState> clusters, SplittableRandom random) {
        this.clusters = clusters;
        this.random = random;
    }

    void apply(FaultPlan plan) {
        switch (plan) {
            case FaultPlan.None() -> {}
            case FaultPlan.Only(Set<Fault> faults) -> spread(single(faults), only(faults));
            case FaultPlan.Mixed() -> mix();
        }
    }

    private static List<Fault> single(Set<Fault> faults) {
        return faults.stream().filter(fault -> !fault.fleetWide()).sorted().toList();
    }

    private int only(Set<Fault> faults) {
        return Math.max(single(faults).size(), clusters.size() / 4);
    }

    /** Gives {@code count} faults, taking turns, to clusters in random order; a small fleet's clusters get several. */
    private void spread(List<Fault> faults, int count) {
        if (faults.isEmpty()) {
            return;
        }
        List<ClusterState> order = shuffled(clusters);
        for (int i = 0; i < count; i++) {
            Fault fault = faults.get(i % faults.size());
            int from = i;
            give(
                    order.get(IntStream.range(0, order.size())
                            .map(step -> (from + step) % order.size())
                            .filter(place ->
                                    fault.fits(order.get(place).traits().distribution()))
                            .findFirst()
                            .orElse(from % order.size())),
                    fault);
        }
    }

    private void mix() {
        int size = clusters.size();
        List<Fault> every = single(size < SMALLEST_FLEET_WITH_EVERY_FAULT ? OF_THE_GUIDE : EnumSet.allOf(Fault.class));
        // One of each that costs a scan its whole deadline is enough, however large the fleet.
        List<Fault> quick = every.stream()
                .filter(fault -> fault != Fault.BLACK_HOLE && fault != Fault.SLOW_API_SERVER)
                .toList();
        int incident = size < SMALLEST_FLEET_WITH_INCIDENT ? 0 : Math.max(SMALLEST_INCIDENT, size / 20);
        List<ClusterState> hit = incident(incident);
        for (ClusterState cluster : hit) {
            give(cluster, Fault.OFFLINE);
            cluster.setOfflineSince(cluster.startedAt().minus(INCIDENT_AGE).minusSeconds(random.nextInt(90)));
        }
        List<ClusterState> others =
                shuffled(clusters.stream().filter(c -> !hit.contains(c)).toList());
        int count = Math.min(others.size(), Math.max(size / 5, Math.min(every.size(), (size + 3) * 2 / 5)));
        for (int i = 0; i < count; i++) {
            Fault fault = i < every.size() ? every.get(i) : quick.get(i % quick.size());
            take(others, fault).ifPresent(cluster -> give(cluster, fault));
        }
    }

    /** The first of {@code left} that can have the fault, which is taken from the list. */
    private static Optional<ClusterState> take(List<ClusterState> left, Fault fault) {
        Optional<ClusterState> found = left.stream()
                .filter(cluster -> fault.fits(cluster.traits().distribution()))
                .findFirst();
        found.ifPresent(left::remove);
        return found;
    }

    /** Clusters of the region that has the most. */
    private List<ClusterState> incident(int count) {
        Map<String, List<ClusterState>> regions = clusters.stream()
                .collect(Collectors.groupingBy(
                        cluster -> cluster.traits().location(), TreeMap::new, Collectors.toList()));
        return regions.values().stream()
                .max(Comparator.comparingInt(List::size))
                .map(region -> region.stream().limit(count).toList())
                .orElse(List.of());
    }

    private static void give(ClusterState cluster, Fault fault) {
        cluster.setFaults(
                Stream.concat(cluster.faults().stream(), Stream.of(fault)).collect(Collectors.toSet()));
    }

    private List<ClusterState> shuffled(List<ClusterState> source) {
        List<ClusterState> order = new ArrayList<>(source);
        for (int i = order.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            ClusterState moved = order.set(i, order.get(other));
            order.set(other, moved);
        }
        return order;
    }
}
