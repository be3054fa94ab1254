package io.arcfleet.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of the cluster.
 *
 * @param unschedulable whether it is cordoned
 * @param taints as {@code key=value:effect}
 */
public record ClusterNode(
        String name,
        boolean ready,
        boolean unschedulable,
        @Nullable String operatingSystem,
        @Nullable String architecture,
        @Nullable String kubeletVersion,
        List<String> taints) {

    public ClusterNode {
        taints = List.copyOf(taints);
    }
}
