package io.arcfleet.simulation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The agents of Azure Arc, each a deployment with one pod, and their containers. */
enum AgentWorkload {
    CLUSTER_METADATA_OPERATOR("cluster-metadata-operator", "cluster-metadata-operator", "fluent-bit"),
    CLUSTERCONNECT_AGENT(
            "clusterconnect-agent", "clusterconnect-agent", "clusterconnectservice-operator", "fluent-bit"),
    CLUSTERIDENTITYOPERATOR("clusteridentityoperator", "manager", "fluent-bit"),
    CONFIG_AGENT("config-agent", "config-agent", "fluent-bit"),
    CONTROLLER_MANAGER("controller-manager", "manager", "fluent-bit"),
    EXTENSION_EVENTS_COLLECTOR("extension-events-collector", "extension-events-collector", "fluent-bit"),
    EXTENSION_MANAGER("extension-manager", "extension-manager", "manager", "fluent-bit"),
    FLUX_LOGS_AGENT("flux-logs-agent", "flux-logs-agent"),
    KUBE_AAD_PROXY("kube-aad-proxy", "kube-aad-proxy", "fluent-bit"),
    METRICS_AGENT("metrics-agent", "metrics-agent", "fluent-bit"),
    RESOURCE_SYNC_AGENT("resource-sync-agent", "resource-sync-agent", "fluent-bit");

    private final String word;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> containers;

    AgentWorkload(String word, String... containers) {
        this.word = word;
        this.containers = List.of(containers);
    }

    /** Name of the deployment. */
    String word() {
        return word;
    }

    List<String> containers() {
        return containers;
    }

    String serviceAccount() {
        return this == KUBE_AAD_PROXY ? "azure-arc-kube-aad-proxy-sa" : "azure-arc-" + word + "-sa";
    }

    /** The workload whose pod has this name. */
    static Optional<AgentWorkload> ofPod(String pod, SlotValues values) {
        return Stream.of(values())
                .filter(workload -> pod.equals(workload.podName(values)))
                .findFirst();
    }

    String podName(SlotValues values) {
        return word + "-" + values.value("hash:" + word) + "-" + values.value("suffix:" + word);
    }

    /** What the pod does when {@code faults} are there. */
    PodHealth health(Set<Fault> faults) {
        return AgentSymptoms.health(this, faults);
    }

    /** The container whose log says how the agent fares. */
    String mainContainer() {
        return containers.getFirst();
    }
}
