package io.arcfleet.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cluster extension as Azure knows it; stale while its cluster is offline.
 *
 * @param type for example {@code microsoft.flux}, lower case
 * @param provisioningState Succeeded, Failed, Canceled, Creating, Updating, Deleting, or a word of the future
 * @param errorCode code of the last error; absent or empty on success
 * @param statuses what the extension reported
 */
public record ClusterExtension(
        String name,
        @Nullable String type,
        @Nullable String version,
        @Nullable String provisioningState,
        @Nullable String errorCode,
        @Nullable String errorMessage,
        List<Status> statuses) {

    public ClusterExtension {
        statuses = List.copyOf(statuses);
    }

    /** One status line; {@code level} is Error, Warning or Information. */
    public record Status(
            @Nullable String code,
            @Nullable String level,
            @Nullable String message) {}
}
