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

    private static final int CRASH_RESTARTS = 37;
    private static final int ABORTED = 134;

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

    /** What the pod does. */
    sealed interface PodHealth {}

    /** Every container runs and is ready. */
    record Ready() implements PodHealth {}

    /** One container starts and ends again and again. */
    record Crashing(String container, int exitCode, int restarts) implements PodHealth {}

    /** No node has room. */
    record Unscheduled() implements PodHealth {}

    /** The containers wait for a volume. */
    record Creating() implements PodHealth {}

    /** The API server refused to create the pod. */
    record Refused() implements PodHealth {}

    /** What the pod does when {@code faults} are there. */
    PodHealth health(Set<Fault> faults) {
        return switch (this) {
            case CLUSTERCONNECT_AGENT -> crashes(faults) ? new Crashing(word, ABORTED, CRASH_RESTARTS) : new Ready();
            case CONFIG_AGENT -> crashes(faults) ? new Crashing(word, 1, CRASH_RESTARTS + 2) : new Ready();
            case EXTENSION_MANAGER, METRICS_AGENT ->
                faults.contains(Fault.PODS_PENDING) ? new Unscheduled() : new Ready();
            case KUBE_AAD_PROXY -> proxyHealth(faults);
            case CLUSTER_METADATA_OPERATOR,
                    CLUSTERIDENTITYOPERATOR,
                    CONTROLLER_MANAGER,
                    EXTENSION_EVENTS_COLLECTOR,
                    FLUX_LOGS_AGENT,
                    RESOURCE_SYNC_AGENT -> new Ready();
        };
    }

    private static boolean crashes(Set<Fault> faults) {
        return faults.contains(Fault.CRASH_LOOP)
                || faults.contains(Fault.LOGS_FORBIDDEN)
                || faults.contains(Fault.IDENTITY_CERTIFICATE_MISSING);
    }

    private static PodHealth proxyHealth(Set<Fault> faults) {
        if (faults.contains(Fault.KUBE_AAD_PROXY_MISSING)) {
            return new Refused();
        }
        return faults.contains(Fault.KUBE_AAD_PROXY_CERTIFICATE_MISSING) ? new Creating() : new Ready();
    }
}
