package io.arcfleet.fleet;

import io.arcfleet.config.ClusterFilter;
import java.time.Instant;
import java.util.List;

/** Lists the clusters of a scope. */
public interface FleetInventory {

    /**
     * Lists what {@code scope} asks for.
     *
     * @param deadline when it must have returned
     * @throws InventoryException when nothing could be listed at all; what failed in part is in {@link Fleet#unread}
     */
    Fleet list(Scope scope, Instant deadline);

    /**
     * What is asked for.
     *
     * @param subscriptions lower-case GUIDs; empty: every subscription that the credential sees
     * @param clusters lower-case resource IDs of the only clusters wanted; empty: all that the filter wants
     */
    record Scope(List<String> subscriptions, ClusterFilter filter, List<String> clusters) {

        public Scope {
            subscriptions = List.copyOf(subscriptions);
            clusters = List.copyOf(clusters);
        }

        /** The clusters of subscriptions that a filter wants. */
        public Scope(List<String> subscriptions, ClusterFilter filter) {
            this(subscriptions, filter, List.of());
        }
    }
}
