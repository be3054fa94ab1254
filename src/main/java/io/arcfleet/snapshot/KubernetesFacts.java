package io.arcfleet.snapshot;

import io.arcfleet.snapshot.Observation.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What was read inside a cluster.
 *
 * @param reached whether the API server answered at all (any HTTP answer of a Kubernetes API server counts, a refusal
 *     too); the value is the server's address for people
 * @param version {@code gitVersion} of the API server
 * @param deployments of the namespace azure-arc
 * @param pods of the namespace azure-arc
 * @param events of the namespace azure-arc, warnings and normal ones
 * @param secretNames names of the secrets in azure-arc; values are never read
 * @param helmReleases newest revision of each Helm release named azure-arc
 * @param config config map azure-clusterconfig; observed also when it names another cluster than the one that was asked
 *     for, and nothing else is
 * @param metadata custom resource clustermetadata
 * @param platform what is around the agents
 * @param logs one entry per log that was asked for
 * @param reads how each read went
 */
public record KubernetesFacts(
        Observation<String> reached,
        Observation<String> version,
        Observation<List<AgentDeployment>> deployments,
        Observation<List<AgentPod>> pods,
        Observation<List<AgentEvent>> events,
        Observation<Set<String>> secretNames,
        Observation<List<HelmRelease>> helmReleases,
        Observation<ArcClusterConfig> config,
        Observation<ClusterMetadata> metadata,
        Observation<List<ClusterNode>> nodes,
        PlatformFacts platform,
        List<ContainerLog> logs,
        List<ReadReceipt> reads) {

    public KubernetesFacts {
        logs = List.copyOf(logs);
        reads = List.copyOf(reads);
    }

    /** The same facts with another observation of the config map. */
    public KubernetesFacts withConfig(Observation<ArcClusterConfig> changed) {
        return new KubernetesFacts(
                reached,
                version,
                deployments,
                pods,
                events,
                secretNames,
                helmReleases,
                changed,
                metadata,
                nodes,
                platform,
                logs,
                reads);
    }

    /** The facts of a cluster whose API server was not reached, or not asked. */
    public static KubernetesFacts unavailable(Reason reason, String detail, Duration spent) {
        return unavailable(new Unavailable<>(reason, detail), spent);
    }

    /** The facts of a cluster whose API server was not reached, or not asked; one receipt says why. */
    public static KubernetesFacts unavailable(Unavailable<?> why, Duration spent) {
        return new KubernetesFacts(
                why.cast(),
                why.cast(),
                why.cast(),
                why.cast(),
                why.cast(),
                why.cast(),
                why.cast(),
                why.cast(),
                why.cast(),
                why.cast(),
                PlatformFacts.unavailable(why),
                List.of(),
                List.of(new ReadReceipt("connect", spent, why.reason().word(), why.detail())));
    }
}
