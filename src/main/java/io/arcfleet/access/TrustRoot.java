package io.arcfleet.access;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides which TLS connections may be shared: clusters with equal trust roots share one HTTP client.
 *
 * @param authority PEM certificates to trust, or null for the platform's
 * @param certificate client certificate, or null
 * @param insecure whether the operator asked not to verify the server
 * @param serverName host name to verify instead of the one in the address, or null
 * @param proxy HTTP or SOCKS proxy to go through, or null for the platform's choice
 */
record TrustRoot(
        @Nullable String authority,
        @Nullable ClientCertificate certificate,
        boolean insecure,
        @Nullable String serverName,
        @Nullable URI proxy) {

    /** Trusts these PEM certificates, or the platform's when null. */
    static TrustRoot of(@Nullable String authority) {
        return new TrustRoot(authority, null, false, null, null);
    }

    /** A client certificate with its private key, both PEM. */
    record ClientCertificate(String certificate, String key) {

        @Override
        public String toString() {
            return "ClientCertificate[key hidden]";
        }
    }
}
