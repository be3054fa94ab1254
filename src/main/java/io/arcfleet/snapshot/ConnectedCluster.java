package io.arcfleet.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What Azure Resource Manager says of a connected cluster. Every field but the identity may be absent: that is normal
 * for young, agentless or older resources.
 *
 * @param subscriptionName display name of the subscription
 * @param kind absent for an ordinary cluster, else for example {@code ProvisionedCluster}, {@code AWS}
 * @param connectivityStatus the status as a known word
 * @param connectivityWord the status as the API spelled it
 * @param lastConnectivity last heartbeat received
 * @param certificateExpires end of the managed identity certificate, 90 days after it was issued
 * @param provisioningState of the resource operation only; normally Succeeded even when the cluster is offline
 * @param privateLink whether private link is on: cluster connect is then unsupported
 * @param createdAt when the resource was created, from its system data
 * @param features what is switched on
 * @param agent what the agents reported of themselves
 * @param live whether this was read from Resource Manager itself; false: from Resource Graph, minutes old
 */
public record ConnectedCluster(
        ClusterIdentity identity,
        @Nullable String subscriptionName,
        @Nullable String kind,
        Map<String, String> tags,
        @Nullable String distribution,
        @Nullable String infrastructure,
        @Nullable String kubernetesVersion,
        @Nullable String agentVersion,
        @Nullable Integer nodeCount,
        @Nullable Integer coreCount,
        ConnectivityStatus connectivityStatus,
        @Nullable String connectivityWord,
        @Nullable Instant lastConnectivity,
        @Nullable Instant certificateExpires,
        @Nullable String provisioningState,
        boolean privateLink,
        @Nullable Instant createdAt,
        Features features,
        AgentProfile agent,
        boolean live) {

    public ConnectedCluster {
        tags = Map.copyOf(tags);
        // Absent in what an older version of the app has written.
        features = Objects.requireNonNullElse(features, Features.none());
    }

    /**
     * What is switched on for the cluster. A feature that an older API version does not tell of counts as off.
     *
     * @param azureRbac whether Azure RBAC decides on access, through the agent guard
     * @param workloadIdentity whether the webhook of workload identity is wanted
     * @param oidcIssuer whether the cluster is an OIDC issuer
     * @param gateway whether the agents go through the Arc gateway
     * @param proxy the settings of the outbound proxy that Azure keeps for the agents, names as the API spells them,
     *     credentials taken out; empty when there are none
     */
    public record Features(
            boolean azureRbac,
            boolean workloadIdentity,
            boolean oidcIssuer,
            boolean gateway,
            Map<String, String> proxy) {

        public Features {
            proxy = Map.copyOf(proxy);
        }

        /** Nothing is switched on. */
        public static Features none() {
            return new Features(false, false, false, false, Map.of());
        }
    }

    /**
     * The agent profile of the resource.
     *
     * @param desiredVersion the version the service wants
     * @param autoUpgrade {@code Enabled} or {@code Disabled}
     * @param state {@code Succeeded} and {@code Failed} are final, anything else is in progress
     * @param errors what the agents reported as failed
     */
    public record AgentProfile(
            @Nullable String desiredVersion,
            @Nullable String autoUpgrade,
            @Nullable String state,
            List<AgentError> errors) {

        public AgentProfile {
            errors = List.copyOf(errors);
        }

        /** A profile that says nothing. */
        public static AgentProfile empty() {
            return new AgentProfile(null, null, null, List.of());
        }
    }

    /** An error that the agents reported to the resource. */
    public record AgentError(
            @Nullable String component,
            @Nullable String severity,
            String message,
            @Nullable Instant time) {}
}
