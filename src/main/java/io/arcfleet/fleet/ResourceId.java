package io.arcfleet.fleet;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a connected cluster's resource ID, as spelled.
 *
 * @param subscription GUID of the subscription
 */
record ResourceId(String subscription, String resourceGroup, String name) {

    private static final Pattern CLUSTER = Pattern.compile(
            "/subscriptions/([^/]+)/resourceGroups/([^/]+)/providers/Microsoft\\.Kubernetes/connectedClusters/([^/]+)/?",
            Pattern.CASE_INSENSITIVE);
    private static final String CHILDREN = "/providers/microsoft.kubernetesconfiguration/";

    /** Reads the ID of a connected cluster; anything else is empty. */
    static Optional<ResourceId> ofCluster(@Nullable String id) {
        Matcher matcher = CLUSTER.matcher(id == null ? "" : id);
        return matcher.matches()
                ? Optional.of(new ResourceId(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    /** The lower-case ID of the cluster that an extension or Flux configuration belongs to. */
    static Optional<String> parent(@Nullable String id) {
        String lower = id == null ? "" : id.toLowerCase(Locale.ROOT);
        int cut = lower.indexOf(CHILDREN);
        return cut < 0 || ofCluster(lower.substring(0, cut)).isEmpty()
                ? Optional.empty()
                : Optional.of(lower.substring(0, cut));
    }
}
