package io.arcfleet.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What an API server answers of the cluster as a whole, with slots for what differs between clusters. */
final class ClusterDocuments {

    private ClusterDocuments() {}

    /** The body of {@code /version}. */
    static String version() {
        return Reply.JSON
                .createObjectNode()
                .put("major", "1")
                .put("minor", "<kubernetes-minor>")
                .put("gitVersion", "<kubernetes>")
                .put("gitCommit", "50d4ea5b2c0a5c1a1d2fbe0c1e9f1b0a6c3f7d11")
                .put("gitTreeState", "clean")
                .put("buildDate", "2026-05-12T03:41:09Z")
                .put("goVersion", "go1.24.6")
                .put("compiler", "gc")
                .put("platform", "linux/amd64")
                .toString();
    }

    /** The config map azure-clusterconfig of the resource with this name. */
    static String config(String name) {
        ObjectNode config = Reply.JSON.createObjectNode();
        config.put("kind", "ConfigMap").put("apiVersion", "v1");
        config.putObject("metadata")
                .put("name", "azure-clusterconfig")
                .put("namespace", "azure-arc")
                .put("uid", "<uid:config>")
                .put("resourceVersion", "<rv:config>")
                .put("creationTimestamp", "<created>");
        config.putObject("data")
                .put("AZURE_SUBSCRIPTION_ID", "<subscription>")
                .put("AZURE_RESOURCE_GROUP", "<group>")
                .put("AZURE_RESOURCE_NAME", name)
                .put("AZURE_TENANT_ID", ClusterTraits.TENANT)
                .put("AZURE_REGION", "<region>")
                .put("AZURE_ARC_AUTOUPDATE", "true")
                .put("ARC_AGENT_RELEASE_TRAIN", "stable")
                .put("CLUSTER_TYPE", "ConnectedClusters")
                .put("KUBERNETES_DISTRO", "<distribution>")
                .put("KUBERNETES_INFRA", "<infrastructure>");
        return config.toString();
    }

    /** The custom resource clustermetadata. */
    static String metadata() {
        ObjectNode resource = Reply.JSON.createObjectNode();
        resource.put("kind", "ConnectedCluster").put("apiVersion", "arc.azure.com/v1beta1");
        resource.putObject("metadata")
                .put("name", "clustermetadata")
                .put("namespace", "azure-arc")
                .put("uid", "<uid:clustermetadata>")
                .put("resourceVersion", "<rv:clustermetadata>")
                .put("generation", 2)
                .put("creationTimestamp", "<created>");
        resource.putObject("spec").put("azureResourceId", "<id>");
        resource.putObject("status")
                .put("agentVersion", "<agent>")
                .put("kubernetesVersion", "<kubernetes>")
                .put("totalNodeCount", "<nodes>")
                .put("totalCoreCount", "<cores>")
                .put("distribution", "<distribution>")
                .put("infrastructure", "<infrastructure>")
                .put("lastSyncTime", "<now:180>");
        // Without the quotes of the slots that stand for numbers.
        return resource.toString().replace("\"<nodes>\"", "<nodes>").replace("\"<cores>\"", "<cores>");
    }
}
