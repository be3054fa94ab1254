package io.arcfleet.check.clusterconnect;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.Phrases;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Observed;
import io.arcfleet.snapshot.Observation.Unavailable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A {@link Check} that nothing on the scanner's own side keeps it from the cluster.
 *
 * <p>Informational, and never a cause: a role, a proxy or a token that the scanner lacks is no fault of the cluster, which
 * stays unknown because of the required checks that could not look. The evidence is the fault alone, so that the same
 * fault has the same evidence on every cluster of a fleet.
 */
public final class ScannerReachesClusterCheck implements Check<ScannerReachesClusterCheck.View> {

    private static final CheckSpec SPEC = new CheckSpec(
            "scanner-reaches-cluster",
            "Nothing on the scanner's side keeps it from the cluster",
            Area.CLUSTER_CONNECT,
            Severity.INFORMATIONAL,
            "Do what the finding says: each fault has a remedy of its own.",
            List.of(ReferencePages.CLUSTER_CONNECT, ReferencePages.TROUBLESHOOTING),
            List.of(),
            false);

    /** What is looked at: what keeps the scanner away, if anything does. */
    public record View(Optional<Obstacle> obstacle) {}

    /**
     * Something on the scanner's side.
     *
     * @param words what was tried and what came back
     */
    public record Obstacle(AccessFault fault, String words) {}

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<View> view(ClusterSnapshot snapshot) {
        return switch (snapshot.kubernetes().reached()) {
            case Observed<String> observed -> Observation.of(new View(Optional.empty()));
            case Unavailable<String> failure -> {
                AccessFault fault = failure.fault();
                yield fault != null && isOfScanner(fault)
                        ? Observation.of(new View(Optional.of(new Obstacle(fault, failure.detail()))))
                        : failure.cast();
            }
        };
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        return view.obstacle().map(ScannerReachesClusterCheck::issue).stream().toList();
    }

    private static Issue issue(Obstacle obstacle) {
        return Issue.of(
                        "scanner",
                        "The scanner does not get into the cluster ("
                                + obstacle.fault().word() + "): " + Phrases.quote(obstacle.words()) + ".")
                .with("fault", obstacle.fault().word())
                .withRemedy(obstacle.fault().remedy());
    }

    /** Whether nobody but the scanner has this; what other checks or Azure's own facts tell of a cluster is not. */
    private static boolean isOfScanner(AccessFault fault) {
        return switch (fault) {
            case ROLE_MISSING,
                    ARM_UNAUTHENTICATED,
                    ARM_THROTTLED,
                    ARM_UNREACHABLE,
                    RELAY_BLOCKED,
                    WEBSOCKET_REFUSED,
                    RELAY_OF_ANOTHER_CLOUD,
                    KUBECONFIG_REFUSED,
                    PROXY_MISSING,
                    PROXY_NOT_STARTED,
                    PROXY_DIED,
                    PROXY_PORT_TAKEN,
                    TOKEN_MISSING,
                    TOKEN_STORE_REFUSED,
                    TOKEN_AUDIENCE,
                    ENTRA_REFUSED,
                    TOKEN_EXPIRED,
                    TLS -> true;
            case RESOURCE_GONE,
                    NO_AGENT_CONNECTED,
                    CLUSTER_CONNECT_DISABLED,
                    PRIVATE_LINK,
                    OVERAGE_CLAIM,
                    KUBERNETES_UNAUTHENTICATED,
                    KUBERNETES_FORBIDDEN -> false;
        };
    }
}
