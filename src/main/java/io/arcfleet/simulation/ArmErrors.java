package io.arcfleet.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The error answers of Azure's own services. */
final class ArmErrors {

    private ArmErrors() {}

    static Reply error(int status, String code, String message) {
        ObjectNode body = Reply.JSON.createObjectNode();
        body.putObject("error").put("code", code).put("message", message);
        return Reply.json(status, body);
    }

    /** The answer to a request with a wrong token, or with none. */
    static Reply unauthorized(Call call) {
        boolean missing = call.header("Authorization").isEmpty();
        String code = missing ? "AuthenticationFailed" : "InvalidAuthenticationToken";
        String message = missing
                ? "Authentication failed. The 'Authorization' header is missing."
                : "The access token is invalid.";
        return error(401, code, message)
                .with(
                        "WWW-Authenticate",
                        "Bearer authorization_uri=\"https://login.microsoftonline.com/" + ClusterTraits.TENANT
                                + "\", error=\"invalid_token\", error_description=\"" + message + "\"");
    }

    /** The answer to a caller without a role that allows {@code action}. */
    static Reply forbidden(String action, String subscription) {
        return error(
                403,
                "AuthorizationFailed",
                "The client 'scanner' with object id 'c9f7b0a4-0000-4000-8000-9d4f0b2f7c11' does not have authorization"
                        + " to perform action '" + action + "' over scope '/subscriptions/" + subscription
                        + "' or the scope is invalid. If access was recently granted, please refresh your credentials.");
    }

    static Reply notFound(Call call) {
        return error(404, "InvalidResourceType", "The resource type could not be found for '" + call.path() + "'.");
    }

    static Reply methodNotAllowed(Call call) {
        return error(
                405,
                "HttpMethodNotSupported",
                "The HTTP method '" + call.method() + "' is not supported at this path.");
    }
}
