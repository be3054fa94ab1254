package io.arcfleet.collect;

import com.fasterxml.jackson.databind.ObjectReader;
import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.access.KubernetesRequest;
import io.arcfleet.access.Redaction;
import io.arcfleet.snapshot.ArcClusterConfig;
import io.arcfleet.snapshot.Observation;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the config map azure-clusterconfig. */
final class ClusterConfigReader {

    private static final KubernetesRequest REQUEST =
            KubernetesRequest.json("/api/v1/namespaces/azure-arc/configmaps/azure-clusterconfig");
    private static final ObjectReader READER = KubernetesJson.of(ConfigMap.class);

    Observation<ArcClusterConfig> read(ClusterTunnel tunnel, Budget budget) {
        return tunnel.get(
                REQUEST,
                body -> convert(KubernetesJson.present(READER.<@Nullable ConfigMap>readValue(body))),
                budget.left());
    }

    private static ArcClusterConfig convert(ConfigMap configMap) throws IOException {
        if (!"ConfigMap".equals(configMap.kind())) {
            throw new IOException("not a config map");
        }
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, @Nullable String> data = configMap.data() == null ? Map.of() : configMap.data();
        data.forEach((key, value) -> {
            if (value != null) {
                // The Azure keys name the resource; another may be a proxy address with a password.
                values.put(key, key.startsWith("AZURE_") ? value : Redaction.redact(value));
            }
        });
        return new ArcClusterConfig(values);
    }

    private record ConfigMap(
            @Nullable String kind, @Nullable Map<String, @Nullable String> data) {}
}
