package io.arcfleet.access;

import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.Observation;
import java.time.Instant;
import java.util.Optional;

/** How the scanner proves inside a cluster who it is. Used by many threads at once. */
public interface ClusterLogin {

    /** As {@code listClusterUserCredential} names it: {@code Token} or {@code AAD}. */
    String authenticationMethod();

    /**
     * Makes ready what the cluster will be shown, or says why that cannot be; the reason never quotes a token.
     *
     * @param endpoint the proxy that the cluster is about to be registered with, or is
     * @param deadline returns before it
     * @return the bearer token for the API server; empty when the proxy itself holds what is shown
     */
    Observation<Optional<String>> ready(ClusterTarget target, ClusterProxy.Endpoint endpoint, Instant deadline);
}
