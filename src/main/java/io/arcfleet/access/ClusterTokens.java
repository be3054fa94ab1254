package io.arcfleet.access;

import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.Observation;
import java.time.Instant;

/** Service-account tokens by cluster. Used by many threads at once. */
public interface ClusterTokens {

    /**
     * The token for the API server of this cluster, or why there is none; the reason never quotes a token.
     *
     * @param deadline returns before it
     */
    Observation<String> tokenFor(ClusterTarget cluster, Instant deadline);
}
