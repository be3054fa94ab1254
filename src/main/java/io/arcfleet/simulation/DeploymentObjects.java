package io.arcfleet.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arcfleet.simulation.PodHealth.Absent;
import io.arcfleet.simulation.PodHealth.Refused;
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
                .filter(workload -> !(workload.health(faults) instanceof Absent))
                .map(workload -> deployment(workload, workload.health(faults)))
                .toList();
    }

    private static ObjectNode deployment(AgentWorkload workload, PodHealth health) {
        ObjectNode deployment = Skeleton.DEPLOYMENT.fill(
                Map.of("workload", workload.word(), "account", workload.serviceAccount(), "namespace", "azure-arc"));
        ArrayNode containers = deployment.withObject("/spec/template/spec").withArray("containers");
        for (String name : workload.containers()) {
            ObjectNode container = Skeleton.CONTAINER.fill(Map.of("container", name));
            container.remove(List.of("env", "livenessProbe", "volumeMounts"));
            containers.add(container);
        }
        if (!health.isAvailable()) {
            unavailable(deployment, health);
        }
        return deployment;
    }

    /** Takes its replica from {@code deployment}. */
    static void unavailable(ObjectNode deployment, PodHealth health) {
        String name = deployment.at("/metadata/name").asText();
        ObjectNode status = deployment.withObject("/status");
        status.remove(List.of("readyReplicas", "availableReplicas"));
        status.put("unavailableReplicas", 1);
        ArrayNode conditions = status.putArray("conditions");
        if (health instanceof Refused(String words)) {
            status.remove(List.of("replicas", "updatedReplicas"));
            condition(conditions, "ReplicaFailure", "True", "FailedCreate", words);
            condition(
                    conditions,
                    "Progressing",
                    "False",
                    "ProgressDeadlineExceeded",
                    "ReplicaSet \"" + name + "-<hash:" + name + ">\" has timed out progressing.");
        } else {
            condition(
                    conditions,
                    "Progressing",
                    "True",
                    "NewReplicaSetAvailable",
                    "ReplicaSet \"" + name + "-<hash:" + name + ">\" has successfully progressed.");
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
