package io.arcfleet.snapshot;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A custom resource of Azure Arc whose fields are not documented.
 *
 * @param deleting whether it has a deletion time stamp
 * @param status the texts, numbers and booleans directly in its status, by name; empty when it has none
 */
public record ArcCustomResource(
        String name, @Nullable Instant createdAt, boolean deleting, Map<String, String> status) {

    public ArcCustomResource {
        status = Map.copyOf(status);
    }
}
