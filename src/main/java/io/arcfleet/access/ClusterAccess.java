package io.arcfleet.access;

import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.Observation;
import java.time.Instant;

/** A way into clusters. Used by many threads at once. */
public interface ClusterAccess extends AutoCloseable {

    /**
     * Opens a tunnel to the API server of {@code target}, or says why there is none. Returns before {@code deadline};
     * never throws for a cause that lies outside this program.
     */
    Observation<ClusterTunnel> open(ClusterTarget target, Instant deadline);

    @Override
    void close();
}
