package io.arcfleet.collect;

import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.ArcClusterConfig;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.ContainerLog;
import io.arcfleet.snapshot.KubernetesFacts;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Observed;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.PlatformFacts;
import io.arcfleet.snapshot.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reads what the checks judge of one cluster: the reads in parallel, a few at a time, each with its own timeout inside
 * the cluster's deadline, then the logs that the pods make worth reading. Used by many threads at once.
 */
public final class SnapshotCollector {

    private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);

    private final Clock clock;
    private final Duration readTimeout;
    private final VersionReader version = new VersionReader();
    private final DeploymentReader deployments = new DeploymentReader();
    private final PodReader pods = new PodReader();
    private final EventReader events = new EventReader();
    private final SecretNameReader secretNames = new SecretNameReader();
    private final HelmReleaseReader helmReleases = new HelmReleaseReader();
    private final ClusterConfigReader config = new ClusterConfigReader();
    private final ClusterMetadataReader metadata = new ClusterMetadataReader();
    private final NodeReader nodes = new NodeReader();
    private final LogReader logs = new LogReader();

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
            case Unavailable<ClusterTunnel>(var reason, String detail) ->
                KubernetesFacts.unavailable(reason, detail, Duration.ZERO);
            case Observed<ClusterTunnel>(ClusterTunnel open) -> read(target, open, at, deadline);
        };
        return new ClusterSnapshot(target.identity(), target.azure(), facts, at);
    }

    private KubernetesFacts read(ClusterTarget target, ClusterTunnel tunnel, Instant at, Instant deadline) {
        long start = System.nanoTime();
        try (ParallelReads reads = new ParallelReads(Budget.of(Duration.between(at, deadline)), readTimeout)) {
            var versionRead = reads.start("version", budget -> version.read(tunnel, budget));
            var deploymentsRead = reads.start("deployments", budget -> deployments.read(tunnel, budget));
            var podsRead = reads.start("pods", budget -> pods.read(tunnel, budget));
            var eventsRead = reads.start("events", budget -> events.read(tunnel, budget));
            var secretsRead = reads.start("secrets", budget -> secretNames.read(tunnel, budget));
            var helmRead = reads.start("helm", budget -> helmReleases.read(tunnel, budget));
            var configRead = reads.start("config", budget -> config.read(tunnel, budget));
            var metadataRead = reads.start("metadata", budget -> metadata.read(tunnel, budget));
            var nodesRead = reads.start("nodes", budget -> nodes.read(tunnel, budget));

            // The logs start as soon as the pods are known, beside the reads that still run.
            Observation<List<AgentPod>> seenPods = podsRead.await();
            List<ContainerLog> containerLogs = seenPods.seen()
                    .map(list -> logs(tunnel, LogChoice.choose(list, target.azure(), at), reads))
                    .orElse(List.of());

            Observation<String> seenVersion = versionRead.await();
            var seenDeployments = deploymentsRead.await();
            var seenEvents = eventsRead.await();
            var seenSecrets = secretsRead.await();
            var seenHelm = helmRead.await();
            var seenConfig = configRead.await();
            var seenMetadata = metadataRead.await();
            var seenNodes = nodesRead.await();
            Optional<String> other = otherCluster(target, seenConfig);
            if (other.isPresent()) {
                return KubernetesFacts.unavailable(
                        Reason.NOT_FOUND,
                        "the cluster behind " + tunnel.server() + " is another one: " + other.get(),
                        Duration.ofNanos(System.nanoTime() - start));
            }
            Observation<String> reached = Reachability.of(
                    tunnel.server(),
                    List.of(
                            seenVersion,
                            seenDeployments,
                            seenPods,
                            seenEvents,
                            seenSecrets,
                            seenHelm,
                            seenConfig,
                            seenMetadata,
                            seenNodes));
            return new KubernetesFacts(
                    reached,
                    seenVersion,
                    seenDeployments,
                    seenPods,
                    seenEvents,
                    seenSecrets,
                    seenHelm,
                    seenConfig,
                    seenMetadata,
                    seenNodes,
                    PlatformFacts.unavailable(Reason.NOT_ATTEMPTED, "no reader asks for it yet"),
                    containerLogs,
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

    private List<ContainerLog> logs(ClusterTunnel tunnel, List<LogChoice.Wanted> wanted, ParallelReads reads) {
        List<ParallelReads.Started<String>> started = wanted.stream()
                .map(log -> reads.start(name(log), budget -> logs.read(tunnel, log, budget)))
                .toList();
        return IntStream.range(0, wanted.size())
                .mapToObj(i -> {
                    LogChoice.Wanted log = wanted.get(i);
                    return new ContainerLog(
                            log.pod(),
                            log.workload(),
                            log.container(),
                            log.previous(),
                            started.get(i).await());
                })
                .toList();
    }

    private static String name(LogChoice.Wanted log) {
        return "log " + log.workload() + "/" + log.container() + (log.previous() ? " (previous)" : "");
    }
}
