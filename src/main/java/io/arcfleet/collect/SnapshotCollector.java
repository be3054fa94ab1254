package io.arcfleet.collect;

import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.snapshot.ArcClusterConfig;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.KubernetesFacts;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Observed;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads what the checks judge of one cluster, the reads in parallel, a few at a time, each with its own timeout inside the
 * cluster's deadline: first what every cluster is asked, then the logs and what else the first answers make worth reading.
 * Used by many threads at once.
 */
public final class SnapshotCollector {

    private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);

    private final Clock clock;
    private final Duration readTimeout;
    private final AgentReads agentReads = new AgentReads();
    private final PlatformReads platformReads = new PlatformReads();
    private final LogReads logReads = new LogReads();

    /** With 10 seconds for each read. */
    public SnapshotCollector(Clock clock) {
        this(clock, READ_TIMEOUT);
    }

    /**
     * With a timeout for each read.
     *
     * @param readTimeout for one read, all its pages included
     */
    public SnapshotCollector(Clock clock, Duration readTimeout) {
        this.clock = clock;
        this.readTimeout = readTimeout;
    }

    /**
     * Reads the cluster behind {@code tunnel}; returns about at {@code deadline} at the latest, with what was read until
     * then. A read that fails is an unavailable observation in the snapshot; every read leaves a receipt. The tunnel
     * stays open.
     */
    public ClusterSnapshot collect(ClusterTarget target, Observation<ClusterTunnel> tunnel, Instant deadline) {
        Instant at = clock.instant();
        KubernetesFacts facts = switch (tunnel) {
            case Unavailable<ClusterTunnel> failure -> KubernetesFacts.unavailable(failure, Duration.ZERO);
            case Observed<ClusterTunnel>(ClusterTunnel open) -> read(target, open, at, deadline);
        };
        return new ClusterSnapshot(target.identity(), target.azure(), facts, at);
    }

    private KubernetesFacts read(ClusterTarget target, ClusterTunnel tunnel, Instant at, Instant deadline) {
        long start = System.nanoTime();
        try (ParallelReads reads = new ParallelReads(Budget.of(Duration.between(at, deadline)), readTimeout)) {
            AgentReads.Running agents = agentReads.start(tunnel, reads);
            PlatformReads.FirstRound platform = platformReads.start(tunnel, reads, target.azure());

            Observation<ArcClusterConfig> config = agents.config().await();
            Optional<String> other = otherCluster(target, config);
            if (other.isPresent()) {
                return KubernetesFacts.unavailable(
                                Reason.NOT_FOUND,
                                "the cluster behind " + tunnel.server() + " is another one: " + other.get(),
                                Duration.ofNanos(System.nanoTime() - start))
                        .withConfig(config);
            }
            // The logs start as soon as it is known which, beside the reads that still run.
            LogReads.Running logs = logReads.start(
                    tunnel,
                    reads,
                    agents.pods()
                            .await()
                            .seen()
                            .map(pods -> LogChoice.choose(
                                    pods,
                                    target.azure(),
                                    platform.identityRequests().get(),
                                    at))
                            .orElse(List.of()));
            PlatformReads.SecondRound rest = platformReads.start(tunnel, reads, target.azure(), agents, platform);
            return new KubernetesFacts(
                    Reachability.of(tunnel.server(), agents.await()),
                    agents.version().await(),
                    agents.deployments().await(),
                    agents.pods().await(),
                    agents.events().await(),
                    agents.secretNames().await(),
                    agents.helmReleases().await(),
                    config,
                    agents.metadata().await(),
                    agents.nodes().await().map(NodeReader.Nodes::list),
                    PlatformReads.facts(platform, rest),
                    logs.await(),
                    reads.receipts());
        }
    }

    /**
     * The cluster that the agents belong to when it is not {@code target}: a context may be named like a cluster of
     * another group, and Azure's facts of one cluster beside the agents of another make a wrong verdict.
     */
    private static Optional<String> otherCluster(ClusterTarget target, Observation<ArcClusterConfig> config) {
        if (target.identity().subscriptionId() == null) {
            return Optional.empty();
        }
        return config.seen()
                .flatMap(ArcClusterConfig::identity)
                .map(ClusterIdentity::id)
                .filter(id -> !id.equals(target.identity().id()));
    }
}
