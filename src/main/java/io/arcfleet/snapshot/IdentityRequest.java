package io.arcfleet.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request of an agent for a token of the cluster's identity ({@code azureclusteridentityrequests}).
 *
 * @param audience for whom the token is
 * @param expiresAt when the token that was given ends; absent while none was given
 * @param tokenSecret name of the secret that holds the token; its value is never read
 */
public record IdentityRequest(
        String name,
        @Nullable String audience,
        @Nullable Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable String tokenSecret) {}
