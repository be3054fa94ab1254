package io.arcfleet.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arcfleet.config.ClusterFilter;
import io.arcfleet.fleet.FleetInventory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The body of {@code POST /api/scans}: what to scan. All fields are optional; an empty body asks for the configured scope.
 * Absent subscriptions are the configured ones or those of the clusters, and absent filters the configured ones, unless
 * clusters are named: then none.
 *
 * <pre>{@code
 * {"subscriptions": ["<GUID>"], "clusters": ["<resource ID>"],
 *  "filters": {"resourceGroups": [], "locations": [], "tags": {"name": "value"}, "names": ["store-*"]}}
 * }</pre>
 */
final class StartRequest {

    /** Bytes; 1,000 resource IDs are about 200 KiB. The order that comes of more would not fit into the ledger. */
    static final int LARGEST_BODY = 384 * 1024;

    private static final int MOST_ENTRIES = 1_000;
    private static final Pattern GUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern CLUSTER = Pattern.compile(
            "(?i)/subscriptions/([^/]+)/resourceGroups/[^/]+/providers/Microsoft\\.Kubernetes/connectedClusters/[^/]+");
    /** Refuses what is given twice or too much. */
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final List<String> problems = new ArrayList<>();

    private StartRequest() {}

    /** What a body asks for, or everything that is wrong with it. */
    sealed interface Parsed {

        record Accepted(FleetInventory.Scope scope) implements Parsed {}

        record Refused(int status, String title, List<String> problems) implements Parsed {}
    }

    /**
     * Reads a body.
     *
     * @param configured the scope of an empty body
     */
    static Parsed parse(String body, FleetInventory.Scope configured) {
        if (body.getBytes(StandardCharsets.UTF_8).length > LARGEST_BODY) {
            return new Parsed.Refused(
                    413,
                    "The body is too large",
                    List.of("The body may have " + LARGEST_BODY + " bytes; name fewer clusters, or use filters."));
        }
        if (body.isBlank()) {
            return new Parsed.Accepted(configured);
        }
        JsonNode document;
        try {
            document = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return refused(List.of("The body is not JSON: " + e.getOriginalMessage() + "."));
        }
        if (!document.isObject()) {
            return refused(List.of("The body must be a JSON object."));
        }
        StartRequest request = new StartRequest();
        FleetInventory.Scope scope = request.scope(document, configured);
        return request.problems.isEmpty() ? new Parsed.Accepted(scope) : refused(request.problems);
    }

    private static Parsed refused(List<String> problems) {
        return new Parsed.Refused(400, "The body cannot be used", List.copyOf(problems));
    }

    private FleetInventory.Scope scope(JsonNode document, FleetInventory.Scope configured) {
        known(document, "", Set.of("subscriptions", "clusters", "filters"));
        List<String> subscriptions = strings(document, "subscriptions");
        subscriptions.stream()
                .filter(id -> !GUID.matcher(id).matches())
                .forEach(id -> problems.add("subscriptions: '" + id + "' is not a GUID."));
        List<String> clusters = strings(document, "clusters");
        clusters.stream()
                .filter(id -> !CLUSTER.matcher(id).matches())
                .forEach(id -> problems.add("clusters: '" + id
                        + "' is not the resource ID of a Microsoft.Kubernetes/connectedClusters resource."));
        JsonNode filters = document.path("filters");
        if (!filters.isMissingNode() && !filters.isObject()) {
            problems.add("filters: must be an object.");
        }
        ClusterFilter filter = filters.isMissingNode() && clusters.isEmpty() ? configured.filter() : filter(filters);
        if (!problems.isEmpty() || document.isEmpty()) {
            return configured;
        }
        List<String> named = subscriptions.isEmpty() ? subscriptionsOf(clusters) : lowerCase(subscriptions);
        return new FleetInventory.Scope(
                named.isEmpty() ? configured.subscriptions() : named, filter, lowerCase(clusters));
    }

    private ClusterFilter filter(JsonNode filters) {
        known(filters, "filters.", Set.of("resourceGroups", "locations", "tags", "names"));
        List<String> names = new ArrayList<>();
        for (String name : strings(filters, "names")) {
            ClusterFilter.globProblem(name)
                    .ifPresentOrElse(
                            why -> problems.add("names: '" + name + "' is not a pattern but " + why
                                    + "; use *, ?, [abc] and {a,b}."),
                            () -> names.add(name));
        }
        return new ClusterFilter(
                strings(filters, "resourceGroups"), strings(filters, "locations"), tags(filters), names);
    }

    private Map<String, String> tags(JsonNode filters) {
        Map<String, String> tags = new LinkedHashMap<>();
        JsonNode node = filters.path("tags");
        if (node.isMissingNode()) {
            return tags;
        }
        if (!node.isObject()) {
            problems.add("tags: must be an object of strings.");
            return tags;
        }
        node.properties().forEach(tag -> {
            if (tag.getValue().isTextual()) {
                tags.put(tag.getKey(), tag.getValue().asText());
            } else {
                problems.add("tags: the value of '" + tag.getKey() + "' must be a string.");
            }
        });
        return tags;
    }

    private void known(JsonNode node, String path, Set<String> fields) {
        node.fieldNames().forEachRemaining(field -> {
            if (!fields.contains(field)) {
                problems.add("'" + path + field + "' is not a field here; known are "
                        + String.join(", ", fields.stream().sorted().toList()) + ".");
            }
        });
    }

    private List<String> strings(JsonNode node, String field) {
        JsonNode list = node.path(field);
        if (list.isMissingNode()) {
            return List.of();
        }
        List<String> values = new ArrayList<>();
        if (!list.isArray()) {
            problems.add(field + ": must be a list of strings.");
            return values;
        }
        if (list.size() > MOST_ENTRIES) {
            problems.add(field + ": has " + list.size() + " entries; " + MOST_ENTRIES + " are allowed.");
            return values;
        }
        for (JsonNode value : list) {
            if (value.isTextual() && !value.asText().isBlank()) {
                values.add(value.asText());
            } else {
                problems.add(field + ": " + value + " is not a string with text.");
            }
        }
        return values;
    }

    private static List<String> subscriptionsOf(List<String> clusters) {
        return clusters.stream()
                .map(id -> id.split("/", -1)[2].toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    private static List<String> lowerCase(List<String> values) {
        return values.stream()
                .map(value -> value.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }
}
