package io.arcfleet.check.identity;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.Phrases;
import io.arcfleet.check.ReferencePages;
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

/** A {@link Check} that the managed identity certificate has not expired. */
public final class IdentityCertificateNotExpiredCheck implements Check<ConnectedCluster> {

    private static final CheckSpec SPEC = new CheckSpec(
            "identity-certificate-not-expired",
            "The managed identity certificate has not expired",
            Area.IDENTITY,
            Severity.CRITICAL,
            "An expired certificate cannot be renewed; the cluster must be connected anew. Deleting the resource deletes its"
                    + " extensions and configurations, so export them first:"
                    + " `az k8s-extension list -t connectedClusters -c {name} -g {resourceGroup}` and"
                    + " `az k8s-configuration flux list -t connectedClusters -c {name} -g {resourceGroup}`."
                    + " Then run `az connectedk8s delete -n {name} -g {resourceGroup}`,"
                    + " `az connectedk8s connect -n {name} -g {resourceGroup} -l {location}`, and create them again."
                    + " Role assignments of the old managed identity must be made again too.",
            List.of(ReferencePages.FAQ, ReferencePages.CONNECTIVITY_MODES),
            List.of(),
            true);

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<ConnectedCluster> view(ClusterSnapshot snapshot) {
        return snapshot.azure()
                .resource()
                .flatMap(cluster -> isKnown(cluster)
                        ? Observation.of(cluster)
                        : Observation.unavailable(
                                Reason.NOT_FOUND, "Azure reports no expiration time of the certificate."));
    }

    @Override
    public List<Issue> evaluate(ConnectedCluster cluster, Instant at) {
        Instant expires = cluster.certificateExpires();
        boolean past = expires != null && !expires.isAfter(at);
        if (cluster.connectivityStatus() != ConnectivityStatus.EXPIRED && !past) {
            return List.of();
        }
        if (expires == null) {
            return List.of(Issue.of(
                    "certificate/managed-identity",
                    "Azure says that the managed identity certificate has expired; it does not say when."));
        }
        String message = past
                ? "The managed identity certificate expired " + Phrases.duration(Duration.between(expires, at))
                        + " ago, on " + Phrases.time(expires) + "."
                : "Azure says that the managed identity certificate has expired, although its end is given as "
                        + Phrases.time(expires) + ".";
        return List.of(Issue.of("certificate/managed-identity", message).with("expired", Phrases.time(expires)));
    }

    /** Without an expiration time the status must tell: these four rule an expired certificate in or out. */
    private static boolean isKnown(ConnectedCluster cluster) {
        return cluster.certificateExpires() != null
                || switch (cluster.connectivityStatus()) {
                    case CONNECTED, CONNECTING, EXPIRED, AGENT_NOT_INSTALLED -> true;
                    case OFFLINE, OTHER -> false;
                };
    }
}
