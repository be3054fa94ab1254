package io.arcfleet.collect;

import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.access.KubernetesRequest;
import io.arcfleet.collect.KubernetesJson.Metadata;
import io.arcfleet.snapshot.IdentityRequest;
import io.arcfleet.snapshot.Observation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the requests of the agents for tokens of the cluster's identity. The tokens are in secrets, which are not read. */
final class IdentityRequestReader {

    private static final KubernetesRequest REQUEST = KubernetesRequest.json(
            "/apis/clusterconfig.azure.com/v1beta1/namespaces/azure-arc/azureclusteridentityrequests");

    private final PagedList<Item, IdentityRequest> list = new PagedList<>(Item.class, IdentityRequestReader::convert);

    Observation<List<IdentityRequest>> read(ClusterTunnel tunnel, Budget budget) {
        return list.read(tunnel, REQUEST, budget);
    }

    private static Optional<IdentityRequest> convert(Item item) {
        if (item.metadata() == null || item.metadata().name() == null) {
            return Optional.empty();
        }
        Status status = item.status() == null ? new Status(null, null) : item.status();
        return Optional.of(new IdentityRequest(
                item.metadata().name(),
                item.spec() == null ? null : item.spec().audience(),
                KubernetesJson.instant(item.metadata().creationTimestamp()),
                KubernetesJson.instant(status.expirationTime()),
                status.tokenReference() == null ? null : status.tokenReference().secretName()));
    }

    private record Item(
            @Nullable Metadata metadata,
            @Nullable Spec spec,
            @Nullable Status status) {}

    private record Spec(@Nullable String audience) {}

    private record Status(
            @Nullable String expirationTime, @Nullable TokenReference tokenReference) {}

    private record TokenReference(@Nullable String secretName) {}
}
