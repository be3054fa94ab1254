package io.arcfleet.snapshot;

import java.util.List;

/**
 * What the scanner may do in a namespace, as the API server answers a self subject rules review: rules of cluster roles
 * are among them.
 *
 * @param paths what is no resource and may be read, for example {@code /version}; a star at the end stands for any rest
 * @param incomplete whether an authorizer could not list its rules: what is not named may be allowed all the same
 */
public record Permissions(List<Rule> rules, List<String> paths, boolean incomplete) {

    public Permissions {
        rules = List.copyOf(rules);
        paths = List.copyOf(paths);
    }

    /**
     * One rule; {@code *} stands for all.
     *
     * @param resourceNames empty for all names
     */
    public record Rule(List<String> verbs, List<String> apiGroups, List<String> resources, List<String> resourceNames) {

        public Rule {
            verbs = List.copyOf(verbs);
            apiGroups = List.copyOf(apiGroups);
            resources = List.copyOf(resources);
            resourceNames = List.copyOf(resourceNames);
        }
    }
}
