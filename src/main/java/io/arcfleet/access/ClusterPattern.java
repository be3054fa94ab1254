package io.arcfleet.access;

import io.arcfleet.snapshot.ClusterIdentity;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A text with {@code {name}}, {@code {resourceGroup}} and {@code {subscription}} for the parts of a cluster. */
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
        return text.contains("{resourceGroup}") || text.contains("{subscription}")
                ? Optional.empty()
                : Optional.of(text);
    }

    private static String fill(String text, String placeholder, @Nullable String part, UnaryOperator<String> safe) {
        return part == null ? text : text.replace(placeholder, safe.apply(part));
    }
}
