package io.arcfleet.collect;

import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.access.KubernetesRequest;
import io.arcfleet.collect.KubernetesJson.Metadata;
import io.arcfleet.snapshot.AgentBinding;
import io.arcfleet.snapshot.Observation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the cluster role bindings of the agents; those of others are dropped as they arrive. */
final class AgentBindingReader {

    private static final KubernetesRequest REQUEST =
            KubernetesRequest.json("/apis/rbac.authorization.k8s.io/v1/clusterrolebindings");
    private static final String NAMESPACE = "azure-arc";
    private static final String ALL_ACCOUNTS = "system:serviceaccounts:" + NAMESPACE;

    private final PagedList<Item, AgentBinding> list = new PagedList<>(Item.class, AgentBindingReader::convert);

    Observation<List<AgentBinding>> read(ClusterTunnel tunnel, Budget budget) {
        return list.read(tunnel, REQUEST, budget);
    }

    private static Optional<AgentBinding> convert(Item item) {
        Set<String> accounts = KubernetesJson.orEmpty(item.subjects()).stream()
                .flatMap(AgentBindingReader::account)
                .collect(Collectors.toSet());
        if (accounts.isEmpty()
                || item.metadata() == null
                || item.metadata().name() == null
                || item.roleRef() == null
                || item.roleRef().name() == null) {
            return Optional.empty();
        }
        return Optional.of(
                new AgentBinding(item.metadata().name(), item.roleRef().name(), accounts));
    }

    private static Stream<String> account(Subject subject) {
        if (subject.kind() == null || subject.name() == null) {
            return Stream.of();
        }
        return switch (subject.kind()) {
            case "ServiceAccount" -> NAMESPACE.equals(subject.namespace()) ? Stream.of(subject.name()) : Stream.of();
            case "Group" -> ALL_ACCOUNTS.equals(subject.name()) ? Stream.of("*") : Stream.of();
            default -> Stream.of();
        };
    }

    private record Item(
            @Nullable Metadata metadata,
            @Nullable RoleReference roleRef,
            @Nullable List<Subject> subjects) {}

    private record RoleReference(@Nullable String name) {}

    private record Subject(
            @Nullable String kind,
            @Nullable String namespace,
            @Nullable String name) {}
}
