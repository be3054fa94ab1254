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
    /** Pod security keeps kube-aad-proxy from being created. */
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
    /** Cluster DNS has no ready pod; no agent resolves a name. */
    DNS_BROKEN,
    /** A firewall drops what goes to the configuration service; the agents run on, and Azure hears nothing. */
    EGRESS_BLOCKED,
    /** A firewall drops what goes to the identity service: the certificate never comes. */
    IDENTITY_ENDPOINT_BLOCKED,
    /** The outbound proxy wants a user and a password that the agents do not have. */
    PROXY_LOGIN_REFUSED,
    /** The outbound proxy is not told what stays inside of the cluster. */
    PROXY_EXCLUSIONS_INCOMPLETE,
    /** A proxy opens TLS and signs with its own authority. */
    TLS_INTERCEPTED,
    /** The clock of the nodes is years behind. */
    CLOCK_WRONG,
    /** The registry has no such image. */
    IMAGE_NOT_FOUND,
    /** The registry, or what answers in its place, wants credentials. */
    IMAGE_REFUSED,
    /** A slow line: an image is pulled for hours. */
    IMAGE_SLOW,
    /** A quota of the namespace leaves no room for an agent. */
    QUOTA_EXCEEDED,
    /** OpenShift's security context constraints refuse kube-aad-proxy. */
    SCC_BLOCKS_PROXY,
    /** An agent is ended again and again because it uses more memory than it may. */
    OUT_OF_MEMORY,
    /** An agent runs now and has restarted many times today. */
    RESTARTING,
    /** Somebody removed the cluster role bindings of the agents. */
    PERMISSIONS_LOST,
    /** The tokens that the agents asked for ended days ago. */
    IDENTITY_REQUESTS_STALE,
    /** The private key of the onboarding cannot be parsed. */
    KEY_PAIR_BROKEN,
    /** Cluster connect is disabled: no tunnel, and neither clusterconnect-agent nor kube-aad-proxy. */
    CLUSTER_CONNECT_OFF,
    /** Connected over a private link, where cluster connect is off for good. No fault to find. */
    PRIVATE_LINK,
    /** The WebSocket to the relay is refused: no tunnel, and clusterconnect-agent crashes. */
    RELAY_BLOCKED,
    /** The endpoint that looks up groups cannot be reached at port 8084. */
    OBO_BLOCKED,
    /** A caller of cluster connect is in too many groups. */
    OVERAGE_CLAIM,
    /** Azure RBAC is on, and guard is not there. */
    GUARD_BROKEN,
    /** The last upgrade of the agents has failed, as they report. */
    UPGRADE_STUCK,
    /** A version of Kubernetes that is not supported any more. */
    KUBERNETES_OUTDATED,
    /** A version of OpenShift that was never supported. */
    OPENSHIFT_OUTDATED,
    /** The kubelet of a node reports nothing any more. */
    NODE_NOT_READY,
    /** Every node is arm64, and an extension needs amd64. */
    NO_AMD64_NODE,
    /** A cluster extension is being created for weeks. */
    EXTENSION_PENDING,
    /** Flux cannot fetch its source. */
    FLUX_SOURCE_BROKEN,
    /** A controller of Flux is not available. */
    FLUX_CONTROLLERS_DOWN,
    /** Workload identity is on, and its webhook is not available. */
    WORKLOAD_IDENTITY_BROKEN,
    /** The Helm release is gone; the agents run. */
    HELM_MISSING,
    /** The agents were removed; Azure's resource is still there. */
    AGENTS_REMOVED,
    /** The agents were removed, and their custom resource definitions are stuck in deletion. */
    LEFTOVERS,
    /** The agents belong to a resource of another name. */
    MOVED_AGENT,
    /** The last operation on the Azure resource has failed. */
    PROVISIONING_FAILED,
    /** A workload of somebody else crashes in a namespace of its own. No fault to find. */
    UNRELATED_WORKLOAD_BROKEN,
    /** Fleet-wide: Azure has an incident in the region of the first cluster. */
    INCIDENT,
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
        return this == INCIDENT || this == THROTTLED_GRAPH || this == SUBSCRIPTION_FORBIDDEN;
    }

    /** Whether clusters of this distribution can have it. */
    boolean fits(Distribution distribution) {
        if (this == GUARD_BROKEN) {
            // On these Azure RBAC cannot be used at all.
            return distribution != Distribution.OPENSHIFT && distribution != Distribution.EKS;
        }
        boolean openShiftOnly = this == SCC_BLOCKS_PROXY || this == OPENSHIFT_OUTDATED;
        return !openShiftOnly || distribution == Distribution.OPENSHIFT;
    }

    /** The fault with this {@link #word()}, if there is one. */
    public static Optional<Fault> named(String word) {
        return Stream.of(values()).filter(fault -> fault.word().equals(word)).findFirst();
    }
}
