package io.arcfleet.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
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

    // That of OpenShift 4.6 is the older of the two.
    private static final String OUTDATED_KUBERNETES = "v1.31.4";
    private static final String KUBERNETES_OF_OUTDATED_OPENSHIFT = "v1.19.0";

    /** Faults after which Azure hears nothing any more. */
    private static final Set<Fault> SILENT = Collections.unmodifiableSet(EnumSet.of(
            Fault.OFFLINE,
            Fault.IDENTITY_CERTIFICATE_MISSING,
            Fault.IDENTITY_ENDPOINT_BLOCKED,
            Fault.DNS_BROKEN,
            Fault.EGRESS_BLOCKED,
            Fault.PROXY_LOGIN_REFUSED,
            Fault.TLS_INTERCEPTED,
            Fault.CLOCK_WRONG,
            Fault.IDENTITY_REQUESTS_STALE,
            Fault.AGENTS_REMOVED,
            Fault.LEFTOVERS,
            Fault.MOVED_AGENT));

    /** What Azure knows at {@code now}. */
    static AzureView of(ClusterState cluster, Instant now) {
        ClusterTraits traits = cluster.traits();
        Instant start = cluster.startedAt();
        Instant expires = start.plus(Duration.ofDays(traits.certificateDays())).plusSeconds(traits.random("end", 7200));
        if (cluster.has(Fault.CERTIFICATE_EXPIRED)) {
            Instant expired = start.minus(Duration.ofDays(3));
            return reported(cluster, "Expired", expired.minusSeconds(traits.random("last", 600)), expired);
        }
        if (neverConnected(cluster)) {
            return new AzureView("Connecting", null, null, null, null, null, null);
        }
        if (!Collections.disjoint(cluster.faults(), SILENT)) {
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
        return neverConnected(cluster)
                ? cluster.startedAt().minus(Duration.ofDays(5))
                : cluster.traits().createdAt();
    }

    /** The version of the agents that run in the cluster. */
    static String agentVersion(ClusterState cluster) {
        return cluster.has(Fault.AGENT_OUTDATED)
                ? OUTDATED_AGENT
                : cluster.traits().agentVersion();
    }

    private static boolean neverConnected(ClusterState cluster) {
        // One half of the clusters without the certificate lost it, the other half never got it.
        boolean neverHadIdentity = SecretObjects.lacksIdentity(cluster.faults())
                && cluster.traits().random("identity", 2) == 0;
        return neverHadIdentity || cluster.has(Fault.CONNECTING_FOREVER) || cluster.has(Fault.KEY_PAIR_BROKEN);
    }

    /** {@code gitVersion} of the API server. */
    static String kubernetesVersion(ClusterState cluster) {
        if (cluster.has(Fault.OPENSHIFT_OUTDATED)) {
            return KUBERNETES_OF_OUTDATED_OPENSHIFT;
        }
        return cluster.has(Fault.KUBERNETES_OUTDATED)
                ? OUTDATED_KUBERNETES
                : cluster.traits().kubernetesVersion();
    }

    private static AzureView reported(ClusterState cluster, String status, Instant heartbeat, Instant expires) {
        ClusterTraits traits = cluster.traits();
        return new AzureView(
                status,
                heartbeat,
                expires,
                agentVersion(cluster),
                kubernetesVersion(cluster).substring(1),
                traits.nodes(),
                traits.cores());
    }
}
