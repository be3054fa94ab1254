package io.arcfleet.collect;

import com.fasterxml.jackson.databind.JsonNode;
import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.access.KubernetesRequest;
import io.arcfleet.collect.KubernetesJson.Labels;
import io.arcfleet.collect.KubernetesJson.Metadata;
import io.arcfleet.snapshot.AgentDeployment;
import io.arcfleet.snapshot.ClusterNode;
import io.arcfleet.snapshot.Observation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the nodes. */
final class NodeReader {

    private static final KubernetesRequest REQUEST = KubernetesRequest.json("/api/v1/nodes");

    private final PagedList<Item, Node> list = new PagedList<>(Item.class, NodeReader::convert);

    Observation<Nodes> read(ClusterTunnel tunnel, Budget budget) {
        return list.read(tunnel, REQUEST, budget)
                .map(nodes -> new Nodes(
                        nodes.stream().map(Node::node).toList(), nodes.stream().anyMatch(Node::openShift)));
    }

    /**
     * The nodes of a cluster.
     *
     * @param openShift whether one of them has the label by which OpenShift is known
     */
    record Nodes(List<ClusterNode> list, boolean openShift) {}

    private static Optional<Node> convert(Item item) {
        if (item.metadata() == null || item.metadata().name() == null) {
            return Optional.empty();
        }
        Spec spec = item.spec() == null ? new Spec(null, null) : item.spec();
        Status status = item.status() == null ? new Status(null, null, null) : item.status();
        NodeInfo info = status.nodeInfo() == null ? new NodeInfo(null, null, null) : status.nodeInfo();
        List<AgentDeployment.Condition> conditions = Conditions.of(status.conditions());
        boolean ready = conditions.stream()
                .anyMatch(condition ->
                        condition.type().equals("Ready") && condition.status().equals("True"));
        ClusterNode node = new ClusterNode(
                item.metadata().name(),
                ready,
                Boolean.TRUE.equals(spec.unschedulable()),
                info.operatingSystem(),
                info.architecture(),
                info.kubeletVersion(),
                KubernetesJson.orEmpty(spec.taints()).stream()
                        .map(NodeReader::taint)
                        .toList(),
                conditions,
                quantities(status.allocatable()));
        Labels labels = item.metadata().labels();
        return Optional.of(new Node(node, labels != null && labels.openShiftSystem() != null));
    }

    private static Map<String, String> quantities(@Nullable Map<String, @Nullable JsonNode> allocatable) {
        Map<String, String> quantities = new LinkedHashMap<>();
        if (allocatable != null) {
            allocatable.forEach((resource, quantity) -> {
                if (quantity != null && (quantity.isTextual() || quantity.isNumber())) {
                    quantities.put(resource, quantity.asText());
                }
            });
        }
        return quantities;
    }

    /** As kubectl writes it; a taint without a value is {@code key:effect}. */
    private static String taint(Taint taint) {
        String value = taint.value() == null || taint.value().isEmpty() ? "" : "=" + taint.value();
        return taint.key() + value + ":" + taint.effect();
    }

    private record Node(ClusterNode node, boolean openShift) {}

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
            @Nullable Map<String, @Nullable JsonNode> allocatable,
            @Nullable NodeInfo nodeInfo) {}

    private record NodeInfo(
            @Nullable String operatingSystem,
            @Nullable String architecture,
            @Nullable String kubeletVersion) {}
}
