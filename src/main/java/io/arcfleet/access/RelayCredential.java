package io.arcfleet.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * What Azure Resource Manager gives for a way to one cluster, checked.
 *
 * @param relay the part {@code hybridConnectionConfig}, as the proxy takes it
 * @param kubeconfig it carries nothing but what it may
 * @param until when it is renewed
 */
record RelayCredential(ObjectNode relay, ReceivedKubeconfig.Accepted kubeconfig, Instant until) {

    @Override
    public String toString() {
        return "RelayCredential[until " + until + "]";
    }
}
