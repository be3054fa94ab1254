package io.arcfleet.access;

import java.nio.charset.StandardCharsets;

/** The one question that Kubernetes takes as a POST: what the caller may do in a namespace. */
final class RulesReview {

    /** Where it is asked. */
    static final KubernetesRequest REQUEST =
            KubernetesRequest.json("/apis/authorization.k8s.io/v1/selfsubjectrulesreviews");

    /** The status of the answer: a review is "created", although nothing is stored. */
    static final int CREATED = 201;

    private RulesReview() {}

    /** The body for a namespace, whose name is a DNS label: nothing in it needs escaping. */
    static byte[] question(String namespace) {
        String question = "{\"kind\":\"SelfSubjectRulesReview\",\"apiVersion\":\"authorization.k8s.io/v1\","
                + "\"spec\":{\"namespace\":\"" + namespace + "\"}}";
        return question.getBytes(StandardCharsets.UTF_8);
    }
}
