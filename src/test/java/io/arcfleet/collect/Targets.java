package io.arcfleet.collect;

import io.arcfleet.snapshot.AzureFacts;
import io.arcfleet.snapshot.ClusterExtension;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.ConnectedCluster;
import io.arcfleet.snapshot.ConnectivityStatus;
import io.arcfleet.snapshot.FluxConfiguration;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Clusters to scan, as Azure tells of them. */
final class Targets {

    static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    static final ClusterIdentity IDENTITY =
            ClusterIdentity.of("11111111-2222-3333-4444-555555555555", "Stores", "Store-0042", "westeurope");

    private Targets() {}

    /** A cluster whose heartbeat came a minute ago. */
    static ClusterTarget connected() {
        return new ClusterTarget(IDENTITY, azure(ConnectivityStatus.CONNECTED, NOW.minusSeconds(60)));
    }

    static ClusterTarget unknownToAzure() {
        return new ClusterTarget(IDENTITY, AzureFacts.unavailable(Reason.NOT_ATTEMPTED, "kubeconfig alone"));
    }

    /** A cluster of which Azure says that everything is on. */
    static ClusterTarget withEveryFeature() {
        ConnectedCluster.Features features = new ConnectedCluster.Features(true, true, true, true, Map.of());
        ClusterExtension pending = new ClusterExtension(
                "monitor", "microsoft.azuremonitor.containers", null, "Creating", null, null, List.of());
        return target(null, features, List.of(extension("microsoft.flux"), pending), List.of());
    }

    /** A cluster that is to Azure of this distribution. */
    static ClusterTarget ofDistribution(String distribution) {
        return target(distribution, ConnectedCluster.Features.none(), List.of(), List.of());
    }

    /** A cluster with these extensions and Flux configurations. */
    static ClusterTarget with(List<ClusterExtension> extensions, List<FluxConfiguration> fluxConfigurations) {
        return target(null, ConnectedCluster.Features.none(), extensions, fluxConfigurations);
    }

    static ClusterExtension extension(String type) {
        return new ClusterExtension("extension", type, null, "Succeeded", null, null, List.of());
    }

    static AzureFacts azure(ConnectivityStatus status, Instant heartbeat) {
        return azure(status, heartbeat, null, ConnectedCluster.Features.none(), List.of(), List.of());
    }

    private static ClusterTarget target(
            @Nullable String distribution,
            ConnectedCluster.Features features,
            List<ClusterExtension> extensions,
            List<FluxConfiguration> fluxConfigurations) {
        return new ClusterTarget(
                IDENTITY,
                azure(
                        ConnectivityStatus.CONNECTED,
                        NOW.minusSeconds(60),
                        distribution,
                        features,
                        extensions,
                        fluxConfigurations));
    }

    private static AzureFacts azure(
            ConnectivityStatus status,
            Instant heartbeat,
            @Nullable String distribution,
            ConnectedCluster.Features features,
            List<ClusterExtension> extensions,
            List<FluxConfiguration> fluxConfigurations) {
        ConnectedCluster cluster = new ConnectedCluster(
                IDENTITY,
                null,
                null,
                Map.of(),
                distribution,
                null,
                null,
                null,
                null,
                null,
                status,
                status.name(),
                heartbeat,
                null,
                "Succeeded",
                false,
                null,
                features,
                ConnectedCluster.AgentProfile.empty(),
                true);
        return new AzureFacts(
                Observation.of(cluster),
                Observation.of(extensions),
                Observation.of(fluxConfigurations),
                Observation.of(List.of()));
    }
}
