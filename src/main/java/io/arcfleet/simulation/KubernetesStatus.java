package io.arcfleet.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The error answers of a Kubernetes API server. */
final class KubernetesStatus {

    private KubernetesStatus() {}

    static Reply unauthorized() {
        return status(401, "Unauthorized", "Unauthorized", "");
    }

    /** The caller may not do {@code verb} with {@code resource} of {@code group} in {@code namespace}, which may be empty. */
    static Reply forbidden(String verb, String resource, String group, String namespace) {
        String scope = namespace.isEmpty() ? "at the cluster scope" : "in the namespace \"" + namespace + "\"";
        return status(
                403,
                "Forbidden",
                resource + " is forbidden: User \"system:serviceaccount:arcfleet:arcfleet-scanner\" cannot " + verb
                        + " resource \"" + resource + "\" in API group \"" + group + "\" " + scope,
                resource);
    }

    static Reply notFound(String resource, String name) {
        return status(404, "NotFound", resource + " \"" + name + "\" not found", resource);
    }

    static Reply badRequest(String message) {
        return status(400, "BadRequest", message, "");
    }

    static Reply methodNotAllowed() {
        return status(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", "");
    }

    private static Reply status(int code, String reason, String message, String resource) {
        ObjectNode body = Reply.JSON.createObjectNode();
        body.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
        body.put("status", "Failure").put("message", message).put("reason", reason);
        if (!resource.isEmpty()) {
            body.putObject("details").put("kind", resource);
        }
        body.put("code", code);
        return Reply.json(code, body);
    }
}
