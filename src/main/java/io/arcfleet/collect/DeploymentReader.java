package io.arcfleet.collect;

import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.access.KubernetesRequest;
import io.arcfleet.collect.KubernetesJson.Metadata;
import io.arcfleet.snapshot.AgentDeployment;
import io.arcfleet.snapshot.Observation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the deployments of a namespace. */
final class DeploymentReader {

    private final KubernetesRequest request;
    private final PagedList<Item, AgentDeployment> list = new PagedList<>(Item.class, DeploymentReader::convert);

    DeploymentReader(String namespace) {
        this.request = KubernetesRequest.json("/apis/apps/v1/namespaces/" + namespace + "/deployments");
    }

    Observation<List<AgentDeployment>> read(ClusterTunnel tunnel, Budget budget) {
        return list.read(tunnel, request, budget);
    }

    private static Optional<AgentDeployment> convert(Item item) {
        if (item.metadata() == null || item.metadata().name() == null) {
            return Optional.empty();
        }
        Integer replicas = item.spec() == null ? null : item.spec().replicas();
        Status status = item.status() == null ? new Status(0, 0, null) : item.status();
        return Optional.of(new AgentDeployment(
                item.metadata().name(),
                replicas == null ? 1 : replicas,
                orZero(status.availableReplicas()),
                orZero(status.readyReplicas()),
                Conditions.of(status.conditions())));
    }

    private static int orZero(@Nullable Integer number) {
        return number == null ? 0 : number;
    }

    private record Item(
            @Nullable Metadata metadata,
            @Nullable Spec spec,
            @Nullable Status status) {}

    private record Spec(@Nullable Integer replicas) {}

    private record Status(
            @Nullable Integer availableReplicas,
            @Nullable Integer readyReplicas,
            @Nullable List<KubernetesJson.Condition> conditions) {}
}
