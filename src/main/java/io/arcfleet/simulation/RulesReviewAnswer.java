package io.arcfleet.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/** Answers what the scanner may do in a namespace: the one POST that the API servers accept, as it changes nothing. */
final class RulesReviewAnswer {

    private static final List<String> PATH = List.of("apis", "authorization.k8s.io", "v1", "selfsubjectrulesreviews");
    private static final int LARGEST_BODY = 4096;

    private RulesReviewAnswer() {}

    /** Whether a call with these segments after the cluster's own is this question. */
    static boolean isAsked(Call call, List<String> segments) {
        return call.method().equals("POST") && segments.equals(PATH);
    }

    /** The rules of {@code infra/cluster-access}, as far as the cluster's faults leave them. */
    static Reply answer(Call call, ClusterState cluster) throws IOException {
        JsonNode question = Reply.JSON.readTree(call.body(LARGEST_BODY));
        String namespace = question.path("spec").path("namespace").asText();
        if (!question.path("kind").asText().equals("SelfSubjectRulesReview") || namespace.isEmpty()) {
            return KubernetesStatus.badRequest("no namespace on request");
        }
        ObjectNode review = Reply.JSON.createObjectNode();
        review.put("kind", "SelfSubjectRulesReview").put("apiVersion", "authorization.k8s.io/v1");
        review.putObject("metadata").putNull("creationTimestamp");
        review.putObject("spec");
        ObjectNode status = review.putObject("status");
        ArrayNode rules = status.putArray("resourceRules");
        rule(rules, "create", "authorization.k8s.io", "selfsubjectaccessreviews", "selfsubjectrulesreviews");
        if (!cluster.has(Fault.FORBIDDEN_READS)) {
            granted(rules, namespace, cluster);
        }
        ObjectNode paths = status.putArray("nonResourceRules").addObject();
        paths.putArray("verbs").add("get");
        paths.putArray("nonResourceURLs").add("/livez").add("/version");
        // Where Azure RBAC is on, its webhook decides too, and cannot list what it allows.
        status.put("incomplete", cluster.has(Fault.GUARD_BROKEN));
        return Reply.json(201, review);
    }

    private static void granted(ArrayNode rules, String namespace, ClusterState cluster) {
        boolean openShift = cluster.traits().distribution() == Distribution.OPENSHIFT;
        rule(rules, "list", "", "nodes");
        rule(rules, "list", "rbac.authorization.k8s.io", "clusterrolebindings");
        rule(rules, "get", "apiextensions.k8s.io", "customresourcedefinitions");
        if (openShift) {
            rule(rules, "get", "config.openshift.io", "clusterversions");
            rule(rules, "get", "security.openshift.io", "securitycontextconstraints");
        }
        switch (namespace) {
            case "azure-arc" -> agents(rules, cluster);
            case "azure-arc-release" -> rule(rules, "list", "", "secrets");
            case "flux-system", "arc-workload-identity" -> rule(rules, "list", "apps", "deployments");
            case "kube-system" -> dns(rules);
            case "openshift-dns" -> {
                if (openShift) {
                    dns(rules);
                }
            }
            default -> {}
        }
    }

    private static void agents(ArrayNode rules, ClusterState cluster) {
        rule(rules, "list", "apps", "deployments");
        rule(rules, "list", "", "pods", "events", "secrets");
        rule(rules, "get", "", "configmaps");
        rule(rules, "get", "arc.azure.com", "connectedclusters");
        rule(
                rules,
                "list",
                "clusterconfig.azure.com",
                "azureclusteridentityrequests",
                "arccertificates",
                "extensionconfigs",
                "signingkeys");
        if (!cluster.has(Fault.LOGS_FORBIDDEN)) {
            rule(rules, "get", "", "pods/log");
        }
    }

    private static void dns(ArrayNode rules) {
        rule(rules, "list", "", "pods");
        rule(rules, "list", "discovery.k8s.io", "endpointslices");
    }

    private static void rule(ArrayNode rules, String verb, String group, String... resources) {
        ObjectNode rule = rules.addObject();
        rule.putArray("verbs").add(verb);
        rule.putArray("apiGroups").add(group);
        ArrayNode names = rule.putArray("resources");
        for (String resource : resources) {
            names.add(resource);
        }
    }
}
