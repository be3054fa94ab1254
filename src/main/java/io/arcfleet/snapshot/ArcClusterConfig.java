package io.arcfleet.snapshot;

import java.util.Map;
import java.util.Optional;

/** The config map {@code azure-clusterconfig}: which resource the agents believe they belong to. */
public record ArcClusterConfig(Map<String, String> values) {

    public ArcClusterConfig {
        values = Map.copyOf(values);
    }

    /** The identity that the subscription, resource group and name keys make, when all three are there. */
    public Optional<ClusterIdentity> identity() {
        String subscription = values.getOrDefault("AZURE_SUBSCRIPTION_ID", "");
        String group = values.getOrDefault("AZURE_RESOURCE_GROUP", "");
        String name = values.getOrDefault("AZURE_RESOURCE_NAME", "");
        if (subscription.isBlank() || group.isBlank() || name.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(ClusterIdentity.of(subscription, group, name, values.get("AZURE_REGION")));
    }
}
