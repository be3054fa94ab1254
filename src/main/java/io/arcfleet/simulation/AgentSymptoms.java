package io.arcfleet.simulation;

import static io.arcfleet.simulation.AgentWorkload.CLUSTERCONNECT_AGENT;
import static io.arcfleet.simulation.AgentWorkload.CLUSTERIDENTITYOPERATOR;
import static io.arcfleet.simulation.AgentWorkload.CONFIG_AGENT;
import static io.arcfleet.simulation.AgentWorkload.EXTENSION_MANAGER;
import static io.arcfleet.simulation.AgentWorkload.KUBE_AAD_PROXY;
import static io.arcfleet.simulation.AgentWorkload.METRICS_AGENT;

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
import java.util.Set;
import java.util.stream.Stream;

/** What each fault does to the pods of the agents. */
final class AgentSymptoms {

    private static final String IMAGE = "mcr.microsoft.com/azurearck8s/metrics-agent:<agent>";

    /** What pod security says of kube-aad-proxy, which mounts a path of its host. */
    private static final String POD_SECURITY =
            "pods \"kube-aad-proxy-<hash:kube-aad-proxy>-<suffix:kube-aad-proxy>\" is forbidden:"
                    + " violates PodSecurity \"restricted:latest\": restricted volume types (volume \"kubeconfig\" uses"
                    + " restricted volume type \"hostPath\")";

    private static final String CONSTRAINTS =
            "pods \"kube-aad-proxy-<hash:kube-aad-proxy>-\" is forbidden: unable to validate against any security context"
                    + " constraint: [provider \"restricted-v2\": Forbidden: not usable by user or serviceaccount,"
                    + " spec.volumes[0]: Invalid value: \"hostPath\": hostPath volumes are not allowed to be used]";

    private static final String QUOTA =
            "pods \"metrics-agent-<hash:metrics-agent>-<suffix:metrics-agent>\" is forbidden: exceeded quota: platform-limits,"
                    + " requested: limits.memory=200Mi, used: limits.memory=1900Mi, limited: limits.memory=2Gi";

    private static final PodHealth CONNECT_CRASH = crashing(CLUSTERCONNECT_AGENT, 134, 37);
    private static final PodHealth CONFIG_CRASH = crashing(CONFIG_AGENT, 1, 39);

    private static final List<Symptom> ALL = List.of(
            new Symptom(Fault.CLUSTER_CONNECT_OFF, CLUSTERCONNECT_AGENT, new Absent()),
            new Symptom(Fault.CLUSTER_CONNECT_OFF, KUBE_AAD_PROXY, new Absent()),
            new Symptom(Fault.PRIVATE_LINK, CLUSTERCONNECT_AGENT, new Absent()),
            new Symptom(Fault.PRIVATE_LINK, KUBE_AAD_PROXY, new Absent()),
            new Symptom(Fault.CRASH_LOOP, CLUSTERCONNECT_AGENT, CONNECT_CRASH),
            new Symptom(Fault.CRASH_LOOP, CONFIG_AGENT, CONFIG_CRASH),
            new Symptom(Fault.LOGS_FORBIDDEN, CLUSTERCONNECT_AGENT, CONNECT_CRASH),
            new Symptom(Fault.LOGS_FORBIDDEN, CONFIG_AGENT, CONFIG_CRASH),
            new Symptom(Fault.IDENTITY_CERTIFICATE_MISSING, CLUSTERCONNECT_AGENT, CONNECT_CRASH),
            new Symptom(Fault.IDENTITY_CERTIFICATE_MISSING, CONFIG_AGENT, CONFIG_CRASH),
            new Symptom(Fault.IDENTITY_ENDPOINT_BLOCKED, CLUSTERCONNECT_AGENT, CONNECT_CRASH),
            new Symptom(Fault.IDENTITY_ENDPOINT_BLOCKED, CONFIG_AGENT, CONFIG_CRASH),
            new Symptom(Fault.KEY_PAIR_BROKEN, CLUSTERIDENTITYOPERATOR, crashing(CLUSTERIDENTITYOPERATOR, 1, 41)),
            new Symptom(Fault.KEY_PAIR_BROKEN, CONFIG_AGENT, CONFIG_CRASH),
            new Symptom(Fault.PERMISSIONS_LOST, CONFIG_AGENT, CONFIG_CRASH),
            new Symptom(Fault.RELAY_BLOCKED, CLUSTERCONNECT_AGENT, CONNECT_CRASH),
            new Symptom(Fault.PODS_PENDING, EXTENSION_MANAGER, new Unscheduled()),
            new Symptom(Fault.PODS_PENDING, METRICS_AGENT, new Unscheduled()),
            new Symptom(Fault.KUBE_AAD_PROXY_MISSING, KUBE_AAD_PROXY, new Refused(POD_SECURITY)),
            new Symptom(Fault.SCC_BLOCKS_PROXY, KUBE_AAD_PROXY, new Refused(CONSTRAINTS)),
            new Symptom(Fault.KUBE_AAD_PROXY_CERTIFICATE_MISSING, KUBE_AAD_PROXY, new Creating()),
            new Symptom(Fault.QUOTA_EXCEEDED, METRICS_AGENT, new Refused(QUOTA)),
            new Symptom(
                    Fault.IMAGE_NOT_FOUND,
                    METRICS_AGENT,
                    new NotPulled("rpc error: code = NotFound desc = failed to pull and unpack image \"" + IMAGE
                            + "\": failed to resolve reference \"" + IMAGE + "\": " + IMAGE + ": not found")),
            new Symptom(
                    Fault.IMAGE_REFUSED,
                    METRICS_AGENT,
                    new NotPulled(
                            "failed to pull and unpack image \"" + IMAGE + "\": failed to resolve reference \"" + IMAGE
                                    + "\": unexpected status from HEAD request to https://mcr.microsoft.com/v2/azurearck8s/metrics-agent"
                                    + "/manifests/<agent>: 401 Unauthorized")),
            new Symptom(Fault.IMAGE_SLOW, METRICS_AGENT, new Pulling()),
            new Symptom(Fault.OUT_OF_MEMORY, METRICS_AGENT, new Crashing("metrics-agent", "OOMKilled", 137, 62)),
            new Symptom(Fault.RESTARTING, METRICS_AGENT, new Restarted("metrics-agent", 23, 3 * 3_600)),
            new Symptom(Fault.OBO_BLOCKED, KUBE_AAD_PROXY, new Restarted("kube-aad-proxy", 1, 1_200)),
            new Symptom(Fault.OVERAGE_CLAIM, KUBE_AAD_PROXY, new Restarted("kube-aad-proxy", 1, 1_200)));

    private static final Set<Fault> NO_AGENTS = Set.of(Fault.AGENTS_REMOVED, Fault.LEFTOVERS);

    private AgentSymptoms() {}

    private record Symptom(Fault fault, AgentWorkload workload, PodHealth health) {}

    /** What the pod of {@code workload} does; of several faults the first in the list decides. */
    static PodHealth health(AgentWorkload workload, Set<Fault> faults) {
        Stream<PodHealth> gone = faults.stream().filter(NO_AGENTS::contains).map(fault -> new Absent());
        Stream<PodHealth> told = ALL.stream()
                .filter(symptom -> symptom.workload() == workload && faults.contains(symptom.fault()))
                .map(Symptom::health);
        return Stream.concat(gone, told).findFirst().orElseGet(Ready::new);
    }

    private static PodHealth crashing(AgentWorkload workload, int exitCode, int restarts) {
        return new Crashing(workload.mainContainer(), "Error", exitCode, restarts);
    }
}
