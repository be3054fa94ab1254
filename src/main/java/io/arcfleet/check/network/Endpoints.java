package io.arcfleet.check.network;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The endpoints that the agents need, in every cloud: from the network requirements of Azure Arc-enabled Kubernetes.
 * Those of cluster connect that have checks of their own (relay, obo), and those of single extensions, are not in it.
 */
final class Endpoints {

    private static final String GATEWAY_SUFFIX = ".gw.arc.azure.com";

    private static final List<Endpoint> ALL = List.of(
            new Endpoint(
                    "azure-resource-manager",
                    "Azure Resource Manager",
                    "agents cannot report to the resource of the cluster",
                    true,
                    List.of("management.azure.com", "management.usgovcloudapi.net", "management.chinacloudapi.cn")),
            new Endpoint(
                    "data-plane",
                    "the configuration service of Azure Arc",
                    "agents can neither push the status of the cluster nor fetch extensions and configurations",
                    true,
                    List.of(
                            "*.dp.kubernetesconfiguration.azure.com",
                            "*.dp.kubernetesconfiguration.azure.us",
                            "*.dp.kubernetesconfiguration.azure.cn")),
            new Endpoint(
                    "sign-in",
                    "Microsoft Entra sign-in",
                    "agents get no tokens, and nothing of Azure answers them without one",
                    true,
                    List.of(
                            "login.microsoftonline.com",
                            "*.login.microsoft.com",
                            "login.windows.net",
                            "login.microsoftonline.us",
                            "*.login.microsoftonline.us",
                            "login.chinacloudapi.cn",
                            "*.login.chinacloudapi.cn",
                            "login.partner.microsoftonline.cn")),
            new Endpoint(
                    "identity",
                    "the hybrid identity service",
                    "the certificate of the cluster's identity can be neither fetched nor renewed",
                    true,
                    List.of("*.his.arc.azure.com", "*.his.arc.azure.us", "*.his.arc.azure.cn")),
            new Endpoint(
                    "gateway",
                    "the Arc gateway",
                    "nothing that the agents send through the gateway arrives",
                    true,
                    List.of("*" + GATEWAY_SUFFIX)),
            new Endpoint(
                    "images",
                    "the registry of the agents' images",
                    "agents can be neither started on another node nor upgraded",
                    false,
                    List.of(
                            "mcr.microsoft.com",
                            "*.data.mcr.microsoft.com",
                            "mcr.azk8s.cn",
                            "quay.azk8s.cn",
                            "registryk8s.azk8s.cn",
                            "k8sgcr.azk8s.cn",
                            "usgcr.azk8s.cn",
                            "dockerhub.azk8s.cn")),
            new Endpoint(
                    "kubectl-download",
                    "the download of kubectl",
                    "agents cannot upgrade themselves",
                    false,
                    List.of("dl.k8s.io")),
            new Endpoint(
                    "notifications",
                    "the guest notification service",
                    "cluster connect and custom locations do not work",
                    false,
                    List.of(
                            "guestnotificationservice.azure.com",
                            "*.guestnotificationservice.azure.com",
                            "guestnotificationservice.azure.us",
                            "*.guestnotificationservice.azure.us",
                            "guestnotificationservice.azure.cn",
                            "*.guestnotificationservice.azure.cn",
                            "sts.windows.net",
                            "sts.chinacloudapi.cn")),
            new Endpoint(
                    "graph",
                    "Microsoft Graph",
                    "Azure RBAC cannot look up the groups of a caller",
                    false,
                    List.of("graph.microsoft.com", "graph.chinacloudapi.cn")));

    /** The suffixes of the endpoints of cluster connect that are judged elsewhere. */
    private static final List<String> OF_CLUSTER_CONNECT = List.of(
            ".obo.arc.azure.com",
            ".obo.arc.azure.us",
            ".obo.arc.azure.cn",
            ".servicebus.windows.net",
            ".servicebus.usgovcloudapi.net",
            ".servicebus.chinacloudapi.cn");

    private Endpoints() {}

    /**
     * A group of hosts that serve one purpose.
     *
     * @param id stable, the subject of an issue about it without its prefix
     * @param purpose what it is, a noun
     * @param consequence what does not work when it is blocked, a clause
     * @param needed whether the cluster falls offline without it, at once or when its certificate ends
     * @param hosts exact names, or {@code *.} and what a name ends with
     */
    record Endpoint(String id, String purpose, String consequence, boolean needed, List<String> hosts) {

        String subject() {
            return "endpoint/" + id;
        }

        private boolean has(String host) {
            return hosts.stream()
                    .anyMatch(known -> known.startsWith("*.") ? host.endsWith(known.substring(1)) : host.equals(known));
        }
    }

    /** The group to which {@code host} belongs. */
    static Optional<Endpoint> of(String host) {
        String name = plain(host);
        return ALL.stream().filter(endpoint -> endpoint.has(name)).findFirst();
    }

    /** Whether the agents call {@code host} at all, for cluster connect too. */
    static boolean areCalled(String host) {
        return of(host).isPresent() || OF_CLUSTER_CONNECT.stream().anyMatch(plain(host)::endsWith);
    }

    /** Whether {@code host} is an Arc gateway. */
    static boolean isGateway(String host) {
        return plain(host).endsWith(GATEWAY_SUFFIX);
    }

    /** The cloud of a host of the table, in words. */
    static String cloud(String host) {
        String name = plain(host);
        if (name.endsWith(".cn")) {
            return "Azure operated by 21Vianet";
        }
        return name.endsWith(".us") || name.endsWith(".usgovcloudapi.net") ? "Azure Government" : "Azure";
    }

    /** The subjects of the groups without which the cluster falls offline. */
    static Set<String> neededSubjects() {
        return ALL.stream().filter(Endpoint::needed).map(Endpoint::subject).collect(Collectors.toSet());
    }

    private static String plain(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
