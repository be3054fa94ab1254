package io.arcfleet.collect;

import io.arcfleet.snapshot.AzureFacts;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.ConnectedCluster;
import io.arcfleet.snapshot.ConnectivityStatus;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;

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

    static AzureFacts azure(ConnectivityStatus status, Instant heartbeat) {
        ConnectedCluster cluster = new ConnectedCluster(
                IDENTITY,
                null,
                null,
                Map.of(),
                null,
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
                ConnectedCluster.Features.none(),
                ConnectedCluster.AgentProfile.empty(),
                true);
        return new AzureFacts(
                Observation.of(cluster),
                Observation.of(List.of()),
                Observation.of(List.of()),
                Observation.of(List.of()));
    }
}
