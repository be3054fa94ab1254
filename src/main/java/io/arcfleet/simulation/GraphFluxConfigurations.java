package io.arcfleet.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Rows of {@code flux-configurations.kql}: one configuration on every cluster that was ever connected. */
final class GraphFluxConfigurations implements GraphTable {

    private static final String NAME = "cluster-config";
    private static final String UNFETCHED =
            "failed to checkout and determine revision: unable to clone 'https://github.com/contoso/fleet-configuration':"
                    + " authentication required: Repository not found.";
    private static final String BUILD_FAILED = "kustomization path not found: stat"
            + " /tmp/kustomization-2210/apps/production: no such file or directory";

    @Override
    public List<Row> rows(List<ClusterState> clusters) {
        return clusters.stream()
                .filter(cluster -> AzureView.of(cluster, cluster.startedAt()).agentVersion() != null)
                .map(cluster -> new Row(id(cluster), now -> render(cluster, now)))
                .sorted(Comparator.comparing(Row::id))
                .toList();
    }

    private static String id(ClusterState cluster) {
        return cluster.traits().id() + "/providers/Microsoft.KubernetesConfiguration/fluxConfigurations/" + NAME;
    }

    private static JsonNode render(ClusterState cluster, Instant now) {
        boolean unfetched = cluster.has(Fault.FLUX_SOURCE_BROKEN);
        boolean wrong = unfetched || cluster.has(Fault.FLUX_NON_COMPLIANT);
        AzureView view = AzureView.of(cluster, now);
        Instant heartbeat = view.lastConnectivity() == null ? cluster.startedAt() : view.lastConnectivity();
        ObjectNode row = Reply.JSON.createObjectNode();
        row.put("id", id(cluster));
        row.put("name", NAME);
        row.put("subscriptionId", cluster.traits().subscription().id());
        row.put("namespace", "cluster-config");
        row.put("provisioningState", "Succeeded");
        row.put("complianceState", wrong ? "Non-Compliant" : "Compliant");
        row.put("suspend", false);
        row.put("sourceUrl", "https://github.com/contoso/fleet-configuration");
        row.put("errorMessage", "");
        row.put("statusUpdatedAt", heartbeat.minus(Duration.ofMinutes(4)).toString());
        ArrayNode statuses = row.putArray("statuses");
        status(
                statuses.addObject(),
                "GitRepository",
                NAME,
                unfetched ? "Non-Compliant" : "Compliant",
                unfetched ? "False" : "True",
                unfetched ? "GitOperationFailed" : "Succeeded",
                unfetched ? UNFETCHED : "stored artifact for revision 'main@sha1:5f3c9a1e'",
                heartbeat);
        status(
                statuses.addObject(),
                "Kustomization",
                NAME + "-apps",
                wrong ? "Non-Compliant" : "Compliant",
                wrong ? "False" : "True",
                unfetched ? "ArtifactFailed" : wrong ? "BuildFailed" : "ReconciliationSucceeded",
                unfetched
                        ? "Source artifact not found, retrying in 30s"
                        : wrong ? BUILD_FAILED : "Applied revision: main@sha1:5f3c9a1e",
                heartbeat);
        return row;
    }

    private static void status(
            ObjectNode status,
            String kind,
            String name,
            String state,
            String ready,
            String reason,
            String message,
            Instant time) {
        status.put("name", name).put("namespace", "cluster-config").put("kind", kind);
        status.put("complianceState", state);
        status.putNull("appliedBy");
        status.putArray("statusConditions")
                .addObject()
                .put("type", "Ready")
                .put("status", ready)
                .put("reason", reason)
                .put("message", message)
                .put("lastTransitionTime", time.minus(Duration.ofMinutes(9)).toString());
        status.putNull("helmReleaseProperties");
    }
}
