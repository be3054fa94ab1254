package io.arcfleet.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** The way into clusters. */
public sealed interface AccessSettings {

    /** No way: clusters are judged by their Azure side alone. */
    record Off() implements AccessSettings {}

    /**
     * Cluster connect.
     *
     * @param rate how fast relay credentials may be asked for
     */
    record ClusterConnect(ProxySource proxy, Login login, CredentialRate rate) implements AccessSettings {}

    /** Where the proxy for cluster connect comes from. */
    sealed interface ProxySource {}

    /**
     * A proxy that already runs.
     *
     * @param address of its control port; plain http on loopback only
     */
    record RunningProxy(URI address) implements ProxySource {}

    /**
     * Microsoft's proxy as a child of this process.
     *
     * @param binary the program
     */
    record ManagedProxy(Path binary) implements ProxySource {}

    /** How the scanner proves inside a cluster who it is. */
    sealed interface Login {}

    /**
     * Service-account tokens in files.
     *
     * @param pattern path with placeholders
     */
    record TokenFile(String pattern) implements Login {}

    /**
     * Service-account tokens in a Key Vault.
     *
     * @param vault address of the vault, https
     * @param secret name of a cluster's secret, with placeholders; {@code {hash}} is one of them
     * @param tag tag of the connected cluster that holds the name of its secret and goes before {@code secret}; empty: none
     */
    record KeyVault(URI vault, String secret, Optional<String> tag) implements Login {}

    /**
     * A service principal with proof-of-possession tokens; with {@link ManagedProxy} only.
     *
     * @param tenantId lower-case GUID
     * @param clientId of the app registration, lower-case GUID
     * @param certificate PEM file with its certificate and private key; empty: the managed identity is federated to it
     */
    record ServicePrincipal(String tenantId, String clientId, Optional<Path> certificate) implements Login {}

    /**
     * A token bucket for each subscription and region.
     *
     * @param burst requests at once, 1 or more
     * @param perSecond requests a second after that, 1 or more
     */
    record CredentialRate(int burst, int perSecond) {

        /** Those of the bucket for writes of Azure Resource Manager ("Understand how requests are throttled"). */
        public static CredentialRate defaults() {
            return new CredentialRate(200, 10);
        }
    }
}
