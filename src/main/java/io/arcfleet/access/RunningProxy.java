package io.arcfleet.access;

import io.arcfleet.snapshot.Observation;
import java.net.URI;
import java.time.Instant;

/**
 * A proxy that somebody else runs. Nobody here starts it or knows of its restarts, so its generation never changes: when
 * a connection to it breaks, the read fails, and the cluster is registered again with the next scan.
 */
public final class RunningProxy implements ClusterProxy {

    private final Endpoint endpoint;

    /**
     * The proxy whose control port is at this address. Where its API servers answer is told by each registration. For
     * who has to know it before, it is taken to be one port higher on the same host, over TLS: so the Azure CLI starts
     * arcProxy.
     *
     * @param control http only on this machine
     * @throws IllegalArgumentException for a control address that is not allowed
     */
    public RunningProxy(URI control) {
        int port = ProxyControl.address(control).port();
        String host = control.getHost();
        this.endpoint = new Endpoint(control, URI.create("https://" + host + ":" + (port + 1)), false, 1);
    }

    @Override
    public Observation<Endpoint> endpoint(Instant deadline) {
        return Observation.of(endpoint);
    }

    /** Ends nothing: the proxy is not ours. */
    @Override
    public void close() {}
}
