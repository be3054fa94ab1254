package io.arcfleet.simulation;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What Azure knows of a cluster at some time; absent is what no agent ever reported.
 *
 * @param kubernetesVersion without the leading v of {@code gitVersion}
 */
record AzureView(
        String connectivityStatus,
        @Nullable Instant lastConnectivity,
        @Nullable Instant certificateExpires,
        @Nullable String agentVersion,
        @Nullable String kubernetesVersion,
        @Nullable Integer nodes,
        @Nullable Integer cores) {

    // Older than N-2 of every version in SimulatedFleet.
    private static final String OUTDATED_AGENT = "1.31.2";

    /** What Azure knows at {@code now}. */
    static AzureView of(ClusterState cluster, Instant now) {
        ClusterTraits traits = cluster.traits();
        Instant start = cluster.startedAt();
        Instant expires = start.plus(Duration.ofDays(traits.certificateDays())).plusSeconds(traits.random("end", 7200));
        if (cluster.has(Fault.CERTIFICATE_EXPIRED)) {
            Instant expired = start.minus(Duration.ofDays(3));
            return reported(cluster, "Expired", expired.minusSeconds(traits.random("last", 600)), expired);
        }
        if (cluster.has(Fault.CONNECTING_FOREVER) || neverHadIdentity(cluster)) {
            return new AzureView("Connecting", null, null, null, null, null, null);
        }
        if (cluster.has(Fault.OFFLINE) || cluster.has(Fault.IDENTITY_CERTIFICATE_MISSING)) {
            return reported(cluster, "Offline", cluster.offlineSince(), expires);
        }
        Instant heartbeat = now.minusSeconds(20L + traits.random("heartbeat", 240));
        if (cluster.has(Fault.CERTIFICATE_EXPIRING)) {
            return reported(cluster, "Connected", heartbeat, start.plus(Duration.ofDays(12)));
        }
        return reported(cluster, "Connected", heartbeat, expires);
    }

    /** When the resource was created. */
    static Instant createdAt(ClusterState cluster) {
        return cluster.has(Fault.CONNECTING_FOREVER) || neverHadIdentity(cluster)
                ? cluster.startedAt().minus(Duration.ofDays(5))
                : cluster.traits().createdAt();
    }

    /** The version of the agents that run in the cluster. */
    static String agentVersion(ClusterState cluster) {
        return cluster.has(Fault.AGENT_OUTDATED)
                ? OUTDATED_AGENT
                : cluster.traits().agentVersion();
    }

    // One half of the clusters without the certificate lost it, the other half never got it.
    private static boolean neverHadIdentity(ClusterState cluster) {
        return cluster.has(Fault.IDENTITY_CERTIFICATE_MISSING)
                && cluster.traits().random("identity", 2) == 0;
    }

    private static AzureView reported(ClusterState cluster, String status, Instant heartbeat, Instant expires) {
        ClusterTraits traits = cluster.traits();
        return new AzureView(
                status,
                heartbeat,
                expires,
                agentVersion(cluster),
                traits.kubernetesVersion().substring(1),
                traits.nodes(),
                traits.cores());
    }
}
