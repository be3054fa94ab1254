package io.arcfleet.access;

import io.arcfleet.snapshot.ClusterIdentity;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A text with {@code {name}}, {@code {resourceGroup}} and {@code {subscription}} for the parts of a cluster, and with
 * {@code {hash}} for the SHA-256 of its lower-case resource ID in hex. Only the hash tells all clusters apart: parts that
 * are joined can be the same for two of them ({@code a-b} and {@code c}, {@code a} and {@code b-c}).
 */
public final class ClusterPattern {

    private ClusterPattern() {}

    /**
     * The text for this cluster; empty when it needs a part that is not known of the cluster.
     *
     * @param safe turns a part into what may stand in the text: without a brace, so that a part cannot bring a placeholder
     */
    public static Optional<String> fill(String pattern, ClusterIdentity cluster, UnaryOperator<String> safe) {
        String text = pattern;
        text = fill(text, "{name}", cluster.name(), safe);
        text = fill(text, "{resourceGroup}", cluster.resourceGroup(), safe);
        text = fill(text, "{subscription}", cluster.subscriptionId(), safe);
        text = fill(text, "{hash}", hash(cluster), safe);
        return text.contains("{resourceGroup}") || text.contains("{subscription}") || text.contains("{hash}")
                ? Optional.empty()
                : Optional.of(text);
    }

    /** Of a cluster that has a resource ID. */
    private static @Nullable String hash(ClusterIdentity cluster) {
        return cluster.subscriptionId() == null || cluster.resourceGroup() == null ? null : ResourcePath.hash(cluster);
    }

    private static String fill(String text, String placeholder, @Nullable String part, UnaryOperator<String> safe) {
        return part == null ? text : text.replace(placeholder, safe.apply(part));
    }
}
