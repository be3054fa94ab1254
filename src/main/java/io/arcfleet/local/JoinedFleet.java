package io.arcfleet.local;

import io.arcfleet.fleet.Fleet;
import io.arcfleet.fleet.FleetInventory;
import io.arcfleet.fleet.InventoryException;
import io.arcfleet.snapshot.ClusterTarget;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The clusters of Azure, each with the context that leads to it: the one named like the cluster or its resource ID, else
 * the one whose cluster says that it is this one.
 */
final class JoinedFleet implements FleetInventory {

    private final FleetInventory azure;
    private final ContextDirectory directory;
    private final List<String> contexts;
    private final ContextsOfClusters ways;

    /**
     * Joins the clusters of {@code azure} with contexts.
     *
     * @param ways is told which context leads to which cluster
     */
    JoinedFleet(FleetInventory azure, ContextDirectory directory, List<String> contexts, ContextsOfClusters ways) {
        this.azure = azure;
        this.directory = directory;
        this.contexts = List.copyOf(contexts);
        this.ways = ways;
    }

    @Override
    public Fleet list(Scope scope, Instant deadline) {
        Fleet fleet = azure.list(scope, deadline);
        Map<String, String> contextByName = new HashMap<>();
        contexts.forEach(context -> contextByName.putIfAbsent(context.toLowerCase(Locale.ROOT), context));
        Map<String, Integer> bearers = new HashMap<>();
        fleet.clusters().forEach(target -> bearers.merge(name(target), 1, Integer::sum));
        Set<String> unused = new HashSet<>(contexts);
        Set<String> waiting = new HashSet<>();

        for (ClusterTarget target : fleet.clusters()) {
            String id = target.identity().id();
            String context = contextByName.get(id);
            // A name that several clusters bear leads to none of them: the clusters themselves must say who they are.
            if (context == null && bearers.getOrDefault(name(target), 0) == 1) {
                context = contextByName.get(name(target));
            }
            if (context == null) {
                waiting.add(id);
            } else {
                ways.add(id, context);
                unused.remove(context);
            }
        }
        if (!waiting.isEmpty() && !unused.isEmpty()) {
            byQuestion(unused, waiting, deadline);
        }
        return fleet;
    }

    private static String name(ClusterTarget target) {
        return target.identity().name().toLowerCase(Locale.ROOT);
    }

    private void byQuestion(Set<String> unused, Set<String> waiting, Instant deadline) {
        List<String> asked = contexts.stream().filter(unused::contains).toList();
        try {
            directory.identify(asked, deadline).forEach((context, cluster) -> {
                if (waiting.contains(cluster.id())) {
                    ways.add(cluster.id(), context);
                }
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InventoryException("the contexts of the kubeconfig could not be read: interrupted", e);
        }
    }
}
