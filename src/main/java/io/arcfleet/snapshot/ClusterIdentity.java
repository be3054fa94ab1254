package io.arcfleet.snapshot;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which cluster it is.
 *
 * @param id lower-case resource ID; for a cluster known by kubeconfig alone, {@code kubeconfig:<server host>/<context>}
 * @param name name for people
 * @param subscriptionId lower-case GUID, when known
 * @param resourceGroup resource group as Azure spells it, when known
 * @param location Azure region, lower case without spaces, when known
 */
public record ClusterIdentity(
        String id,
        String name,
        @Nullable String subscriptionId,
        @Nullable String resourceGroup,
        @Nullable String location) {

    private static final String TYPE = "/providers/microsoft.kubernetes/connectedclusters/";

    public ClusterIdentity {
        subscriptionId = subscriptionId == null ? null : subscriptionId.toLowerCase(Locale.ROOT);
        location = location == null ? null : location.toLowerCase(Locale.ROOT).replace(" ", "");
    }

    /** The identity of a connected cluster with the parts of its resource ID. */
    public static ClusterIdentity of(
            String subscriptionId, String resourceGroup, String name, @Nullable String location) {
        String id = ("/subscriptions/" + subscriptionId + "/resourcegroups/" + resourceGroup + TYPE + name)
                .toLowerCase(Locale.ROOT);
        return new ClusterIdentity(id, name, subscriptionId, resourceGroup, location);
    }
}
