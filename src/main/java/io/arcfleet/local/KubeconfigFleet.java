package io.arcfleet.local;

import io.arcfleet.fleet.Fleet;
import io.arcfleet.fleet.FleetInventory;
import io.arcfleet.fleet.InventoryException;
import io.arcfleet.snapshot.AzureFacts;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.Reason;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The clusters of a kubeconfig, one per context, without their Azure side. */
final class KubeconfigFleet implements FleetInventory {

    private final ContextDirectory directory;
    private final List<String> contexts;
    private final ContextsOfClusters ways;

    /**
     * Over some contexts.
     *
     * @param ways is told which context leads to which cluster
     */
    KubeconfigFleet(ContextDirectory directory, List<String> contexts, ContextsOfClusters ways) {
        this.directory = directory;
        this.contexts = List.copyOf(contexts);
        this.ways = ways;
    }

    @Override
    public Fleet list(Scope scope, Instant deadline) {
        try {
            List<ClusterTarget> clusters = directory.identify(contexts, deadline).entrySet().stream()
                    .filter(entry -> scope.filter()
                            .matches(
                                    entry.getValue().name(),
                                    entry.getValue().resourceGroup(),
                                    entry.getValue().location(),
                                    Map.of()))
                    // Two contexts may lead to one cluster: it is scanned once.
                    .filter(entry -> ways.add(entry.getValue().id(), entry.getKey()))
                    .map(entry -> new ClusterTarget(
                            entry.getValue(),
                            AzureFacts.unavailable(
                                    Reason.NOT_ATTEMPTED, "the Azure side was not asked for (no subscription given)")))
                    .sorted(Comparator.comparing(target -> target.identity().id()))
                    .toList();
            return new Fleet(clusters, List.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InventoryException("the contexts of the kubeconfig could not be read: interrupted", e);
        }
    }
}
