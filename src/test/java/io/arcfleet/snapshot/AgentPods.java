package io.arcfleet.snapshot;

import static io.arcfleet.snapshot.Records.with;

import io.arcfleet.snapshot.AgentPod.Container;
import io.arcfleet.snapshot.AgentPod.Running;
import io.arcfleet.snapshot.AgentPod.State;
import io.arcfleet.snapshot.AgentPod.Terminated;
import io.arcfleet.snapshot.AgentPod.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The pods of the agents, and what can happen to a pod. */
public final class AgentPods {

    private static final Instant LONG_AGO = ClusterSnapshots.NOW.minus(Duration.ofDays(3));

    private AgentPods() {}

    /** The pods of a healthy cluster with the containers that current agents have. */
    public static List<AgentPod> healthy() {
        return List.of(
                ready("cluster-metadata-operator", "cluster-metadata-operator", "fluent-bit"),
                ready("clusterconnect-agent", "clusterconnect-agent", "clusterconnectservice-operator", "fluent-bit"),
                ready("clusteridentityoperator", "manager", "fluent-bit"),
                ready("config-agent", "config-agent", "fluent-bit"),
                ready("controller-manager", "manager", "fluent-bit"),
                ready("extension-events-collector", "extension-events-collector", "fluent-bit"),
                ready("extension-manager", "manager", "extension-manager-sidecar", "fluent-bit"),
                ready("flux-logs-agent", "flux-logs-agent"),
                ready("kube-aad-proxy", "kube-aad-proxy", "fluent-bit"),
                ready("metrics-agent", "metrics-agent", "fluent-bit"),
                ready("resource-sync-agent", "resource-sync-agent", "fluent-bit"));
    }

    /** A ready pod of a deployment. */
    public static AgentPod ready(String deployment, String... containers) {
        return new AgentPod(
                deployment + "-6c4d7f9b5-x2x9z",
                "deployment/" + deployment,
                "Running",
                null,
                null,
                "azure-arc-" + deployment + "-sa",
                "node-1",
                LONG_AGO,
                false,
                List.of(new AgentDeployment.Condition("PodScheduled", "True", null, null)),
                containers.length,
                Stream.of(containers)
                        .map(name -> new Container(name, false, true, 0, new Running(LONG_AGO), null))
                        .toList(),
                Map.of());
    }

    /** The first container in CrashLoopBackOff after 14 restarts, its last run ended with {@code exitCode}. */
    public static UnaryOperator<AgentPod> crashLooping(int exitCode, String reason) {
        return firstContainer(container -> new Container(
                container.name(),
                false,
                false,
                14,
                new Waiting("CrashLoopBackOff", "back-off 5m0s restarting failed container"),
                new Terminated(exitCode, reason, null, ClusterSnapshots.NOW.minus(Duration.ofMinutes(2)))));
    }

    /** The first container crash-looping with an ordinary error. */
    public static UnaryOperator<AgentPod> crashLooping() {
        return crashLooping(1, "Error");
    }

    /** The first container waiting for {@code reason}, never started. */
    public static UnaryOperator<AgentPod> waiting(String reason) {
        return waiting(reason, null);
    }

    public static UnaryOperator<AgentPod> waiting(String reason, @Nullable String message) {
        return firstContainer(
                container -> new Container(container.name(), false, false, 0, new Waiting(reason, message), null));
    }

    /** Every container being created: the phase is Pending although there is a node. */
    public static AgentPod beingCreated(AgentPod pod) {
        List<Container> creating = pod.containers().stream()
                .map(container ->
                        new Container(container.name(), false, false, 0, new Waiting("ContainerCreating", null), null))
                .toList();
        return with(with(pod, "phase", "Pending"), "containers", creating);
    }

    /** The first container running, and not ready. */
    public static AgentPod unready(AgentPod pod) {
        return firstContainer(container -> with(container, "ready", false)).apply(pod);
    }

    /** Without a node; the scheduler says why. */
    public static UnaryOperator<AgentPod> unscheduled(String why) {
        return pod -> with(
                with(
                        with(with(pod, "phase", "Pending"), "node", null),
                        "conditions",
                        List.of(new AgentDeployment.Condition("PodScheduled", "False", "Unschedulable", why))),
                "containers",
                List.of());
    }

    /** Created so long before the snapshot. */
    public static AgentPod aged(AgentPod pod, Duration age) {
        return with(pod, "createdAt", ClusterSnapshots.NOW.minus(age));
    }

    /** The first container in {@code state}, not ready. */
    public static UnaryOperator<AgentPod> inState(State state) {
        return firstContainer(container -> with(with(container, "ready", false), "state", state));
    }

    /** The first container changed. */
    public static UnaryOperator<AgentPod> firstContainer(UnaryOperator<Container> change) {
        return pod -> with(
                pod,
                "containers",
                Stream.concat(
                                Stream.of(change.apply(pod.containers().getFirst())),
                                pod.containers().stream().skip(1))
                        .toList());
    }
}
