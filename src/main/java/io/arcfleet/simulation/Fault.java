package io.arcfleet.simulation;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be wrong in a simulated fleet. Each changes only what it would change in reality. */
public enum Fault {
    /** No heartbeat for hours; nobody answers at the other end of the tunnel. */
    OFFLINE,
    /** Onboarded five days ago, never a heartbeat. */
    CONNECTING_FOREVER,
    /** The managed identity certificate has expired. */
    CERTIFICATE_EXPIRED,
    /** Connected, but the managed identity certificate was not renewed when it should have been. */
    CERTIFICATE_EXPIRING,
    /** The crash loop of the troubleshooting guide: clusterconnect-agent 2/3 and config-agent 1/2. */
    CRASH_LOOP,
    /** Agents that find no node with enough memory. */
    PODS_PENDING,
    /** The secret azure-identity-certificate is not there; the status is Connecting or Offline. */
    IDENTITY_CERTIFICATE_MISSING,
    /** The secret kube-aad-proxy-certificate is not there; its pod stays in ContainerCreating. */
    KUBE_AAD_PROXY_CERTIFICATE_MISSING,
    /** A pod security policy keeps kube-aad-proxy from being created. */
    KUBE_AAD_PROXY_MISSING,
    /** The Helm release is pending-upgrade for hours. */
    HELM_STUCK,
    /** A cluster extension has failed. */
    EXTENSION_FAILED,
    /** A Flux configuration is not compliant. */
    FLUX_NON_COMPLIANT,
    /** The scanner's service account may read nothing but the version. */
    FORBIDDEN_READS,
    /** The crash loop, with logs that may not be read. */
    LOGS_FORBIDDEN,
    /** Every answer of the API server takes two seconds longer. */
    SLOW_API_SERVER,
    /** The API server accepts requests and never answers. */
    BLACK_HOLE,
    /** The list of pods is cut in the middle. */
    MALFORMED_JSON,
    /** Agents older than the support window. */
    AGENT_OUTDATED,
    /** Fleet-wide: Resource Graph answers the first call of each query with 429. */
    THROTTLED_GRAPH,
    /** Fleet-wide: the list of one subscription answers 403. */
    SUBSCRIPTION_FORBIDDEN;

    /** The fault's name for people and command lines, for example {@code crash-loop}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it concerns the fleet's services instead of single clusters. */
    public boolean fleetWide() {
        return this == THROTTLED_GRAPH || this == SUBSCRIPTION_FORBIDDEN;
    }

    /** The fault with this {@link #word()}, if there is one. */
    public static Optional<Fault> named(String word) {
        return Stream.of(values()).filter(fault -> fault.word().equals(word)).findFirst();
    }
}
