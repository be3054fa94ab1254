package io.arcfleet.access;

import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.time.Instant;

/** No way into any cluster: the cluster side is switched off. */
public final class NoAccess implements ClusterAccess {

    /** The access that opens nothing. */
    public NoAccess() {}

    @Override
    public Observation<ClusterTunnel> open(ClusterTarget target, Instant deadline) {
        return Observation.unavailable(Reason.NOT_ATTEMPTED, "the cluster side was not asked for");
    }

    @Override
    public void close() {}
}
