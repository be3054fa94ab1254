package io.arcfleet.collect;

import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.snapshot.ArcClusterConfig;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ClusterMetadata;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds out which connected cluster stands behind a tunnel that was opened by kubeconfig alone. */
public final class ClusterIdentityReader {

    private static final Pattern RESOURCE_ID = Pattern.compile(
            "(?i)/subscriptions/([^/]+)/resourceGroups/([^/]+)/providers/Microsoft\\.Kubernetes/connectedClusters/([^/]+)/?");

    private final Clock clock;
    private final ClusterConfigReader config = new ClusterConfigReader();
    private final ClusterMetadataReader metadata = new ClusterMetadataReader();

    /** Over the clock that deadlines are measured by. */
    public ClusterIdentityReader(Clock clock) {
        this.clock = clock;
    }

    /**
     * The identity that the agents' config map names, else the one of their custom resource, else
     * {@code kubeconfig:<server host>/<context>}. Unavailable when the API server did not answer: then nobody knows, and
     * an invented identity would make a second cluster of it.
     */
    public Observation<ClusterIdentity> read(ClusterTunnel tunnel, String context, Instant deadline) {
        Budget budget = Budget.of(Duration.between(clock.instant(), deadline));
        Observation<ArcClusterConfig> configRead = config.read(tunnel, budget);
        Optional<ClusterIdentity> configured = configRead.seen().flatMap(ArcClusterConfig::identity);
        if (configured.isPresent()) {
            return Observation.of(configured.get());
        }
        Observation<ClusterMetadata> metadataRead = metadata.read(tunnel, budget);
        Optional<ClusterIdentity> reported = metadataRead.seen().flatMap(found -> parse(found.azureResourceId()));
        if (reported.isPresent()) {
            return Observation.of(reported.get());
        }
        return undecided(configRead)
                .or(() -> undecided(metadataRead))
                .orElseGet(() -> Observation.of(byContext(tunnel, context)));
    }

    /** A failure after which the identity may still be in the cluster. */
    private static <T> Optional<Observation<ClusterIdentity>> undecided(Observation<T> read) {
        return read.failure().filter(failure -> isPassing(failure.reason())).map(Unavailable::cast);
    }

    private static boolean isPassing(Reason reason) {
        return switch (reason) {
            case UNREACHABLE, TIMED_OUT, THROTTLED, NOT_ATTEMPTED -> true;
            case NOT_PERMITTED, NOT_FOUND, MALFORMED -> false;
        };
    }

    private static Optional<ClusterIdentity> parse(@Nullable String resourceId) {
        if (resourceId == null) {
            return Optional.empty();
        }
        Matcher id = RESOURCE_ID.matcher(resourceId);
        return id.matches()
                ? Optional.of(ClusterIdentity.of(id.group(1), id.group(2), id.group(3), null))
                : Optional.empty();
    }

    private static ClusterIdentity byContext(ClusterTunnel tunnel, String context) {
        String host = URI.create(tunnel.server()).getHost();
        String server = (host == null ? tunnel.server() : host).toLowerCase(Locale.ROOT);
        return new ClusterIdentity("kubeconfig:" + server + "/" + context, context, null, null, null);
    }
}
