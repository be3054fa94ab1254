package io.arcfleet.collect;

import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.access.KubernetesRequest;
import io.arcfleet.collect.ParallelReads.Started;
import io.arcfleet.snapshot.AgentDeployment;
import io.arcfleet.snapshot.AgentEvent;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.ArcClusterConfig;
import io.arcfleet.snapshot.ClusterMetadata;
import io.arcfleet.snapshot.HelmRelease;
import io.arcfleet.snapshot.Observation;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The reads of the agents, of their cluster's version and of its nodes: every cluster is asked all of them. */
final class AgentReads {

    private static final KubernetesRequest PODS = KubernetesRequest.json("/api/v1/namespaces/azure-arc/pods");

    private final VersionReader version = new VersionReader();
    private final DeploymentReader deployments = new DeploymentReader("azure-arc");
    private final PodReader pods = new PodReader();
    private final EventReader events = new EventReader();
    private final SecretNameReader secretNames = new SecretNameReader();
    private final HelmReleaseReader helmReleases = new HelmReleaseReader();
    private final ClusterConfigReader config = new ClusterConfigReader();
    private final ClusterMetadataReader metadata = new ClusterMetadataReader();
    private final NodeReader nodes = new NodeReader();

    /** Starts the reads, those first that others wait for. */
    Running start(ClusterTunnel tunnel, ParallelReads reads) {
        return new Running(
                reads.start("version", budget -> version.read(tunnel, budget)),
                reads.start("config", budget -> config.read(tunnel, budget)),
                reads.start("pods", budget -> pods.read(tunnel, PODS, budget)),
                reads.start("nodes", budget -> nodes.read(tunnel, budget)),
                reads.start("deployments", budget -> deployments.read(tunnel, budget)),
                reads.start("helm", budget -> helmReleases.read(tunnel, budget)),
                reads.start("events", budget -> events.read(tunnel, budget)),
                reads.start("secrets", budget -> secretNames.read(tunnel, budget)),
                reads.start("metadata", budget -> metadata.read(tunnel, budget)));
    }

    /** The reads on their way. */
    record Running(
            Started<String> version,
            Started<ArcClusterConfig> config,
            Started<List<AgentPod>> pods,
            Started<NodeReader.Nodes> nodes,
            Started<List<AgentDeployment>> deployments,
            Started<List<HelmRelease>> helmReleases,
            Started<List<AgentEvent>> events,
            Started<Set<String>> secretNames,
            Started<ClusterMetadata> metadata) {

        /** Waits for all of them. */
        List<Observation<?>> await() {
            return Stream.of(version, config, pods, nodes, deployments, helmReleases, events, secretNames, metadata)
                    .<Observation<?>>map(Started::await)
                    .toList();
        }
    }
}
