package io.arcfleet.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Azure Resource Graph. It is no query engine: it answers the query texts that are shipped, and 400 to any other. */
final class ResourceGraphService {

    private static final int LARGEST_BODY = 1 << 20;
    private static final int LARGEST_PAGE = 1000;
    private static final int DEFAULT_PAGE = 100;
    private static final String VERSION = "2021-03-01";

    private final SimulatedFleet fleet;
    private final FleetFaults faults;
    private final Clock clock;
    private final GraphQuota quota = new GraphQuota();
    private final Map<String, GraphTable> tables;

    ResourceGraphService(SimulatedFleet fleet, FleetFaults faults, Clock clock) {
        this.fleet = fleet;
        this.faults = faults;
        this.clock = clock;
        this.tables = Map.of(
                shipped("connected-clusters.kql"), new GraphClusters(),
                shipped("extensions.kql"), new GraphExtensions(),
                shipped("flux-configurations.kql"), new GraphFluxConfigurations(),
                shipped("service-incidents.kql"), new GraphIncidents(faults));
    }

    Reply answer(Call call) throws IOException {
        if (!call.query("api-version").equals(VERSION)) {
            return ArmErrors.error(
                    400, "NoRegisteredProviderFound", "No registered resource provider found for this API version.");
        }
        JsonNode body;
        try {
            body = Reply.JSON.readTree(call.body(LARGEST_BODY));
        } catch (JsonProcessingException e) {
            return badRequest("InvalidRequestContent", "The request content was invalid.");
        }
        String query = normalized(body.path("query").asText());
        GraphTable table = tables.get(query);
        if (table == null) {
            return badRequest("InvalidQuery", "The simulation answers the shipped query texts only.");
        }
        if (faults.throttles(query)) {
            return ArmErrors.error(429, "RateLimiting", "Please provide below info when asking for support.")
                    .with("Retry-After", "1")
                    .with("x-ms-user-quota-remaining", "0")
                    .with("x-ms-user-quota-resets-after", "00:00:01");
        }
        return quota.count(page(table, body));
    }

    private Reply page(GraphTable table, JsonNode body) {
        JsonNode options = body.path("options");
        if (!options.path("resultFormat").asText("objectArray").equals("objectArray")) {
            return badRequest("UnsupportedResultFormat", "The simulation knows the result format objectArray only.");
        }
        int top = options.path("$top").asInt(DEFAULT_PAGE);
        int from = offset(options.path("$skipToken").asText());
        if (top < 1 || top > LARGEST_PAGE || from < 0) {
            return badRequest("InvalidOptions", "$top must be from 1 to 1000, $skipToken one of a former answer.");
        }
        List<GraphTable.Row> rows = table.rows(clustersIn(body.path("subscriptions")));
        int begin = Math.min(from, rows.size());
        int end = Math.min(begin + top, rows.size());
        ObjectNode answer = Reply.JSON.createObjectNode();
        answer.put("totalRecords", rows.size());
        answer.put("count", end - begin);
        answer.putArray("facets");
        ArrayNode data = answer.putArray("data");
        rows.subList(begin, end).forEach(row -> data.add(row.render(clock.instant())));
        answer.put("resultTruncated", "false");
        if (end < rows.size()) {
            answer.put("$skipToken", skipToken(end));
        }
        return Reply.json(200, answer);
    }

    private List<ClusterState> clustersIn(JsonNode subscriptions) {
        if (subscriptions.isEmpty()) {
            return fleet.clusters();
        }
        Set<String> wanted = new HashSet<>();
        subscriptions.forEach(id -> wanted.add(id.asText().toLowerCase(Locale.ROOT)));
        return fleet.clusters().stream()
                .filter(cluster ->
                        wanted.contains(cluster.traits().subscription().id()))
                .toList();
    }

    private static String skipToken(int offset) {
        return Base64.getEncoder().encodeToString(("row:" + offset).getBytes(StandardCharsets.UTF_8));
    }

    private static int offset(String skipToken) {
        if (skipToken.isEmpty()) {
            return 0;
        }
        try {
            String text = new String(Base64.getDecoder().decode(skipToken), StandardCharsets.UTF_8);
            return text.startsWith("row:") ? Integer.parseInt(text.substring("row:".length())) : -1;
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }

    private static Reply badRequest(String code, String message) {
        ObjectNode body = Reply.JSON.createObjectNode();
        ObjectNode error = body.putObject("error");
        error.put("code", "BadRequest").put("message", "Please provide below info when asking for support.");
        error.putArray("details").addObject().put("code", code).put("message", message);
        return Reply.json(400, body);
    }

    private static String normalized(String query) {
        return query.strip().replaceAll("\\s+", " ");
    }

    private static String shipped(String name) {
        try (InputStream file = ResourceGraphService.class.getResourceAsStream("/io/arcfleet/fleet/" + name)) {
            if (file == null) {
                throw new IllegalStateException("not on the class path: " + name);
            }
            return normalized(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
