package io.arcfleet.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Map;
import java.util.TreeMap;

/** The outbound proxy of a cluster, as its agents and Azure have it. */
final class ProxySettings {

    /** The password in the address of every proxy: whoever finds it somewhere has found a leak. */
    static final String PASSWORD = "arc-fleet-simulation-proxy-password";

    /** What agents, and the errors that they print, call the proxy. */
    static final String ADDRESS = "http://agents:" + PASSWORD + "@proxy-<region>.contoso.com:3128";

    /** Variables of the agents' containers, with a range of addresses and without the names of the cluster's services. */
    static final Map<String, String> INCOMPLETE = new TreeMap<>(Map.of(
            "HTTP_PROXY", ADDRESS,
            "HTTPS_PROXY", ADDRESS,
            "NO_PROXY", "10.96.0.0/12,localhost"));

    private ProxySettings() {}

    /** The property {@code arcAgentryConfigurations}. */
    static ArrayNode inAzure(ClusterTraits traits) {
        String address = ADDRESS.replace("<region>", traits.location());
        ArrayNode configurations = Reply.JSON.createArrayNode();
        configurations
                .addObject()
                .put("feature", "proxy")
                .putObject("settings")
                .put("httpProxy", address)
                .put("httpsProxy", address)
                .put("noProxy", "10.96.0.0/12,localhost");
        return configurations;
    }
}
