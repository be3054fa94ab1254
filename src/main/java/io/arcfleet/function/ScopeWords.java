package io.arcfleet.function;

import io.arcfleet.config.ClusterFilter;
import io.arcfleet.fleet.FleetInventory;
import io.arcfleet.scan.ScanRequests;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A scope as named values, for people and for queries: the state of the fleet leaves out a cluster that a later scan of the
 * same scope no longer had, so the words of two scopes must never be the same.
 */
final class ScopeWords {

    /** A longer list is only counted: the words are in every status and in a column of Log Analytics. */
    private static final int LONGEST = 2_000;

    private static final String ALL = "all";

    private ScopeWords() {}

    /** {@code subscriptions} and {@code clusters}, the filters that there are, and for a part of the fleet its {@code key}. */
    static Map<String, String> of(FleetInventory.Scope scope) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("subscriptions", scope.subscriptions().isEmpty() ? ALL : joined(scope.subscriptions()));
        words.put(
                "clusters",
                scope.clusters().isEmpty()
                        ? ALL
                        : Integer.toString(scope.clusters().size()));
        ClusterFilter filter = scope.filter();
        filter(words, "resourceGroups", filter.resourceGroups());
        filter(words, "locations", filter.locations());
        filter(words, "names", filter.names());
        filter(
                words,
                "tags",
                filter.tags().entrySet().stream()
                        .map(tag -> tag.getKey() + "=" + tag.getValue())
                        .toList());
        String key = ScanRequests.scopeKey(scope);
        if (!key.equals(ALL)) {
            words.put(
                    "key",
                    UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString());
        }
        return words;
    }

    private static void filter(Map<String, String> words, String name, Collection<String> values) {
        if (!values.isEmpty()) {
            words.put(name, joined(values));
        }
    }

    private static String joined(Collection<String> values) {
        String text = String.join(", ", values.stream().sorted().toList());
        return text.length() <= LONGEST ? text : values.size() + " of them";
    }
}
