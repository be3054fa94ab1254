package io.arcfleet.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arcfleet.simulation.PodHealth.Absent;
import io.arcfleet.simulation.PodHealth.Crashing;
import io.arcfleet.simulation.PodHealth.Creating;
import io.arcfleet.simulation.PodHealth.NotPulled;
import io.arcfleet.simulation.PodHealth.Pulling;
import io.arcfleet.simulation.PodHealth.Ready;
import io.arcfleet.simulation.PodHealth.Refused;
import io.arcfleet.simulation.PodHealth.Restarted;
import io.arcfleet.simulation.PodHealth.Unscheduled;
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
                .map(pod -> adapt(pod, faults))
                .toList();
    }

    /** A pod that has nothing to do with Azure Arc, in a crash loop. */
    static List<ObjectNode> ofSomebodyElse() {
        ObjectNode pod = Skeleton.POD.fill(Map.of("workload", "checkout", "account", "checkout", "namespace", "shop"));
        pod.withObject("/spec").withArray("containers").add(Skeleton.CONTAINER.fill(Map.of("container", "checkout")));
        pod.withObject("/status")
                .withArray("containerStatuses")
                .add(Skeleton.CONTAINER_STATUS.fill(Map.of("container", "checkout")));
        crash(pod, new Crashing("checkout", "Error", 1, 812));
        return List.of(pod);
    }

    private static ObjectNode adapt(ObjectNode pod, Set<Fault> faults) {
        if (faults.contains(Fault.PROXY_EXCLUSIONS_INCOMPLETE)) {
            for (JsonNode container : pod.withObject("/spec").withArray("containers")) {
                ArrayNode variables = ((ObjectNode) container).withArray("env");
                ProxySettings.INCOMPLETE.forEach(
                        (name, value) -> variables.addObject().put("name", name).put("value", value));
            }
        }
        return pod;
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
            case Restarted restarted -> restart(pod, restarted);
            case Crashing crash -> crash(pod, crash);
            case Unscheduled() -> unschedule(pod);
            case Creating() -> {
                create(pod, workload);
                mount(pod);
            }
            case NotPulled(String words) -> {
                create(pod, workload);
                waiting(pod, workload.mainContainer(), "ImagePullBackOff", "Back-off pulling image: " + words);
            }
            case Pulling() -> create(pod, workload);
            case Refused refused -> {
                return Optional.empty();
            }
            case Absent() -> {
                return Optional.empty();
            }
        }
        return Optional.of(pod);
    }

    /** Lets a container of {@code pod} crash. */
    static void crash(ObjectNode pod, Crashing crash) {
        notReady(pod, "containers with unready status: [" + crash.container() + "]");
        waiting(
                pod,
                crash.container(),
                "CrashLoopBackOff",
                "back-off 5m0s restarting failed container=" + crash.container() + " pod="
                        + pod.at("/metadata/name").asText() + "_"
                        + pod.at("/metadata/namespace").asText() + "("
                        + pod.at("/metadata/uid").asText() + ")");
        ended(status(pod, crash.container()), crash.reason(), crash.exitCode(), 172)
                .put("restartCount", crash.restarts());
    }

    private static void restart(ObjectNode pod, Restarted restarted) {
        ObjectNode status = status(pod, restarted.container());
        status.putObject("state").putObject("running").put("startedAt", "<now:" + (restarted.secondsAgo() - 2) + ">");
        ended(status, "Error", 2, restarted.secondsAgo()).put("restartCount", restarted.restarts());
    }

    private static ObjectNode ended(ObjectNode status, String reason, int exitCode, int secondsAgo) {
        status.putObject("lastState")
                .putObject("terminated")
                .put("exitCode", exitCode)
                .put("reason", reason)
                .put("startedAt", "<now:" + (secondsAgo + 42) + ">")
                .put("finishedAt", "<now:" + secondsAgo + ">")
                .put("containerID", "containerd://6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b");
        return status;
    }

    private static void waiting(ObjectNode pod, String container, String reason, String message) {
        ObjectNode status = status(pod, container);
        status.putObject("state").putObject("waiting").put("reason", reason).put("message", message);
        status.put("ready", false).put("started", false);
    }

    private static ObjectNode status(ObjectNode pod, String container) {
        for (JsonNode node : pod.withObject("/status").withArray("containerStatuses")) {
            if (node instanceof ObjectNode status
                    && status.path("name").asText().equals(container)) {
                return status;
            }
        }
        throw new IllegalStateException("no container " + container);
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
    }

    private static void mount(ObjectNode pod) {
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
