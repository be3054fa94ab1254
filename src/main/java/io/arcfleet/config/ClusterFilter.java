package io.arcfleet.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Which clusters of a scope are wanted. An empty part wants all; a cluster must satisfy every part, within a part one
 * entry is enough (tags: all of them). Letters' case does not count, except in tag values.
 *
 * @param resourceGroups names of resource groups
 * @param locations Azure regions; spaces do not count
 * @param tags tag names and their values
 * @param names globs over the cluster name, with {@code *}, {@code ?}, {@code [abc]} and {@code {a,b}}; one that is none is a
 *     {@link PatternSyntaxException}
 */
public record ClusterFilter(
        List<String> resourceGroups, List<String> locations, Map<String, String> tags, List<String> names) {

    public ClusterFilter {
        resourceGroups = List.copyOf(resourceGroups);
        locations = List.copyOf(locations);
        tags = Map.copyOf(tags);
        names = List.copyOf(names);
        for (String name : names) {
            NameGlob.compile(name);
        }
    }

    /** The filter that every cluster passes. */
    public static ClusterFilter all() {
        return new ClusterFilter(List.of(), List.of(), Map.of(), List.of());
    }

    /** What is wrong with {@code glob} as one of the names, as the end of a sentence that names it; empty when nothing is. */
    public static Optional<String> globProblem(String glob) {
        try {
            NameGlob.compile(glob);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of(e.getDescription());
        }
    }

    /** Whether a cluster with these properties is wanted; an absent property fails a part that asks for it. */
    public boolean matches(
            String name, @Nullable String resourceGroup, @Nullable String location, Map<String, String> clusterTags) {
        return (resourceGroups.isEmpty() || contains(resourceGroups, resourceGroup))
                && (locations.isEmpty() || contains(locations, location))
                && tags.entrySet().stream().allMatch(wanted -> hasTag(clusterTags, wanted))
                && (names.isEmpty() || names.stream().anyMatch(glob -> NameGlob.matches(glob, name)));
    }

    private static boolean contains(List<String> wanted, @Nullable String value) {
        return value != null && wanted.stream().anyMatch(w -> fold(w).equals(fold(value)));
    }

    private static String fold(String word) {
        return word.toLowerCase(Locale.ROOT).replace(" ", "");
    }

    private static boolean hasTag(Map<String, String> clusterTags, Map.Entry<String, String> wanted) {
        return clusterTags.entrySet().stream()
                .anyMatch(tag -> tag.getKey().equalsIgnoreCase(wanted.getKey())
                        && tag.getValue().equals(wanted.getValue()));
    }
}
