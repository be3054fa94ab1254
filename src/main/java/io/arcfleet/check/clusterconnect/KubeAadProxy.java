package io.arcfleet.check.clusterconnect;

import io.arcfleet.check.agents.AgentEvents;
import io.arcfleet.check.agents.AgentWorkloads;
import io.arcfleet.snapshot.AgentDeployment;
import io.arcfleet.snapshot.AgentDeployment.Condition;
import io.arcfleet.snapshot.AgentEvent;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What several checks ask of the agent that lets the requests of cluster connect in. */
final class KubeAadProxy {

    /** The name of its deployment. */
    static final String NAME = "kube-aad-proxy";

    /** Its service account, which must be allowed to mount host paths. */
    static final String SERVICE_ACCOUNT = "azure-arc-kube-aad-proxy-sa";

    private KubeAadProxy() {}

    /**
     * Whether it has no pod although clusterconnect-agent has had one for some time. Neither there: cluster connect is
     * switched off.
     *
     * @param settling how long after clusterconnect-agent it may follow
     */
    static boolean isMissing(List<AgentPod> pods, Instant at, Duration settling) {
        boolean on = pods.stream()
                .filter(pod -> pod.workload().equals(AgentWorkloads.CLUSTER_CONNECT_AGENT) && !pod.deleting())
                .anyMatch(pod -> pod.createdAt() == null || !pod.createdAt().isAfter(at.minus(settling)));
        return on && !hasPod(pods);
    }

    /** Whether it has a pod, whatever its state. */
    static boolean hasPod(List<AgentPod> pods) {
        return pods.stream().anyMatch(pod -> pod.workload().equals(AgentWorkloads.KUBE_AAD_PROXY));
    }

    /** Its deployment, if there is one. */
    static Optional<AgentDeployment> deployment(List<AgentDeployment> deployments) {
        return deployments.stream()
                .filter(deployment -> deployment.name().equals(NAME))
                .findFirst();
    }

    /** Its deployment's word that pods may not be created, if that is so at present. */
    static Optional<Condition> replicaFailure(AgentDeployment deployment) {
        return deployment.condition("ReplicaFailure", "True");
    }

    /** Why its pod was refused, in the words of the API server; of the event, else of the deployment. */
    static Optional<String> refusal(Observation<List<AgentEvent>> events, Optional<AgentDeployment> deployment) {
        return AgentEvents.newest(events, "FailedCreate", "replicaset/" + NAME + "-")
                .map(AgentEvent::message)
                .or(() -> deployment.flatMap(KubeAadProxy::replicaFailure).map(Condition::message));
    }
}
