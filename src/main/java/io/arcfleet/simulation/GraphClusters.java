package io.arcfleet.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rows of {@code connected-clusters.kql}. As in Kusto, a string column is never null: absent is the empty string. */
final class GraphClusters implements GraphTable {

    @Override
    public List<Row> rows(List<ClusterState> clusters) {
        return clusters.stream()
                .map(cluster -> new Row(cluster.traits().id(), now -> render(cluster, now)))
                .sorted(Comparator.comparing(Row::id))
                .toList();
    }

    private static JsonNode render(ClusterState cluster, Instant now) {
        ClusterTraits traits = cluster.traits();
        AzureView view = AzureView.of(cluster, now);
        ObjectNode row = Reply.JSON.createObjectNode();
        row.put("id", traits.id());
        row.put("name", traits.name());
        row.put("subscriptionId", traits.subscription().id());
        row.put("resourceGroup", traits.resourceGroup().toLowerCase(Locale.ROOT));
        row.put("location", traits.location());
        row.put("kind", "");
        row.set("tags", ConnectedClusterJson.tags(traits));
        row.put("connectivityStatus", view.connectivityStatus());
        row.put("lastConnectivityTime", string(view.lastConnectivity()));
        row.put("managedIdentityCertificateExpirationTime", string(view.certificateExpires()));
        row.put("agentVersion", string(view.agentVersion()));
        row.put("kubernetesVersion", string(view.kubernetesVersion()));
        row.put("distribution", traits.distribution().word());
        row.put("infrastructure", traits.distribution().infrastructure());
        row.put("totalNodeCount", view.nodes());
        row.put("totalCoreCount", view.cores());
        row.put("provisioningState", ConnectedClusterJson.provisioningState(cluster));
        row.put("privateLinkState", ConnectedClusterJson.privateLinkState(cluster));
        row.set("arcAgentProfile", ConnectedClusterJson.agentProfile(cluster, view));
        row.setAll(ConnectedClusterJson.features(cluster, true));
        return row;
    }

    private static String string(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
