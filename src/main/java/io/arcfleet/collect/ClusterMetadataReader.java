package io.arcfleet.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.access.KubernetesRequest;
import io.arcfleet.snapshot.ClusterMetadata;
import io.arcfleet.snapshot.Observation;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the custom resource clustermetadata. The names of its status fields are not published and differ between agent
 * versions (agent_version, agentVersion), so they are compared without underscores and case.
 */
final class ClusterMetadataReader {

    private static final KubernetesRequest REQUEST = KubernetesRequest.json(
            "/apis/arc.azure.com/v1beta1/namespaces/azure-arc/connectedclusters/clustermetadata");
    private static final ObjectReader READER = KubernetesJson.of(Item.class);

    Observation<ClusterMetadata> read(ClusterTunnel tunnel, Budget budget) {
        return tunnel.get(
                REQUEST,
                body -> convert(KubernetesJson.present(READER.<@Nullable Item>readValue(body))),
                budget.left());
    }

    private static ClusterMetadata convert(Item item) throws IOException {
        if (item.spec() == null && item.status() == null) {
            throw new IOException("neither specification nor status");
        }
        String resourceId = item.spec() == null ? null : item.spec().azureResourceId();
        JsonNode nodes = field(item.status(), "totalnodecount");
        return new ClusterMetadata(
                resourceId,
                text(field(item.status(), "kubernetesversion")),
                nodes != null && nodes.asInt(-1) >= 0 ? nodes.asInt() : null,
                text(field(item.status(), "agentversion")));
    }

    private static @Nullable JsonNode field(@Nullable JsonNode status, String name) {
        if (status == null) {
            return null;
        }
        for (Map.Entry<String, JsonNode> field : status.properties()) {
            if (field.getKey().replace("_", "").toLowerCase(Locale.ROOT).equals(name)) {
                return field.getValue();
            }
        }
        return null;
    }

    private static @Nullable String text(@Nullable JsonNode node) {
        return node == null
                        || !node.isValueNode()
                        || node.isNull()
                        || node.asText().isEmpty()
                ? null
                : node.asText();
    }

    private record Item(@Nullable Spec spec, @Nullable JsonNode status) {}

    private record Spec(@Nullable String azureResourceId) {}
}
