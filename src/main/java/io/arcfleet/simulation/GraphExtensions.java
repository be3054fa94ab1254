package io.arcfleet.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Rows of {@code extensions.kql}. For a part of the clusters the nested keys are in PascalCase, as in reality. */
final class GraphExtensions implements GraphTable {

    private static final Extension FLUX = new Extension("flux", "microsoft.flux", "1.17.3");
    private static final Extension MONITOR =
            new Extension("azuremonitor-containers", "Microsoft.AzureMonitor.Containers", "3.1.28");

    private record Extension(String name, String type, String version) {}

    @Override
    public List<Row> rows(List<ClusterState> clusters) {
        return clusters.stream()
                .flatMap(cluster -> extensions(cluster)
                        .map(extension -> new Row(id(cluster, extension), now -> render(cluster, extension))))
                .sorted(Comparator.comparing(Row::id))
                .toList();
    }

    private static Stream<Extension> extensions(ClusterState cluster) {
        boolean everConnected = AzureView.of(cluster, cluster.startedAt()).agentVersion() != null;
        return everConnected ? Stream.of(FLUX, MONITOR) : Stream.empty();
    }

    private static boolean pascalCase(ClusterState cluster) {
        return cluster.traits().random("case", 2) == 0;
    }

    private static String id(ClusterState cluster, Extension extension) {
        return cluster.traits().id() + "/providers/Microsoft.KubernetesConfiguration/"
                + (pascalCase(cluster) ? "Extensions/" : "extensions/") + extension.name();
    }

    private static JsonNode render(ClusterState cluster, Extension extension) {
        boolean monitor = extension.equals(MONITOR);
        boolean failed = monitor && (cluster.has(Fault.EXTENSION_FAILED) || cluster.has(Fault.NO_AMD64_NODE));
        boolean pending = monitor && cluster.has(Fault.EXTENSION_PENDING);
        boolean pascal = pascalCase(cluster);
        ObjectNode row = Reply.JSON.createObjectNode();
        row.put("id", id(cluster, extension));
        row.put("name", extension.name());
        row.put("subscriptionId", cluster.traits().subscription().id());
        row.put("extensionType", extension.type());
        row.put("currentVersion", extension.version());
        row.put("provisioningState", failed ? "Failed" : pending ? "Creating" : "Succeeded");
        ObjectNode error = row.putObject("errorInfo");
        error.put(key(pascal, "code"), failed ? "ExtensionOperationFailed" : null);
        error.put(key(pascal, "message"), failed ? message() : null);
        ArrayNode statuses = row.putArray("statuses");
        if (failed) {
            statuses.addObject()
                    .put(key(pascal, "code"), "InstallationFailed")
                    .put(key(pascal, "displayStatus"), "Helm installation failed")
                    .put(key(pascal, "level"), "Error")
                    .put(key(pascal, "message"), message())
                    .put(
                            key(pascal, "time"),
                            cluster.startedAt().minus(Duration.ofHours(5)).toString());
        }
        return row;
    }

    private static String message() {
        return "The extension operation failed with the following error: Error: [ InnerError: [Helm installation failed :"
                + " Timed out waiting for the resource to come to a ready/completed state : InnerError [release"
                + " azuremonitor-containers failed, and has been uninstalled due to atomic being set: timed out waiting"
                + " for the condition]]] occurred while doing the operation : [Create] on the config.";
    }

    private static String key(boolean pascal, String camel) {
        return pascal ? Character.toUpperCase(camel.charAt(0)) + camel.substring(1) : camel;
    }
}
