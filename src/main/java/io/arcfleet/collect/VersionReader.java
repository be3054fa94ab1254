package io.arcfleet.collect;

import com.fasterxml.jackson.databind.ObjectReader;
import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.access.KubernetesRequest;
import io.arcfleet.snapshot.Observation;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the version of the API server. */
final class VersionReader {

    private static final KubernetesRequest REQUEST = KubernetesRequest.json("/version");
    private static final ObjectReader READER = KubernetesJson.of(Version.class);

    Observation<String> read(ClusterTunnel tunnel, Budget budget) {
        return tunnel.get(
                REQUEST,
                body -> {
                    Version version = KubernetesJson.present(READER.<@Nullable Version>readValue(body));
                    if (version.gitVersion() == null) {
                        throw new IOException("no version in it");
                    }
                    return version.gitVersion();
                },
                budget.left());
    }

    private record Version(@Nullable String gitVersion) {}
}
