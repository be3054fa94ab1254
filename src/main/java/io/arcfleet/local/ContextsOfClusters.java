package io.arcfleet.local;

import io.arcfleet.snapshot.ClusterIdentity;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which context of the kubeconfig leads to which cluster; filled by the inventory, asked by the access. */
final class ContextsOfClusters {

    private final Map<String, String> contexts = new ConcurrentHashMap<>();

    /** The context that leads to {@code cluster}. */
    Optional<String> of(ClusterIdentity cluster) {
        return Optional.ofNullable(contexts.get(cluster.id()));
    }

    /** Notes the way to a cluster; false when another context leads to it already. */
    boolean add(String clusterId, String context) {
        return contexts.putIfAbsent(clusterId, context) == null;
    }
}
