package io.arcfleet.collect;

import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.access.KubernetesRequest;
import io.arcfleet.collect.KubernetesJson.Metadata;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.AgentPod.Container;
import io.arcfleet.snapshot.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads pods. */
final class PodReader {

    private final PagedList<Item, AgentPod> list = new PagedList<>(Item.class, PodReader::convert);

    /** The pods that {@code request} lists. */
    Observation<List<AgentPod>> read(ClusterTunnel tunnel, KubernetesRequest request, Budget budget) {
        return list.read(tunnel, request, budget);
    }

    private static Optional<AgentPod> convert(Item item) {
        Metadata metadata = item.metadata();
        if (metadata == null || metadata.name() == null) {
            return Optional.empty();
        }
        Spec spec = item.spec() == null ? new Spec(null, null, null) : item.spec();
        Status status = item.status() == null ? new Status(null, null, null, null, null, null) : item.status();
        List<Container> containers = new ArrayList<>();
        addContainers(containers, status.initContainerStatuses(), true);
        addContainers(containers, status.containerStatuses(), false);
        return Optional.of(new AgentPod(
                metadata.name(),
                PodOwner.of(metadata.name(), metadata),
                status.phase(),
                status.reason(),
                status.message(),
                spec.serviceAccountName(),
                spec.nodeName(),
                KubernetesJson.instant(metadata.creationTimestamp()),
                metadata.deletionTimestamp() != null,
                Conditions.of(status.conditions()),
                KubernetesJson.orEmpty(spec.containers()).size(),
                containers,
                ProxyVariables.of(KubernetesJson.orEmpty(spec.containers()))));
    }

    private static void addContainers(
            List<Container> containers, @Nullable List<ContainerStatus> statuses, boolean init) {
        for (ContainerStatus status : KubernetesJson.orEmpty(statuses)) {
            if (status.name() == null) {
                continue;
            }
            AgentPod.State state = state(status.state());
            AgentPod.State last = state(status.lastState());
            containers.add(new Container(
                    status.name(),
                    init,
                    Boolean.TRUE.equals(status.ready()),
                    status.restartCount() == null ? 0 : status.restartCount(),
                    state,
                    last instanceof AgentPod.Terminated terminated ? terminated : null));
        }
    }

    private static AgentPod.State state(@Nullable State state) {
        if (state == null) {
            return new AgentPod.NotReported();
        }
        if (state.waiting() != null) {
            String reason = state.waiting().reason();
            return new AgentPod.Waiting(
                    reason == null ? "" : reason, state.waiting().message());
        }
        if (state.terminated() != null) {
            Ended ended = state.terminated();
            return new AgentPod.Terminated(
                    ended.exitCode() == null ? 0 : ended.exitCode(),
                    ended.reason(),
                    ended.message(),
                    KubernetesJson.instant(ended.finishedAt()));
        }
        return state.running() == null
                ? new AgentPod.NotReported()
                : new AgentPod.Running(KubernetesJson.instant(state.running().startedAt()));
    }

    private record Item(
            @Nullable Metadata metadata,
            @Nullable Spec spec,
            @Nullable Status status) {}

    private record Spec(
            @Nullable String serviceAccountName,
            @Nullable String nodeName,
            @Nullable List<ProxyVariables.Container> containers) {}

    private record Status(
            @Nullable String phase,
            @Nullable String reason,
            @Nullable String message,
            @Nullable List<KubernetesJson.Condition> conditions,
            @Nullable List<ContainerStatus> initContainerStatuses,
            @Nullable List<ContainerStatus> containerStatuses) {}

    private record ContainerStatus(
            @Nullable String name,
            @Nullable Boolean ready,
            @Nullable Integer restartCount,
            @Nullable State state,
            @Nullable State lastState) {}

    private record State(
            @Nullable Pause waiting,
            @Nullable Run running,
            @Nullable Ended terminated) {}

    private record Pause(@Nullable String reason, @Nullable String message) {}

    private record Run(@Nullable String startedAt) {}

    private record Ended(
            @Nullable Integer exitCode,
            @Nullable String reason,
            @Nullable String message,
            @Nullable String finishedAt) {}
}
