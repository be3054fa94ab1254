package io.arcfleet.check.clusterconnect;

import io.arcfleet.snapshot.Permissions;
import io.arcfleet.snapshot.ResourceDefinition;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a read of a cluster must be allowed to do; the same as the shipped rules of {@code infra/cluster-access}, which a
 * test holds.
 *
 * @param read name of the read, as its receipt has it; all logs are {@code log}
 * @param namespace empty: the rule belongs to a cluster role
 * @param resource a resource, or a path that is none
 * @param names the only objects that are read; empty for all
 */
public record ReadRule(
        String read, String namespace, String apiGroup, String resource, List<String> names, String verb) {

    private static final String CLUSTER = "";
    private static final String AGENTS = "azure-arc";
    private static final String ARC = "clusterconfig.azure.com";
    private static final String SLICES = "discovery.k8s.io";

    /** The rules of all reads; of a read that tries several namespaces, in the order in which it does. */
    public static final List<ReadRule> ALL = List.of(
            list("nodes", CLUSTER, "", "nodes"),
            list("agent bindings", CLUSTER, "rbac.authorization.k8s.io", "clusterrolebindings"),
            list("deployments", AGENTS, "apps", "deployments"),
            list("pods", AGENTS, "", "pods"),
            list("events", AGENTS, "", "events"),
            list("secrets", AGENTS, "", "secrets"),
            list("identity requests", AGENTS, ARC, "azureclusteridentityrequests"),
            list("arc certificates", AGENTS, ARC, "arccertificates"),
            list("extension configs", AGENTS, ARC, "extensionconfigs"),
            list("signing keys", AGENTS, ARC, "signingkeys"),
            list("helm", "azure-arc-release", "", "secrets"),
            list("helm", "default", "", "secrets"),
            list("flux controllers", "flux-system", "apps", "deployments"),
            list("workload identity", "arc-workload-identity", "apps", "deployments"),
            list("dns pods", "kube-system", "", "pods"),
            list("dns pods", "openshift-dns", "", "pods"),
            list("dns endpoints", "kube-system", SLICES, "endpointslices"),
            list("dns endpoints", "openshift-dns", SLICES, "endpointslices"),
            get("version", CLUSTER, "", "/version"),
            get("log", AGENTS, "", "pods/log"),
            get("config", AGENTS, "", "configmaps", "azure-clusterconfig"),
            get("metadata", AGENTS, "arc.azure.com", "connectedclusters", "clustermetadata"),
            get(
                    "resource definitions",
                    CLUSTER,
                    "apiextensions.k8s.io",
                    "customresourcedefinitions",
                    ResourceDefinition.OF_AZURE_ARC.toArray(String[]::new)),
            get("openshift version", CLUSTER, "config.openshift.io", "clusterversions", "version"),
            get("openshift privileged", CLUSTER, "security.openshift.io", "securitycontextconstraints", "privileged"));

    public ReadRule {
        names = List.copyOf(names);
    }

    private static ReadRule list(String read, String namespace, String apiGroup, String resource) {
        return new ReadRule(read, namespace, apiGroup, resource, List.of(), "list");
    }

    private static ReadRule get(String read, String namespace, String apiGroup, String resource, String... names) {
        return new ReadRule(read, namespace, apiGroup, resource, List.of(names), "get");
    }

    /** The rules of the read of this name; none for a read that needs none. */
    static List<ReadRule> of(String read) {
        String known = read.startsWith("log ") ? "log" : read;
        return ALL.stream().filter(rule -> rule.read().equals(known)).toList();
    }

    /** Whether it is among those that a review of the namespace of the agents answers. */
    boolean isOfAgents() {
        return namespace.equals(AGENTS);
    }

    /** Whether {@code permissions}, which are of its namespace, have it. */
    public boolean isIn(Permissions permissions) {
        if (resource.startsWith("/")) {
            return permissions.paths().stream().anyMatch(path -> coversPath(path, resource));
        }
        return permissions.rules().stream()
                .anyMatch(rule -> covers(rule.verbs(), verb)
                        && covers(rule.apiGroups(), apiGroup)
                        && covers(rule.resources(), resource)
                        && coversNames(rule.resourceNames()));
    }

    /** The place of the rule and what it is about, for a message. */
    String phrase() {
        return resource + (namespace.isEmpty() ? "" : " in " + namespace);
    }

    /** The rules as lines to paste below {@code rules:}, each place with a line of comment that names its role. */
    public static String yaml(List<ReadRule> rules) {
        Map<String, List<ReadRule>> byPlace =
                rules.stream().collect(Collectors.groupingBy(ReadRule::namespace, TreeMap::new, Collectors.toList()));
        return byPlace.entrySet().stream()
                .flatMap(place -> Stream.concat(
                        Stream.of(
                                place.getKey().isEmpty()
                                        ? "# ClusterRole arcfleet-scanner"
                                        : "# Role arcfleet-scanner in namespace " + place.getKey()),
                        place.getValue().stream().flatMap(ReadRule::lines)))
                .collect(Collectors.joining("\n"));
    }

    private Stream<String> lines() {
        if (resource.startsWith("/")) {
            return Stream.of("- nonResourceURLs: " + quoted(resource), "  verbs: " + quoted(verb));
        }
        return Stream.of(
                        Stream.of("- apiGroups: " + quoted(apiGroup), "  resources: " + quoted(resource)),
                        names.isEmpty()
                                ? Stream.<String>of()
                                : Stream.of("  resourceNames: " + quoted(names.toArray(String[]::new))),
                        Stream.of("  verbs: " + quoted(verb)))
                .flatMap(lines -> lines);
    }

    private static String quoted(String... words) {
        return Stream.of(words).map(word -> '"' + word + '"').collect(Collectors.joining(", ", "[", "]"));
    }

    /** A rule for some objects does not allow a list, which is of all. */
    private boolean coversNames(List<String> granted) {
        return granted.isEmpty() || (!names.isEmpty() && granted.containsAll(names));
    }

    /** A star at the end stands for any rest, as Kubernetes has it. */
    private static boolean coversPath(String granted, String wanted) {
        return granted.endsWith("*")
                ? wanted.startsWith(granted.substring(0, granted.length() - 1))
                : granted.equals(wanted);
    }

    private static boolean covers(List<String> granted, String wanted) {
        return granted.contains("*") || granted.contains(wanted);
    }
}
