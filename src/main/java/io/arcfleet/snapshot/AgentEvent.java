package io.arcfleet.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes event of the namespace {@code azure-arc}.
 *
 * @param type Normal or Warning
 * @param object the involved object as {@code pod/<name>}, kind in lower case
 */
public record AgentEvent(
        @Nullable String type,
        @Nullable String reason,
        String message,
        String object,
        int count,
        @Nullable Instant lastSeen) {}
