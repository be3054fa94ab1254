package io.arcfleet.access;

import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.Observation;
import java.time.Instant;
import java.util.Optional;

/** Shows a cluster the token of a service account of its own. */
public final class ServiceAccountLogin implements ClusterLogin {

    private final ClusterTokens tokens;

    /** With the tokens from this store. */
    public ServiceAccountLogin(ClusterTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public String authenticationMethod() {
        return "Token";
    }

    @Override
    public Observation<Optional<String>> ready(ClusterTarget target, ClusterProxy.Endpoint endpoint, Instant deadline) {
        return tokens.tokenFor(target, deadline).map(Optional::of);
    }
}
