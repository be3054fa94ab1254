package io.arcfleet.simulation;

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
import java.util.Set;
import java.util.stream.Stream;

/** The events of the agents, with slots for what differs between clusters. */
final class EventObjects {

    /** What the scheduler says of a pod that finds no node. */
    static final String UNSCHEDULABLE =
            "0/<nodes> nodes are available: <nodes> Insufficient memory. preemption: 0/<nodes>"
                    + " nodes are available: <nodes> No preemption victims found for incoming pod.";

    private EventObjects() {}

    /** The name of the workload's pod, with slots. */
    static String podName(AgentWorkload workload) {
        return workload.word() + "-<hash:" + workload.word() + ">-<suffix:" + workload.word() + ">";
    }

    /** The events when {@code faults} are there; on a healthy cluster one, of a leader election. */
    static List<ObjectNode> of(Set<Fault> faults) {
        Stream<ObjectNode> usual = Stream.of(event(
                "Lease",
                "arc-config-agent-leader",
                "lease-config-agent",
                "coordination.k8s.io/v1",
                "Normal",
                "LeaderElection",
                "config-agent",
                podName(AgentWorkload.CONFIG_AGENT) + "_<uid:leader> became leader",
                1));
        Stream<ObjectNode> warnings = Stream.of(AgentWorkload.values()).flatMap(workload -> warnings(workload, faults));
        return Stream.concat(usual, warnings).toList();
    }

    private static Stream<ObjectNode> warnings(AgentWorkload workload, Set<Fault> faults) {
        String word = workload.word();
        return switch (workload.health(faults)) {
            case Ready() -> Stream.empty();
            case Absent() -> Stream.empty();
            case Restarted restarted -> Stream.empty();
            case Crashing crash ->
                Stream.of(ofPod(
                        workload,
                        "BackOff",
                        "kubelet",
                        "Back-off restarting failed container " + crash.container() + " in pod " + podName(workload)
                                + "_azure-arc(<uid:pod-" + word + ">)",
                        412));
            case Unscheduled() ->
                Stream.of(ofPod(workload, "FailedScheduling", "default-scheduler", UNSCHEDULABLE, 48));
            case Creating() ->
                Stream.of(ofPod(
                        workload,
                        "FailedMount",
                        "kubelet",
                        "MountVolume.SetUp failed for volume \"kube-aad-proxy-tls\" : secret"
                                + " \"kube-aad-proxy-certificate\" not found",
                        121));
            case NotPulled(String words) ->
                Stream.of(ofPod(
                        workload,
                        "Failed",
                        "kubelet",
                        "Failed to pull image \"mcr.microsoft.com/azurearck8s/" + workload.mainContainer()
                                + ":<agent>\": " + words,
                        87));
            case Pulling() ->
                Stream.of(event(
                        "Pod",
                        podName(workload),
                        "pod-" + word,
                        "v1",
                        "Normal",
                        "Pulling",
                        "kubelet",
                        "Pulling image \"mcr.microsoft.com/azurearck8s/" + workload.mainContainer() + ":<agent>\"",
                        1));
            case Refused(String words) ->
                Stream.of(event(
                        "ReplicaSet",
                        word + "-<hash:" + word + ">",
                        "rs-" + word,
                        "apps/v1",
                        "Warning",
                        "FailedCreate",
                        "replicaset-controller",
                        "Error creating: " + words,
                        19));
        };
    }

    private static ObjectNode ofPod(
            AgentWorkload workload, String reason, String component, String message, int count) {
        return event(
                "Pod", podName(workload), "pod-" + workload.word(), "v1", "Warning", reason, component, message, count);
    }

    private static ObjectNode event(
            String kind,
            String object,
            String uidOf,
            String version,
            String type,
            String reason,
            String component,
            String message,
            int count) {
        ObjectNode event = Skeleton.EVENT.fill(Map.of(
                "kind", kind,
                "object", object,
                "uid", "<uid:" + uidOf + ">",
                "version", version,
                "type", type,
                "reason", reason,
                "component", component,
                "salt", uidOf,
                "first", count == 1 ? "<now:1500>" : "<start:14390>",
                "last", count == 1 ? "<now:1500>" : "<now:130>"));
        event.put("message", message).put("count", count);
        return event;
    }
}
