package io.arcfleet.collect;

import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.access.KubernetesRequest;
import io.arcfleet.collect.KubernetesJson.MetadataOnly;
import io.arcfleet.snapshot.Observation;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the names of the secrets in azure-arc. The request asks for metadata only, so that no value is ever sent. */
final class SecretNameReader {

    private static final KubernetesRequest REQUEST =
            new KubernetesRequest("/api/v1/namespaces/azure-arc/secrets", Map.of(), KubernetesRequest.METADATA_ONLY);

    private final PagedList<MetadataOnly, String> list = new PagedList<>(MetadataOnly.class, SecretNameReader::name);

    Observation<Set<String>> read(ClusterTunnel tunnel, Budget budget) {
        return list.read(tunnel, REQUEST, budget).map(Set::copyOf);
    }

    private static Optional<String> name(MetadataOnly secret) {
        return Optional.ofNullable(secret.metadata()).map(KubernetesJson.Metadata::name);
    }
}
