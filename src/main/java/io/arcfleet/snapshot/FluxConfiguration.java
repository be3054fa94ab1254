package io.arcfleet.snapshot;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Flux configuration as Azure knows it; stale while its cluster is offline.
 *
 * @param complianceState Compliant, Non-Compliant, Pending, Suspended, Unknown
 * @param suspended whether its reconciliation was switched off on purpose
 * @param source URL of the Git repository, bucket or registry
 * @param statusUpdatedAt when the cluster last reported
 * @param problems objects that are not compliant
 */
public record FluxConfiguration(
        String name,
        @Nullable String namespace,
        @Nullable String provisioningState,
        @Nullable String complianceState,
        boolean suspended,
        @Nullable String source,
        @Nullable String errorMessage,
        @Nullable Instant statusUpdatedAt,
        List<Problem> problems) {

    public FluxConfiguration {
        problems = List.copyOf(problems);
    }

    /** A Flux object that is not compliant: its kind and name, and the message of its failed condition. */
    public record Problem(
            String kind,
            String name,
            @Nullable String complianceState,
            @Nullable String message) {}
}
