package io.arcfleet.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What proves who asks.
 *
 * @param authorization value of the header Authorization, or null
 * @param certificate client certificate, or null
 * @param expires when it ends, if that is known
 */
record Credential(
        @Nullable String authorization,
        TrustRoot.@Nullable ClientCertificate certificate,
        @Nullable Instant expires) {

    static Credential bearer(String token, @Nullable Instant expires) {
        return new Credential(BearerToken.header(token), null, expires);
    }

    @Override
    public String toString() {
        return "Credential[hidden]";
    }
}
