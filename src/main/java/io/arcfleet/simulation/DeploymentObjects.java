package io.arcfleet.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arcfleet.simulation.AgentWorkload.Ready;
import io.arcfleet.simulation.AgentWorkload.Refused;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The deployments of the agents, with slots for what differs between clusters. */
final class DeploymentObjects {

    private DeploymentObjects() {}

    /** The deployments when {@code faults} are there. */
    static List<ObjectNode> of(Set<Fault> faults) {
        return Stream.of(AgentWorkload.values())
                .map(workload -> deployment(workload, workload.health(faults)))
                .toList();
    }

    private static ObjectNode deployment(AgentWorkload workload, AgentWorkload.PodHealth health) {
        ObjectNode deployment = Skeleton.DEPLOYMENT.fill(
                Map.of("workload", workload.word(), "account", workload.serviceAccount(), "namespace", "azure-arc"));
        ArrayNode containers = deployment.withObject("/spec/template/spec").withArray("containers");
        for (String name : workload.containers()) {
            ObjectNode container = Skeleton.CONTAINER.fill(Map.of("container", name));
            container.remove(List.of("env", "livenessProbe", "volumeMounts"));
            containers.add(container);
        }
        if (!(health instanceof Ready)) {
            unavailable(deployment.withObject("/status"), workload, health instanceof Refused);
        }
        return deployment;
    }

    private static void unavailable(ObjectNode status, AgentWorkload workload, boolean refused) {
        status.remove(List.of("readyReplicas", "availableReplicas"));
        status.put("unavailableReplicas", 1);
        ArrayNode conditions = status.putArray("conditions");
        if (refused) {
            status.remove(List.of("replicas", "updatedReplicas"));
            condition(conditions, "ReplicaFailure", "True", "FailedCreate", EventObjects.POD_REFUSED);
            condition(
                    conditions,
                    "Progressing",
                    "False",
                    "ProgressDeadlineExceeded",
                    "ReplicaSet \"" + workload.word() + "-<hash:" + workload.word() + ">\" has timed out progressing.");
        } else {
            condition(
                    conditions,
                    "Progressing",
                    "True",
                    "NewReplicaSetAvailable",
                    "ReplicaSet \"" + workload.word() + "-<hash:" + workload.word()
                            + ">\" has successfully progressed.");
        }
        condition(
                conditions,
                "Available",
                "False",
                "MinimumReplicasUnavailable",
                "Deployment does not have minimum availability.");
    }

    private static void condition(ArrayNode conditions, String type, String status, String reason, String message) {
        conditions
                .addObject()
                .put("type", type)
                .put("status", status)
                .put("lastUpdateTime", "<start:14400>")
                .put("lastTransitionTime", "<start:14400>")
                .put("reason", reason)
                .put("message", message);
    }
}
