package io.arcfleet.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    static List<ObjectNode> identityRequests(Set<Fault> faults) {
        int age = faults.contains(Fault.IDENTITY_REQUESTS_STALE) ? 9 * 86_400 : -HALF_A_DAY;
        return List.of(
                identityRequest(
                        age, "config-agent-identity-request", "https://<region>.dp.kubernetesconfiguration.azure.com/"),
                identityRequest(age, "container-insights-clusteridentityrequest", "https://monitor.azure.com/"),
                identityRequest(
                        age,
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

    /** The keys that sign the tokens of service accounts. */
    static List<ObjectNode> signingKeys() {
        return List.of(customResource("signingkey", "signingkey"));
    }

    /** A custom resource definition of Azure Arc; empty where it is not, or the agents that bring it are there. */
    static Optional<ObjectNode> definition(String name, Set<Fault> faults) {
        boolean stuck = faults.contains(Fault.LEFTOVERS);
        if (!name.equals("extensionconfigs.clusterconfig.azure.com") || !stuck) {
            return Optional.empty();
        }
        ObjectNode definition = Reply.JSON.createObjectNode();
        definition.put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
        ObjectNode metadata = definition.putObject("metadata");
        metadata.put("name", name).put("uid", "<uid:definition>").put("creationTimestamp", "<created>");
        metadata.put("deletionTimestamp", "<start:172800>");
        metadata.putArray("finalizers").add("customresourcecleanup.apiextensions.k8s.io");
        return Optional.of(definition);
    }

    /** Cluster role bindings: those of the agents, as long as they have them, and others. */
    static List<ObjectNode> bindings(Set<Fault> faults) {
        boolean lost = faults.contains(Fault.PERMISSIONS_LOST);
        Stream<ObjectNode> agents = Stream.of(AgentWorkload.values())
                .filter(workload -> !lost)
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
    static List<ObjectNode> fluxControllers(Set<Fault> faults) {
        return FLUX.stream()
                .map(name -> deployment(
                        name,
                        "flux-system",
                        faults.contains(Fault.FLUX_CONTROLLERS_DOWN) && name.equals("source-controller")))
                .toList();
    }

    /** The webhook of workload identity. */
    static List<ObjectNode> workloadIdentity(Set<Fault> faults) {
        return List.of(deployment(
                "arc-workload-identity-webhook",
                "arc-workload-identity",
                faults.contains(Fault.WORKLOAD_IDENTITY_BROKEN)));
    }

    private static ObjectNode deployment(String name, String namespace, boolean down) {
        ObjectNode deployment =
                Skeleton.DEPLOYMENT.fill(Map.of("workload", name, "account", name, "namespace", namespace));
        ObjectNode container = Skeleton.CONTAINER.fill(Map.of("container", name));
        container.remove(List.of("env", "livenessProbe", "volumeMounts"));
        deployment.withObject("/spec/template/spec").withArray("containers").add(container);
        if (down) {
            DeploymentObjects.unavailable(deployment, new PodHealth.Unscheduled());
        }
        return deployment;
    }

    private static ObjectNode identityRequest(int age, String name, String audience) {
        ObjectNode request = customResource("identityrequest", name);
        request.withObject("/spec").put("audience", audience);
        request.withObject("/status")
                .put("expirationTime", "<now:" + age + ">")
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
