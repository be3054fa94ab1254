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
     */
    record Scope(List<String> subscriptions, ClusterFilter filter) {

        public Scope {
            subscriptions = List.copyOf(subscriptions);
        }
    }
}
