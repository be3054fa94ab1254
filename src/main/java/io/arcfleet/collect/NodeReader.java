package io.arcfleet.collect;

import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.access.KubernetesRequest;
import io.arcfleet.collect.KubernetesJson.Metadata;
import io.arcfleet.snapshot.ClusterNode;
import io.arcfleet.snapshot.Observation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the nodes. */
final class NodeReader {

    private static final KubernetesRequest REQUEST = KubernetesRequest.json("/api/v1/nodes");

    private final PagedList<Item, ClusterNode> list = new PagedList<>(Item.class, NodeReader::convert);

    Observation<List<ClusterNode>> read(ClusterTunnel tunnel, Budget budget) {
        return list.read(tunnel, REQUEST, budget);
    }

    private static Optional<ClusterNode> convert(Item item) {
        if (item.metadata() == null || item.metadata().name() == null) {
            return Optional.empty();
        }
        Spec spec = item.spec() == null ? new Spec(null, null) : item.spec();
        Status status = item.status() == null ? new Status(null, null) : item.status();
        NodeInfo info = status.nodeInfo() == null ? new NodeInfo(null, null, null) : status.nodeInfo();
        boolean ready = Conditions.of(status.conditions()).stream()
                .anyMatch(condition ->
                        condition.type().equals("Ready") && condition.status().equals("True"));
        return Optional.of(new ClusterNode(
                item.metadata().name(),
                ready,
                Boolean.TRUE.equals(spec.unschedulable()),
                info.operatingSystem(),
                info.architecture(),
                info.kubeletVersion(),
                KubernetesJson.orEmpty(spec.taints()).stream()
                        .map(NodeReader::taint)
                        .toList(),
                Conditions.of(status.conditions()),
                Map.of()));
    }

    /** As kubectl writes it; a taint without a value is {@code key:effect}. */
    private static String taint(Taint taint) {
        String value = taint.value() == null || taint.value().isEmpty() ? "" : "=" + taint.value();
        return taint.key() + value + ":" + taint.effect();
    }

    private record Item(
            @Nullable Metadata metadata,
            @Nullable Spec spec,
            @Nullable Status status) {}

    private record Spec(
            @Nullable Boolean unschedulable, @Nullable List<Taint> taints) {}

    private record Taint(
            @Nullable String key,
            @Nullable String value,
            @Nullable String effect) {}

    private record Status(
            @Nullable List<KubernetesJson.Condition> conditions,
            @Nullable NodeInfo nodeInfo) {}

    private record NodeInfo(
            @Nullable String operatingSystem,
            @Nullable String architecture,
            @Nullable String kubeletVersion) {}
}
