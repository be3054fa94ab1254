package io.arcfleet.check.identity;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.Phrases;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.check.agents.AgentWorkloads;
import io.arcfleet.check.network.NetworkCauses;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ConnectedCluster;
import io.arcfleet.snapshot.ConnectivityStatus;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A {@link Check} that the managed identity certificate is renewed in time. */
public final class IdentityCertificateRenewedCheck implements Check<ConnectedCluster> {

    private static final CheckSpec SPEC = new CheckSpec(
            "identity-certificate-renewed",
            "The managed identity certificate is renewed in time",
            Area.IDENTITY,
            // The cluster still works, and the date until which it can be saved is in the message.
            Severity.MEDIUM,
            "Let clusteridentityoperator try again, `kubectl -n azure-arc rollout restart deployment/clusteridentityoperator`,"
                    + " and read its log, `kubectl -n azure-arc logs deployment/clusteridentityoperator -c manager`."
                    + " Blocked endpoints of the identity service are the usual reason; compare with the network"
                    + " requirements.",
            List.of(ReferencePages.FAQ, ReferencePages.CONNECTIVITY_MODES, ReferencePages.NETWORK_REQUIREMENTS),
            Stream.of(
                            Stream.of(Explanation.by("heartbeat-fresh")),
                            AgentWorkloads.explainedByIdentity().stream(),
                            AgentWorkloads.explainedWhenDown(Set.of(AgentWorkloads.CLUSTER_IDENTITY_OPERATOR)).stream(),
                            NetworkCauses.of(Set.of(AgentWorkloads.CLUSTER_IDENTITY_OPERATOR)).stream())
                    .flatMap(edges -> edges)
                    .toList(),
            false);

    private static final Set<ConnectivityStatus> WITHOUT_CERTIFICATE =
            Set.of(ConnectivityStatus.CONNECTING, ConnectivityStatus.AGENT_NOT_INSTALLED, ConnectivityStatus.EXPIRED);

    private final Duration renewal;

    /** With the remaining life below which the renewal is overdue. */
    public IdentityCertificateRenewedCheck(Duration renewal) {
        this.renewal = renewal;
    }

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<ConnectedCluster> view(ClusterSnapshot snapshot) {
        return snapshot.azure()
                .resource()
                .flatMap(cluster -> cluster.certificateExpires() == null
                                && !WITHOUT_CERTIFICATE.contains(cluster.connectivityStatus())
                        ? Observation.unavailable(
                                Reason.NOT_FOUND, "Azure reports no expiration time of the certificate.")
                        : Observation.of(cluster));
    }

    @Override
    public List<Issue> evaluate(ConnectedCluster cluster, Instant at) {
        Instant expires = cluster.certificateExpires();
        // What has expired is another check's.
        if (expires == null || !expires.isAfter(at) || cluster.connectivityStatus() == ConnectivityStatus.EXPIRED) {
            return List.of();
        }
        Duration left = Duration.between(at, expires);
        if (left.compareTo(renewal) >= 0) {
            return List.of();
        }
        Instant due = expires.minus(renewal);
        return List.of(Issue.of(
                        "certificate/managed-identity",
                        "The managed identity certificate ends in " + Phrases.duration(left) + ", on "
                                + Phrases.time(expires) + ", and has been due for renewal since " + Phrases.time(due)
                                + "; once it has ended, the cluster can only be deleted and connected anew.")
                .with("days left", Long.toString(left.toDays()))
                .with("unrecoverable on", Phrases.time(expires))
                .with("renewal due since", Phrases.time(due)));
    }
}
