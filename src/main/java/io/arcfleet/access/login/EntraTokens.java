package io.arcfleet.access.login;

import io.arcfleet.snapshot.Observation;
import java.time.Instant;

/** Proof-of-possession tokens of a service principal for the server application of cluster connect. */
public interface EntraTokens {

    /**
     * A new token, or why there is none; the reason never quotes a token.
     *
     * @param kid id of the key that the token is bound to
     * @param deadline returns before it
     */
    Observation<BoundToken> tokenFor(String kid, Instant deadline);

    /** A token that is of use only to the holder of a key. */
    record BoundToken(String value, Instant expires) {

        @Override
        public String toString() {
            return "BoundToken[expires=" + expires + "]";
        }
    }
}
