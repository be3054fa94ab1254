package io.arcfleet.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The resource of a connected cluster as Resource Manager renders it. */
final class ConnectedClusterJson {

    // As long as the real one: a public key that no inventory needs.
    private static final String PUBLIC_KEY = "MIICIjANBgkqhkiG9w0BAQEFAAOCAg8AMIICCgKCAgEA".repeat(16) + "CAwEAAQ==";

    private ConnectedClusterJson() {}

    /** The resource at {@code now}; api-version 2024-01-01 has fewer properties than 2026-05-01. */
    static ObjectNode render(ClusterState cluster, Instant now, boolean newest) {
        ClusterTraits traits = cluster.traits();
        ObjectNode resource = Reply.JSON.createObjectNode();
        resource.put("id", traits.id());
        resource.put("name", traits.name());
        // The spelling of the type varies in reality.
        resource.put(
                "type",
                traits.random("type", 2) == 0
                        ? "Microsoft.Kubernetes/connectedClusters"
                        : "microsoft.kubernetes/connectedclusters");
        resource.put("location", traits.location());
        resource.set("tags", tags(traits));
        resource.putObject("identity")
                .put("type", "SystemAssigned")
                .put("principalId", SlotValues.uuid(traits.random("principal"), 1))
                .put("tenantId", ClusterTraits.TENANT);
        resource.set("systemData", systemData(cluster));
        resource.set("properties", properties(cluster, AzureView.of(cluster, now), newest));
        return resource;
    }

    /** The tags of a cluster. */
    static ObjectNode tags(ClusterTraits traits) {
        return Reply.JSON
                .createObjectNode()
                .put("environment", traits.random("environment", 5) == 0 ? "test" : "production")
                .put("costCenter", "CC-" + (1000 + traits.random("cost", 40)))
                .put("egressProxy", "proxy-" + traits.location() + ".contoso.com");
    }

    /** What the agents say of themselves. */
    static ObjectNode agentProfile(ClusterState cluster, AzureView view) {
        ObjectNode profile = Reply.JSON.createObjectNode();
        profile.put("desiredAgentVersion", view.agentVersion());
        profile.put("agentAutoUpgrade", "Enabled");
        boolean failed = cluster.has(Fault.UPGRADE_STUCK);
        profile.put("agentState", view.agentVersion() == null ? null : failed ? "Failed" : "Succeeded");
        profile.putArray("systemComponents");
        ArrayNode errors = profile.putArray("agentErrors");
        if (failed) {
            errors.addObject()
                    .put("message", "Helm upgrade of the agents failed: timed out waiting for the condition")
                    .put("severity", "Error")
                    .put("component", "azure-arc-k8sagents")
                    .put("time", cluster.startedAt().minus(Duration.ofHours(30)).toString());
        }
        return profile;
    }

    /** What is switched on. */
    static ObjectNode features(ClusterState cluster, boolean newest) {
        boolean workloadIdentity = cluster.has(Fault.WORKLOAD_IDENTITY_BROKEN);
        ObjectNode features = Reply.JSON.createObjectNode();
        features.putObject("aadProfile")
                .put("enableAzureRBAC", cluster.has(Fault.GUARD_BROKEN))
                .putArray("adminGroupObjectIDs");
        if (newest) {
            features.putObject("securityProfile").putObject("workloadIdentity").put("enabled", workloadIdentity);
            features.putObject("oidcIssuerProfile").put("enabled", workloadIdentity);
            features.putNull("gateway");
            features.set(
                    "arcAgentryConfigurations",
                    cluster.has(Fault.PROXY_EXCLUSIONS_INCOMPLETE)
                            ? ProxySettings.inAzure(cluster.traits())
                            : NullNode.getInstance());
        }
        return features;
    }

    /** How the last operation on the resource ended. */
    static String provisioningState(ClusterState cluster) {
        return cluster.has(Fault.PROVISIONING_FAILED) ? "Failed" : "Succeeded";
    }

    /** Whether the cluster is connected over a private link. */
    static String privateLinkState(ClusterState cluster) {
        return cluster.has(Fault.PRIVATE_LINK) ? "Enabled" : "Disabled";
    }

    private static ObjectNode systemData(ClusterState cluster) {
        String created = AzureView.createdAt(cluster).toString();
        return Reply.JSON
                .createObjectNode()
                .put("createdBy", "onboarding@contoso.com")
                .put("createdByType", "User")
                .put("createdAt", created)
                .put("lastModifiedBy", "64b12d6e-6549-484c-8cc6-6281839ba394")
                .put("lastModifiedByType", "Application")
                .put("lastModifiedAt", created);
    }

    private static ObjectNode properties(ClusterState cluster, AzureView view, boolean newest) {
        ClusterTraits traits = cluster.traits();
        ObjectNode properties = Reply.JSON.createObjectNode();
        properties.put("agentPublicKeyCertificate", PUBLIC_KEY);
        properties.put("kubernetesVersion", view.kubernetesVersion());
        properties.put("totalNodeCount", view.nodes());
        properties.put("totalCoreCount", view.cores());
        properties.put("agentVersion", view.agentVersion());
        properties.put("provisioningState", provisioningState(cluster));
        properties.put("distribution", traits.distribution().word());
        properties.putNull("distributionVersion");
        properties.put("infrastructure", traits.distribution().infrastructure());
        properties.putNull("offering");
        properties.put("managedIdentityCertificateExpirationTime", text(view.certificateExpires()));
        properties.put("lastConnectivityTime", text(view.lastConnectivity()));
        properties.put("connectivityStatus", view.connectivityStatus());
        properties.put("privateLinkState", privateLinkState(cluster));
        properties.putNull("privateLinkScopeResourceId");
        properties.put("azureHybridBenefit", "NotApplicable");
        properties.set("arcAgentProfile", agentProfile(cluster, view));
        properties.setAll(features(cluster, newest));
        if (newest) {
            properties.putObject("miscellaneousProperties").put("infrastructureVersion", "1.0");
        }
        return properties;
    }

    /** The time in RFC 3339, or null. */
    static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
