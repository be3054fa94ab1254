package io.arcfleet.snapshot;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node of the cluster.
 *
 * @param unschedulable whether it is cordoned
 * @param conditions Ready, MemoryPressure, DiskPressure, ... as the kubelet reports them
 * @param allocatable what pods can have of it: quantities by resource as Kubernetes spells them, {@code cpu: 3920m}
 * @param taints as {@code key=value:effect}
 */
public record ClusterNode(
        String name,
        boolean ready,
        boolean unschedulable,
        @Nullable String operatingSystem,
        @Nullable String architecture,
        @Nullable String kubeletVersion,
        List<String> taints,
        List<AgentDeployment.Condition> conditions,
        Map<String, String> allocatable) {

    public ClusterNode {
        taints = List.copyOf(taints);
        conditions = List.copyOf(conditions);
        allocatable = Map.copyOf(allocatable);
    }
}
