package io.arcfleet.simulation;

import java.util.List;
import java.util.Optional;

/**
 * What a path of the Kubernetes API addresses.
 *
 * @param group API group, empty for the core group
 * @param namespace empty for cluster-scoped resources
 * @param name empty for lists
 * @param subresource empty for the object itself
 */
record ResourcePath(String group, String namespace, String resource, String name, String subresource) {

    /** Reads {@code /api/v1/...} or {@code /apis/{group}/{version}/...}; empty for anything else. */
    static Optional<ResourcePath> parse(List<String> segments) {
        if (segments.size() >= 3
                && segments.get(0).equals("api")
                && segments.get(1).equals("v1")) {
            return rest("", segments.subList(2, segments.size()));
        }
        if (segments.size() >= 4 && segments.get(0).equals("apis")) {
            return rest(segments.get(1), segments.subList(3, segments.size()));
        }
        return Optional.empty();
    }

    private static Optional<ResourcePath> rest(String group, List<String> rest) {
        boolean namespaced = rest.getFirst().equals("namespaces") && rest.size() >= 3;
        List<String> object = namespaced ? rest.subList(2, rest.size()) : rest;
        if (object.size() > 3) {
            return Optional.empty();
        }
        return Optional.of(new ResourcePath(
                group,
                namespaced ? rest.get(1) : "",
                object.getFirst(),
                object.size() > 1 ? object.get(1) : "",
                object.size() > 2 ? object.get(2) : ""));
    }

    /** The resource with its subresource, as authorization knows it. */
    String fullResource() {
        return subresource.isEmpty() ? resource : resource + "/" + subresource;
    }

    /** The verb of a GET on this path. */
    String verb() {
        return name.isEmpty() ? "list" : "get";
    }
}
