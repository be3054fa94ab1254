package io.arcfleet.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ConnectedCluster;
import io.arcfleet.snapshot.ConnectedCluster.AgentError;
import io.arcfleet.snapshot.ConnectedCluster.AgentProfile;
import io.arcfleet.snapshot.ConnectedCluster.Features;
import io.arcfleet.snapshot.ConnectivityStatus;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads connected clusters, from rows of Resource Graph and from resources of Resource Manager. */
final class ConnectedClusterReader {

    private final Map<String, String> subscriptionNames;
    private final Map<String, Features> knownFeatures;

    /** With the display names of subscriptions, by lower-case GUID. */
    ConnectedClusterReader(Map<String, String> subscriptionNames) {
        this(subscriptionNames, Map.of());
    }

    private ConnectedClusterReader(Map<String, String> subscriptionNames, Map<String, Features> knownFeatures) {
        this.subscriptionNames = Map.copyOf(subscriptionNames);
        this.knownFeatures = Map.copyOf(knownFeatures);
    }

    /** The same reader that takes from these clusters the features that a record does not tell of. */
    ConnectedClusterReader knowing(List<ConnectedCluster> clusters) {
        return new ConnectedClusterReader(
                subscriptionNames,
                clusters.stream()
                        .collect(Collectors.toMap(
                                cluster -> cluster.identity().id(), ConnectedCluster::features, (a, b) -> b)));
    }

    /** Reads a row of connected-clusters.kql; empty when it does not say which cluster it is. */
    Optional<ConnectedCluster> fromGraph(JsonNode row) {
        Fields fields = new Fields(row);
        return read(fields, fields, fields.text("resourceGroup"), fields.text("subscriptionId"), false);
    }

    /** Reads a resource as Resource Manager lists it; empty when it does not say which cluster it is. */
    Optional<ConnectedCluster> fromResourceManager(JsonNode resource) {
        Fields envelope = new Fields(resource);
        return read(envelope, envelope.object("properties"), null, null, true);
    }

    private Optional<ConnectedCluster> read(
            Fields envelope,
            Fields properties,
            @Nullable String resourceGroup,
            @Nullable String subscription,
            boolean live) {
        String id = envelope.text("id");
        return ResourceId.ofCluster(id)
                .map(parts -> new ClusterIdentity(
                        ClusterIdentity.of(parts.subscription(), parts.resourceGroup(), parts.name(), null)
                                .id(),
                        Objects.requireNonNullElse(envelope.text("name"), parts.name()),
                        Objects.requireNonNullElse(subscription, parts.subscription()),
                        Objects.requireNonNullElse(resourceGroup, parts.resourceGroup()),
                        envelope.text("location")))
                .map(identity -> cluster(identity, envelope, properties, live));
    }

    private ConnectedCluster cluster(ClusterIdentity identity, Fields envelope, Fields properties, boolean live) {
        String subscription = Objects.requireNonNullElse(identity.subscriptionId(), "");
        String status = properties.text("connectivityStatus");
        return new ConnectedCluster(
                identity,
                subscriptionNames.get(subscription.toLowerCase(Locale.ROOT)),
                envelope.text("kind"),
                envelope.texts("tags"),
                properties.text("distribution"),
                properties.text("infrastructure"),
                properties.text("kubernetesVersion"),
                properties.text("agentVersion"),
                properties.number("totalNodeCount"),
                properties.number("totalCoreCount"),
                ConnectivityStatus.parse(status),
                status,
                properties.instant("lastConnectivityTime"),
                properties.instant("managedIdentityCertificateExpirationTime"),
                properties.text("provisioningState"),
                "Enabled".equalsIgnoreCase(properties.text("privateLinkState")),
                envelope.object("systemData").instant("createdAt"),
                FeaturesReader.read(properties, knownFeatures.getOrDefault(identity.id(), Features.none())),
                profile(properties.object("arcAgentProfile")),
                live);
    }

    private static AgentProfile profile(Fields profile) {
        return new AgentProfile(
                profile.text("desiredAgentVersion"),
                profile.text("agentAutoUpgrade"),
                profile.text("agentState"),
                profile.objects("agentErrors").stream()
                        .map(ConnectedClusterReader::error)
                        .flatMap(Optional::stream)
                        .toList());
    }

    private static Optional<AgentError> error(Fields error) {
        String message = error.self() == null ? error.text("message") : error.self();
        String component = error.text("component");
        if (message == null && component == null) {
            return Optional.empty();
        }
        return Optional.of(new AgentError(
                component, error.text("severity"), Objects.requireNonNullElse(message, ""), error.instant("time")));
    }
}
