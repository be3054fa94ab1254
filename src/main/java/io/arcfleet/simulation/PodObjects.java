package io.arcfleet.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arcfleet.simulation.AgentWorkload.Crashing;
import io.arcfleet.simulation.AgentWorkload.Creating;
import io.arcfleet.simulation.AgentWorkload.PodHealth;
import io.arcfleet.simulation.AgentWorkload.Ready;
import io.arcfleet.simulation.AgentWorkload.Refused;
import io.arcfleet.simulation.AgentWorkload.Unscheduled;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The pods of the agents, with slots for what differs between clusters. */
final class PodObjects {

    private PodObjects() {}

    /** The pods when {@code faults} are there. */
    static List<ObjectNode> of(Set<Fault> faults) {
        return Stream.of(AgentWorkload.values())
                .flatMap(workload -> pod(workload, workload.health(faults)).stream())
                .toList();
    }

    private static Optional<ObjectNode> pod(AgentWorkload workload, PodHealth health) {
        ObjectNode pod = Skeleton.POD.fill(
                Map.of("workload", workload.word(), "account", workload.serviceAccount(), "namespace", "azure-arc"));
        ArrayNode containers = pod.withObject("/spec").withArray("containers");
        ArrayNode statuses = pod.withObject("/status").withArray("containerStatuses");
        for (String name : workload.containers()) {
            containers.add(Skeleton.CONTAINER.fill(Map.of("container", name)));
            statuses.add(Skeleton.CONTAINER_STATUS.fill(Map.of("container", name)));
        }
        switch (health) {
            case Ready() -> {}
            case Crashing crash -> crash(pod, workload, crash);
            case Unscheduled() -> unschedule(pod);
            case Creating() -> create(pod, workload);
            case Refused() -> {
                return Optional.empty();
            }
        }
        return Optional.of(pod);
    }

    private static void crash(ObjectNode pod, AgentWorkload workload, Crashing crash) {
        notReady(pod, "containers with unready status: [" + crash.container() + "]");
        pod.withObject("/status").withArray("containerStatuses").forEach(node -> {
            if (node instanceof ObjectNode status
                    && status.path("name").asText().equals(crash.container())) {
                status.putObject("state")
                        .putObject("waiting")
                        .put("reason", "CrashLoopBackOff")
                        .put(
                                "message",
                                "back-off 5m0s restarting failed container=" + crash.container() + " pod="
                                        + EventObjects.podName(workload) + "_azure-arc(<uid:pod-" + workload.word()
                                        + ">)");
                status.putObject("lastState")
                        .putObject("terminated")
                        .put("exitCode", crash.exitCode())
                        .put("reason", "Error")
                        .put("startedAt", "<now:214>")
                        .put("finishedAt", "<now:172>")
                        .put(
                                "containerID",
                                "containerd://6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b");
                status.put("ready", false).put("started", false).put("restartCount", crash.restarts());
            }
        });
    }

    private static void unschedule(ObjectNode pod) {
        pod.withObject("/spec").remove("nodeName");
        ObjectNode status = pod.putObject("status");
        status.put("phase", "Pending").put("qosClass", "Burstable");
        status.putArray("conditions")
                .addObject()
                .put("type", "PodScheduled")
                .put("status", "False")
                .putNull("lastProbeTime")
                .put("lastTransitionTime", "<start:14400>")
                .put("reason", "Unschedulable")
                .put("message", EventObjects.UNSCHEDULABLE);
    }

    private static void create(ObjectNode pod, AgentWorkload workload) {
        notReady(pod, "containers with unready status: [" + String.join(" ", workload.containers()) + "]");
        ObjectNode status = pod.withObject("/status");
        status.put("phase", "Pending");
        status.remove(List.of("podIP", "podIPs"));
        condition(status, "PodReadyToStartContainers").put("status", "False");
        status.withArray("containerStatuses").forEach(node -> {
            if (node instanceof ObjectNode container) {
                container.putObject("state").putObject("waiting").put("reason", "ContainerCreating");
                container.put("ready", false).put("started", false).put("imageID", "");
                container.remove("containerID");
            }
        });
        pod.withObject("/spec")
                .withArray("volumes")
                .addObject()
                .put("name", "kube-aad-proxy-tls")
                .putObject("secret")
                .put("secretName", "kube-aad-proxy-certificate")
                .put("defaultMode", 420);
    }

    private static void notReady(ObjectNode pod, String message) {
        ObjectNode status = pod.withObject("/status");
        for (String type : List.of("Ready", "ContainersReady")) {
            condition(status, type)
                    .put("status", "False")
                    .put("lastTransitionTime", "<start:14400>")
                    .put("reason", "ContainersNotReady")
                    .put("message", message);
        }
    }

    private static ObjectNode condition(ObjectNode status, String type) {
        for (var node : status.withArray("conditions")) {
            if (node instanceof ObjectNode condition
                    && condition.path("type").asText().equals(type)) {
                return condition;
            }
        }
        throw new IllegalStateException("the skeleton has no condition " + type);
    }
}
