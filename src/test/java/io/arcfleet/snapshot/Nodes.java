package io.arcfleet.snapshot;

import static io.arcfleet.snapshot.Records.with;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What can happen to a node. */
public final class Nodes {

    private Nodes() {}

    /** The node of this name changed. */
    public static ClusterSnapshot withNode(ClusterSnapshot snapshot, String name, UnaryOperator<ClusterNode> change) {
        return ClusterSnapshots.withKubernetes(
                snapshot,
                "nodes",
                snapshot.kubernetes().nodes().seen().orElseThrow().stream()
                        .map(node -> node.name().equals(name) ? change.apply(node) : node)
                        .toList());
    }

    /** Its kubelet is silent. */
    public static ClusterNode notReady(ClusterNode node) {
        return with(
                with(node, "ready", false),
                "conditions",
                List.of(new AgentDeployment.Condition(
                        "Ready", "Unknown", "NodeStatusUnknown", "Kubelet stopped posting node status.")));
    }

    /** Ready, with one bad condition. */
    public static UnaryOperator<ClusterNode> under(String condition) {
        return node -> with(
                node,
                "conditions",
                Stream.concat(
                                node.conditions().stream(),
                                Stream.of(new AgentDeployment.Condition(
                                        condition, "True", "KubeletHasIt", "kubelet is short of it")))
                        .toList());
    }
}
