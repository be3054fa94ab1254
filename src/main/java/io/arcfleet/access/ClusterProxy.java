package io.arcfleet.access;

import io.arcfleet.snapshot.Observation;
import java.net.URI;
import java.time.Instant;

/** The proxy for cluster connect, one for all clusters of this process. Used by many threads at once. */
public interface ClusterProxy extends AutoCloseable {

    /**
     * Where the proxy listens now. A proxy that is ours is started when it does not run; callers share the one start. To
     * be asked again after a connection to it failed: a proxy that has ended is noticed here, and the new one has a higher
     * generation.
     *
     * @param deadline returns before it
     */
    Observation<Endpoint> endpoint(Instant deadline);

    @Override
    void close();

    /**
     * The two ports of a proxy, both on this machine or behind TLS.
     *
     * @param control where clusters are registered
     * @param api where API servers and the proxy's own identity answer, over TLS with a certificate of the proxy's own
     *     authority; the kubeconfig of a registration names it too
     * @param ours whether this process started the proxy, so that its ports are certain; otherwise {@code api} is a guess
     * @param generation counts the starts: what an earlier one was told is gone
     */
    record Endpoint(URI control, URI api, boolean ours, long generation) {}
}
