package io.arcfleet.check.clusterconnect;

import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.withKubernetes;
import static io.arcfleet.snapshot.ClusterSnapshots.withResource;
import static io.arcfleet.snapshot.Records.with;

import io.arcfleet.snapshot.AgentDeployment;
import io.arcfleet.snapshot.AgentPods;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ConnectedCluster.Features;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Healthy clusters on which Azure RBAC is on. */
public final class GuardedCluster {

    private GuardedCluster() {}

    /** Without guard. */
    public static ClusterSnapshot unguarded() {
        return withResource(
                healthy(), cluster -> with(cluster, "features", new Features(true, false, false, false, Map.of())));
    }

    /** With a guard that is ready. */
    public static ClusterSnapshot guarded() {
        ClusterSnapshot snapshot = unguarded();
        return withKubernetes(
                withKubernetes(
                        snapshot,
                        "pods",
                        Stream.concat(AgentPods.healthy().stream(), Stream.of(AgentPods.ready("guard", "guard")))
                                .toList()),
                "deployments",
                Stream.concat(
                                snapshot.kubernetes().deployments().seen().orElseThrow().stream(),
                                Stream.of(new AgentDeployment("guard", 1, 1, 1, List.of())))
                        .toList());
    }
}
