package io.arcfleet.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
    static ObjectNode agentProfile(AzureView view) {
        ObjectNode profile = Reply.JSON.createObjectNode();
        profile.put("desiredAgentVersion", view.agentVersion());
        profile.put("agentAutoUpgrade", "Enabled");
        profile.put("agentState", view.agentVersion() == null ? null : "Succeeded");
        profile.putArray("systemComponents");
        profile.putArray("agentErrors");
        return profile;
    }

    /** What is switched on. */
    static ObjectNode features(boolean newest) {
        ObjectNode features = Reply.JSON.createObjectNode();
        features.putObject("aadProfile").put("enableAzureRBAC", false).putArray("adminGroupObjectIDs");
        if (newest) {
            features.putObject("securityProfile").putObject("workloadIdentity").put("enabled", false);
            features.putObject("oidcIssuerProfile").put("enabled", false);
            features.putNull("gateway");
            features.putNull("arcAgentryConfigurations");
        }
        return features;
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
        properties.put("provisioningState", "Succeeded");
        properties.put("distribution", traits.distribution().word());
        properties.putNull("distributionVersion");
        properties.put("infrastructure", traits.distribution().infrastructure());
        properties.putNull("offering");
        properties.put("managedIdentityCertificateExpirationTime", text(view.certificateExpires()));
        properties.put("lastConnectivityTime", text(view.lastConnectivity()));
        properties.put("connectivityStatus", view.connectivityStatus());
        properties.put("privateLinkState", "Disabled");
        properties.putNull("privateLinkScopeResourceId");
        properties.put("azureHybridBenefit", "NotApplicable");
        properties.set("arcAgentProfile", agentProfile(view));
        properties.setAll(features(newest));
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
