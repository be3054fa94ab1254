package io.arcfleet.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is around the agents in a cluster, with slots for what differs between clusters. */
final class PlatformObjects {

    private static final int HALF_A_DAY = 43_200;

    private static final List<String> FLUX = List.of(
            "fluxconfig-agent",
            "fluxconfig-controller",
            "helm-controller",
            "kustomize-controller",
            "notification-controller",
            "source-controller");

    private PlatformObjects() {}

    /** The requests of the agents for tokens. */
    static List<ObjectNode> identityRequests() {
        return List.of(
                identityRequest(
                        "config-agent-identity-request", "https://<region>.dp.kubernetesconfiguration.azure.com/"),
                identityRequest("container-insights-clusteridentityrequest", "https://monitor.azure.com/"),
                identityRequest(
                        "identity-request-3f1c8a52a0f64ad0b0a9c31f9ce0bd6a3f1c8a52a0f64ad0b0a9c31f9ce0bd6a",
                        "https://management.core.windows.net/"));
    }

    /** The certificates that the agents ask for. */
    static List<ObjectNode> certificates() {
        ObjectNode certificate = customResource("arccertificate", "kube-aad-proxy");
        certificate.withObject("/spec").put("secretName", "kube-aad-proxy-certificate");
        certificate.withObject("/status").put("state", "Issued");
        return List.of(certificate);
    }

    /** What the agents know of the cluster extensions. */
    static List<ObjectNode> extensionConfigs() {
        return Stream.of("flux", "azuremonitor-containers")
                .map(name -> {
                    ObjectNode config = customResource("extensionconfig", name);
                    config.withObject("/status").put("status", "Installed").put("lastSyncTime", "<now:240>");
                    return config;
                })
                .toList();
    }

    /** Cluster role bindings: those of the agents, and others. */
    static List<ObjectNode> bindings() {
        Stream<ObjectNode> agents = Stream.of(AgentWorkload.values())
                .map(workload -> binding(
                        "azure-arc-" + workload.word() + "-binding",
                        "azure-arc-" + workload.word() + "-role",
                        "ServiceAccount",
                        workload.serviceAccount(),
                        "azure-arc"));
        Stream<ObjectNode> others = Stream.of(
                binding("cluster-admin", "cluster-admin", "Group", "system:masters", ""),
                binding("system:coredns", "system:coredns", "ServiceAccount", "coredns", "kube-system"),
                binding("system:node-proxier", "system:node-proxier", "User", "system:kube-proxy", ""));
        return Stream.concat(agents, others).toList();
    }

    /** The controllers of Flux. */
    static List<ObjectNode> fluxControllers() {
        return FLUX.stream()
                .map(name -> {
                    ObjectNode deployment = Skeleton.DEPLOYMENT.fill(
                            Map.of("workload", name, "account", name, "namespace", "flux-system"));
                    ObjectNode container = Skeleton.CONTAINER.fill(Map.of("container", name));
                    container.remove(List.of("env", "livenessProbe", "volumeMounts"));
                    deployment
                            .withObject("/spec/template/spec")
                            .withArray("containers")
                            .add(container);
                    return deployment;
                })
                .toList();
    }

    private static ObjectNode identityRequest(String name, String audience) {
        ObjectNode request = customResource("identityrequest", name);
        request.withObject("/spec").put("audience", audience);
        request.withObject("/status")
                .put("expirationTime", "<now:-" + HALF_A_DAY + ">")
                .putObject("tokenReference")
                .put("secretName", name + "-token")
                .put("dataName", "cluster-identity-token");
        return request;
    }

    private static ObjectNode customResource(String kind, String name) {
        return Skeleton.CUSTOM_RESOURCE.fill(Map.of("kind", kind, "name", name));
    }

    private static ObjectNode binding(String name, String role, String kind, String subject, String namespace) {
        ObjectNode binding = Skeleton.CLUSTER_ROLE_BINDING.fill(Map.of("name", name, "role", role));
        ObjectNode entry = binding.withArray("subjects").addObject();
        entry.put("kind", kind).put("name", subject);
        if (namespace.isEmpty()) {
            entry.put("apiGroup", "rbac.authorization.k8s.io");
        } else {
            entry.put("namespace", namespace);
        }
        return binding;
    }
}
