package io.arcfleet.snapshot;

import java.util.Locale;

/**
 * What stands in the way into a cluster; a closed list, each with what to do about it. The names of roles, hosts and
 * features are those of "Cluster connect" and "Troubleshoot platform issues for Azure Arc-enabled Kubernetes clusters".
 */
public enum AccessFault {
    /** Azure Resource Manager refuses the credential of cluster connect (403). */
    ROLE_MISSING(
            Reason.NOT_PERMITTED,
            "Give the scanner's identity the action Microsoft.Kubernetes/connectedClusters/listClusterUserCredential/action on"
                    + " the cluster, its resource group or its subscription: the role Azure Arc Enabled Kubernetes Cluster User,"
                    + " or the custom role that the command `permissions` prints."),
    /** Azure Resource Manager does not take the scanner's own token, or there is none (401). */
    ARM_UNAUTHENTICATED(
            Reason.NOT_PERMITTED,
            "Look at the identity that the scanner has in Azure: a managed identity must be assigned to the app, on a laptop sign"
                    + " in again with `az login`, in the tenant of the clusters."),
    /** Azure Resource Manager knows no such connected cluster any more (404). */
    RESOURCE_GONE(
            Reason.NOT_FOUND,
            "The resource was deleted since the fleet was listed. If the agents still run, remove them with"
                    + " `az connectedk8s delete --force` and connect the cluster again."),
    /** Azure Resource Manager asked to slow down until the deadline (429). */
    ARM_THROTTLED(
            Reason.THROTTLED,
            "Lower the rate of credential requests in the settings, or scan less often: other callers use the same quota."),
    /** Azure Resource Manager gave no answer that can be used. */
    ARM_UNREACHABLE(
            Reason.UNREACHABLE,
            "Allow the scanner to reach Azure Resource Manager over port 443, and look at the state of Azure."),
    /** The relay has no listener: no agent of the cluster is connected. */
    NO_AGENT_CONNECTED(
            Reason.UNREACHABLE,
            "Look from a machine that reaches the cluster directly: `kubectl -n azure-arc get pods`. clusterconnect-agent and"
                    + " kube-aad-proxy must run; when both are absent, the feature is off:"
                    + " `az connectedk8s enable-features --features cluster-connect -n {name} -g {resourceGroup}`."),
    /** The feature is switched off on the cluster. */
    CLUSTER_CONNECT_DISABLED(
            Reason.NOT_ATTEMPTED,
            "If it is not off on purpose, enable it:"
                    + " `az connectedk8s enable-features --features cluster-connect -n {name} -g {resourceGroup}`."),
    /** The cluster is connected through a private link, which cluster connect does not support. */
    PRIVATE_LINK(
            Reason.NOT_ATTEMPTED,
            "Cluster connect does not work over a private link. Reach the cluster with a kubeconfig, or judge it by its Azure"
                    + " side alone."),
    /** The scanner's machine does not get through to the relay. */
    RELAY_BLOCKED(
            Reason.UNREACHABLE,
            "Allow *.servicebus.windows.net (the domain of your cloud) over port 443 from the machine that scans, in its"
                    + " firewall, its DNS and its outbound proxy."),
    /** Something between the scanner's machine and the relay does not let WebSockets pass. */
    WEBSOCKET_REFUSED(
            Reason.UNREACHABLE,
            "Allow WebSockets to *.servicebus.windows.net (the domain of your cloud) from the machine that scans, without TLS"
                    + " inspection."),
    /** The relay named for the cluster is not a host of the configured cloud. */
    RELAY_OF_ANOTHER_CLOUD(
            Reason.MALFORMED,
            "Nothing was sent to it. Set the cloud that the clusters belong to; if it is set, report this answer to the"
                    + " support of Azure."),
    /** A kubeconfig from a service carries what only the operator's own file may. */
    KUBECONFIG_REFUSED(
            Reason.MALFORMED,
            "Nothing of it was used. Look at what answers on the address of the proxy, or report this answer to the support of"
                    + " Azure."),
    /** There is no proxy program where the settings say, or it may not be executed. */
    PROXY_MISSING(
            Reason.NOT_ATTEMPTED,
            "Fetch Microsoft's proxy with `infra/scripts/get-arc-proxy.sh`, make it executable, and set"
                    + " ARCFLEET_ARC_PROXY_PATH to it."),
    /** The proxy does not come up: it ends at once, or does not listen in time. */
    PROXY_NOT_STARTED(
            Reason.UNREACHABLE,
            "Run the proxy by hand with `-d` to see what it says; fetch it again with `infra/scripts/get-arc-proxy.sh`."),
    /** The proxy ended while it was used, or nothing listens at its address. */
    PROXY_DIED(
            Reason.UNREACHABLE,
            "It is started again by itself when the scanner runs it. If it keeps ending, look at its last words in the log and"
                    + " fetch it again with `infra/scripts/get-arc-proxy.sh`."),
    /** No free port was found for the proxy. */
    PROXY_PORT_TAKEN(
            Reason.UNREACHABLE,
            "Free local ports: every port that was tried for the proxy was taken by another program."),
    /** There is no token to show to the cluster. */
    TOKEN_MISSING(
            Reason.NOT_ATTEMPTED,
            "Store a token of the service account arcfleet-scanner where the settings look for it; see"
                    + " infra/cluster-access/README.md."),
    /** The store of the tokens refuses the scanner's identity. */
    TOKEN_STORE_REFUSED(
            Reason.NOT_PERMITTED,
            "Give the scanner's identity the role Key Vault Secrets User on the vault, and let its network through the"
                    + " vault's firewall."),
    /** Microsoft Entra gives no token of the kind that cluster connect needs. */
    TOKEN_AUDIENCE(
            Reason.NOT_PERMITTED,
            "A managed identity itself cannot get this token. Federate it to an app registration, or use a certificate or"
                    + " service-account tokens; see docs/cluster-connect.md."),
    /** Microsoft Entra does not let the app registration sign in. */
    ENTRA_REFUSED(
            Reason.NOT_PERMITTED,
            "Look at the app registration: its federated credential must name the scanner's managed identity with the audience"
                    + " of your cloud, or its certificate must be the configured one and in date; ARCFLEET_APP_CLIENT_ID and"
                    + " ARCFLEET_APP_TENANT_ID must be its own."),
    /** The token is out of date. */
    TOKEN_EXPIRED(
            Reason.NOT_PERMITTED,
            "Renew the token: `kubectl create token arcfleet-scanner --namespace arcfleet`, and store it where the settings look"
                    + " for it. If it is new, set the clocks right."),
    /** The service principal is in more than 200 groups. */
    OVERAGE_CLAIM(Reason.NOT_PERMITTED, "Use a service principal in fewer than 200 groups, or service-account tokens."),
    /** The cluster does not know the caller (401). */
    KUBERNETES_UNAUTHENTICATED(
            Reason.NOT_PERMITTED,
            "Store a new token of the service account arcfleet-scanner of this very cluster, and look whether the service"
                    + " account is there: `kubectl -n arcfleet get serviceaccount arcfleet-scanner`."),
    /** The cluster knows the caller, who may not read (403). */
    KUBERNETES_FORBIDDEN(
            Reason.NOT_PERMITTED,
            "Apply infra/cluster-access to the cluster, or give the service principal the role Azure Arc Kubernetes Viewer where"
                    + " Azure RBAC decides; the command `permissions` prints the missing lines."),
    /** No TLS connection could be made. */
    TLS(
            Reason.UNREACHABLE,
            "Look at who issues the certificate: inspection of TLS between the scanner and the peer must be switched off or"
                    + " trusted.");

    private final Reason reason;
    private final String remedy;

    AccessFault(Reason reason, String remedy) {
        this.reason = reason;
        this.remedy = remedy;
    }

    /** Its class among the reasons of everything that could not be observed. */
    public Reason reason() {
        return reason;
    }

    /** What to do; {@code {name}} and {@code {resourceGroup}} stand for those of the cluster. */
    public String remedy() {
        return remedy;
    }

    /** The fault as evidence writes it, for example {@code role missing}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
