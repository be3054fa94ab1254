package io.arcfleet.check;

import java.net.URI;

/** The pages of the vendor's and Kubernetes' documentation that checks refer to. */
public final class ReferencePages {

    /** Troubleshooting of platform issues: the guide behind most checks. */
    public static final URI TROUBLESHOOTING = arc("troubleshooting");

    /** Decision trees for clusters that do not connect. */
    public static final URI DIAGNOSE_CONNECTION = arc("diagnose-connection-issues");

    /** Endpoints that agents need. */
    public static final URI NETWORK_REQUIREMENTS = arc("network-requirements");

    /** Connectivity statuses and what they mean. */
    public static final URI CONNECTIVITY_MODES = arc("conceptual-connectivity-modes");

    /** Questions and answers, among them those on expired certificates. */
    public static final URI FAQ = arc("faq");

    /** The agents and what each does. */
    public static final URI AGENT_OVERVIEW = arc("conceptual-agent-overview");

    /** Upgrades of the agents and their support window. */
    public static final URI AGENT_UPGRADE = arc("agent-upgrade");

    /** Release notes of the agents. */
    public static final URI RELEASE_NOTES = arc("release-notes");

    /** Connecting a cluster. */
    public static final URI QUICKSTART = arc("quickstart-connect-cluster");

    /** What a cluster, its nodes and its network must have. */
    public static final URI SYSTEM_REQUIREMENTS = arc("system-requirements");

    /** Cluster connect. */
    public static final URI CLUSTER_CONNECT = arc("cluster-connect");

    /** Azure RBAC inside a cluster, by guard. */
    public static final URI AZURE_RBAC = arc("azure-rbac");

    /** Troubleshooting of cluster extensions. */
    public static final URI EXTENSIONS_TROUBLESHOOTING = arc("extensions-troubleshooting");

    /** Cluster extensions and their life. */
    public static final URI EXTENSIONS = arc("conceptual-extensions");

    /** Flux configurations. */
    public static final URI FLUX = arc("conceptual-gitops-flux2");

    /** The Arc gateway. */
    public static final URI ARC_GATEWAY = arc("arc-gateway-simplify-networking");

    /** Private link. */
    public static final URI PRIVATE_LINK = arc("private-link");

    /** Workload identity. */
    public static final URI WORKLOAD_IDENTITY = arc("workload-identity");

    /** Debugging of DNS inside a cluster. */
    public static final URI DEBUG_DNS =
            URI.create("https://kubernetes.io/docs/tasks/administer-cluster/dns-debugging-resolution/");

    /** Roles and their rules. */
    public static final URI KUBERNETES_RBAC =
            URI.create("https://kubernetes.io/docs/reference/access-authn-authz/rbac/");

    /** Debugging of pods. */
    public static final URI DEBUG_PODS =
            URI.create("https://kubernetes.io/docs/tasks/debug/debug-application/debug-pods/");

    /** What makes a node ready, and its conditions. */
    public static final URI NODE_STATUS = URI.create("https://kubernetes.io/docs/reference/node/node-status/");

    /** The versions of Kubernetes and until when each is maintained. */
    public static final URI KUBERNETES_RELEASES = URI.create("https://kubernetes.io/releases/");

    /** Incidents of Azure services. */
    public static final URI SERVICE_HEALTH =
            URI.create("https://learn.microsoft.com/azure/service-health/service-health-overview");

    private ReferencePages() {}

    private static URI arc(String page) {
        return URI.create("https://learn.microsoft.com/azure/azure-arc/kubernetes/" + page);
    }
}
