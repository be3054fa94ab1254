package io.arcfleet.collect;

import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts the ready addresses behind the service of cluster DNS. */
final class DnsEndpointReader {

    private final PagedList<Item, List<String>> list =
            new PagedList<>(Item.class, slice -> Optional.of(readyAddresses(slice)));

    /** Not found when the service has no endpoint slice: Kubernetes keeps an empty one for a service without pods. */
    Observation<Integer> read(ClusterTunnel tunnel, ClusterDns dns, Budget budget) {
        return list.read(tunnel, dns.endpointSlices(), budget).flatMap(slices -> count(slices, dns));
    }

    private static Observation<Integer> count(List<List<String>> slices, ClusterDns dns) {
        return slices.isEmpty()
                ? Observation.unavailable(
                        Reason.NOT_FOUND, "No service of cluster DNS, " + dns.service() + ", has an endpoint slice.")
                : Observation.of((int)
                        slices.stream().flatMap(Collection::stream).distinct().count());
    }

    private static List<String> readyAddresses(Item slice) {
        return KubernetesJson.orEmpty(slice.endpoints()).stream()
                .filter(endpoint -> isReady(endpoint.conditions()))
                .flatMap(endpoint -> KubernetesJson.orEmpty(endpoint.addresses()).stream())
                .toList();
    }

    /** Ready when it does not say so, as the API defines it. */
    private static boolean isReady(@Nullable Conditions conditions) {
        return conditions == null || !Boolean.FALSE.equals(conditions.ready());
    }

    private record Item(@Nullable List<Endpoint> endpoints) {}

    private record Endpoint(
            @Nullable List<String> addresses, @Nullable Conditions conditions) {}

    private record Conditions(@Nullable Boolean ready) {}
}
