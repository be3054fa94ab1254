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
        if (namespace.equals("azure-arc") && !cluster.has(Fault.FORBIDDEN_READS)) {
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
        status.putArray("nonResourceRules")
                .addObject()
                .set("verbs", Reply.JSON.createArrayNode().add("get"));
        status.put("incomplete", false);
        return Reply.json(201, review);
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
