package io.arcfleet.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arcfleet.arm.ScriptedAzure;
import io.arcfleet.arm.ScriptedAzure.Answer;
import io.arcfleet.arm.ScriptedAzure.Call;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Subscriptions with clusters, as Resource Graph and Resource Manager show them; both can be told to fail. */
final class FleetCloud {

    static final JsonMapper JSON = new JsonMapper();

    private final Map<String, String> subscriptions = new TreeMap<>();
    private final Map<String, List<JsonNode>> rows = new LinkedHashMap<>();
    private final Map<String, ArrayNode> live = new TreeMap<>();
    private final AtomicInteger failedQueries = new AtomicInteger();
    private int livePage = 1_000;
    private BiFunction<String, List<String>, Optional<Answer>> graphFailure = (table, asked) -> Optional.empty();
    private Function<Call, Optional<Answer>> failure = call -> Optional.empty();

    static String subscription(int number) {
        return "00000000-0000-0000-0000-%012d".formatted(number);
    }

    static String clusterId(String subscription, String name) {
        return "/subscriptions/" + subscription
                + "/resourceGroups/Shops/providers/Microsoft.Kubernetes/connectedClusters/" + name;
    }

    FleetCloud withSubscriptions(int count) {
        for (int i = 1; i <= count; i++) {
            subscriptions.put(subscription(i), "Subscription " + i);
        }
        return this;
    }

    /** Adds a cluster that both sides show alike, as Connected. */
    FleetCloud withCluster(String subscription, String name) {
        withGraphCluster(subscription, name, "Connected");
        return withLiveCluster(subscription, name, "Connected");
    }

    FleetCloud withGraphCluster(String subscription, String name, String status) {
        return withRow(
                "connected-clusters",
                JSON.createObjectNode()
                        .put("id", clusterId(subscription, name))
                        .put("name", name)
                        .put("subscriptionId", subscription)
                        .put("resourceGroup", "shops")
                        .put("location", "westeurope")
                        .put("connectivityStatus", status));
    }

    FleetCloud withLiveCluster(String subscription, String name, String status) {
        ObjectNode resource = JSON.createObjectNode()
                .put("id", clusterId(subscription, name))
                .put("name", name)
                .put("location", "westeurope");
        resource.putObject("properties").put("connectivityStatus", status);
        return withLiveResource(subscription, resource);
    }

    FleetCloud withLiveResource(String subscription, JsonNode resource) {
        live.computeIfAbsent(subscription, s -> JSON.createArrayNode()).add(resource);
        return this;
    }

    FleetCloud withExtension(String subscription, String cluster, String name) {
        return withRow(
                "extensions",
                JSON.createObjectNode()
                        .put(
                                "id",
                                clusterId(subscription, cluster).toLowerCase(java.util.Locale.ROOT)
                                        + "/providers/microsoft.kubernetesconfiguration/extensions/" + name)
                        .put("name", name)
                        .put("subscriptionId", subscription));
    }

    FleetCloud withFlux(String subscription, String cluster, String name) {
        return withRow(
                "flux-configurations",
                JSON.createObjectNode()
                        .put(
                                "id",
                                clusterId(subscription, cluster)
                                        + "/providers/Microsoft.KubernetesConfiguration/fluxConfigurations/" + name)
                        .put("name", name)
                        .put("subscriptionId", subscription));
    }

    FleetCloud withIncident(String subscription, String trackingId, String service, String region) {
        ObjectNode row = JSON.createObjectNode()
                .put(
                        "id",
                        "/subscriptions/" + subscription + "/providers/Microsoft.ResourceHealth/events/" + trackingId)
                .put("name", trackingId)
                .put("subscriptionId", subscription)
                .put("trackingId", trackingId)
                .put("title", "title of " + trackingId);
        ObjectNode impact = row.putArray("impact").addObject().put("ImpactedService", service);
        impact.putArray("ImpactedRegions").addObject().put("ImpactedRegion", region);
        return withRow("service-incidents", row);
    }

    FleetCloud withRow(String table, JsonNode row) {
        rows.computeIfAbsent(table, t -> new ArrayList<>()).add(row);
        return this;
    }

    FleetCloud withLivePage(int size) {
        livePage = size;
        return this;
    }

    /** Answers queries of a table over some subscriptions with a failure. */
    FleetCloud failingGraph(BiFunction<String, List<String>, Optional<Answer>> failing) {
        graphFailure = failing;
        return this;
    }

    /** Answers any call with a failure. */
    FleetCloud failing(Function<Call, Optional<Answer>> failing) {
        failure = failing;
        return this;
    }

    int failedQueries() {
        return failedQueries.get();
    }

    ScriptedAzure start() {
        return new ScriptedAzure(call -> failure.apply(call).orElseGet(() -> answer(call)));
    }

    private Answer answer(Call call) {
        if (call.path().equals("/subscriptions")) {
            return subscriptionPage();
        }
        if (call.path().equals("/providers/Microsoft.ResourceGraph/resources")) {
            return graphPage(call.body());
        }
        if (call.path().endsWith("/providers/Microsoft.Kubernetes/connectedClusters")) {
            return livePage(call);
        }
        return Answer.error(404, "NotFound", "nothing at " + call.path());
    }

    private Answer subscriptionPage() {
        ObjectNode page = JSON.createObjectNode();
        ArrayNode value = page.putArray("value");
        subscriptions.forEach((id, name) -> value.addObject()
                .put("subscriptionId", id)
                .put("displayName", name)
                .put("state", "Enabled"));
        return Answer.ok(page.toString());
    }

    private Answer graphPage(JsonNode request) {
        List<String> asked = new ArrayList<>();
        request.path("subscriptions").forEach(s -> asked.add(s.asText()));
        String table = table(request.path("query").asText());
        Optional<Answer> failing = graphFailure.apply(table, asked);
        if (failing.isPresent()) {
            failedQueries.incrementAndGet();
            return failing.get();
        }
        List<JsonNode> all = rows.getOrDefault(table, List.of()).stream()
                .filter(row -> !row.has("subscriptionId")
                        || asked.contains(row.path("subscriptionId").asText()))
                .toList();
        int from = Integer.parseInt(request.at("/options/$skipToken").asText("0"));
        int to = Math.min(from + request.at("/options/$top").asInt(100), all.size());
        ObjectNode page = JSON.createObjectNode()
                .put("totalRecords", all.size())
                .put("count", to - from)
                .put("resultTruncated", to < all.size() ? "true" : "false");
        page.putArray("data").addAll(all.subList(from, to));
        if (to < all.size()) {
            page.put("$skipToken", String.valueOf(to));
        }
        return Answer.ok(page.toString());
    }

    private static String table(String query) {
        for (GraphTable table : GraphTable.values()) {
            if (table.query().equals(query)) {
                return table.words().replace(' ', '-');
            }
        }
        throw new AssertionError("not a shipped query: " + query);
    }

    private Answer livePage(Call call) {
        String subscription = call.path().split("/", -1)[2];
        ArrayNode all = live.getOrDefault(subscription, JSON.createArrayNode());
        int from =
                call.query().contains("from=") ? Integer.parseInt(call.query().replaceAll(".*from=(\\d+).*", "$1")) : 0;
        int to = Math.min(from + livePage, all.size());
        ObjectNode page = JSON.createObjectNode();
        ArrayNode value = page.putArray("value");
        for (int i = from; i < to; i++) {
            value.add(all.get(i));
        }
        if (to < all.size()) {
            page.put("nextLink", "https://management.azure.com" + call.path() + "?api-version=any&from=" + to);
        }
        return Answer.ok(page.toString());
    }
}
