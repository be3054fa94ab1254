package io.arcfleet.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What only OpenShift has, with slots for what differs between clusters. */
final class OpenShiftObjects {

    private OpenShiftObjects() {}

    /** The cluster version. */
    static ObjectNode version() {
        ObjectNode version = Reply.JSON.createObjectNode();
        version.put("kind", "ClusterVersion").put("apiVersion", "config.openshift.io/v1");
        version.putObject("metadata").put("name", "version").put("creationTimestamp", "<created>");
        version.putObject("spec").put("channel", "stable");
        ObjectNode status = version.putObject("status");
        status.putObject("desired").put("version", "<openshift>");
        status.putArray("history").addObject().put("state", "Completed").put("version", "<openshift>");
        return version;
    }

    /** The security context constraint privileged, which kube-aad-proxy may use where that was granted. */
    static ObjectNode privileged(boolean granted) {
        ObjectNode constraint = Reply.JSON.createObjectNode();
        constraint.put("kind", "SecurityContextConstraints").put("apiVersion", "security.openshift.io/v1");
        constraint.putObject("metadata").put("name", "privileged").put("creationTimestamp", "<created>");
        constraint.put("allowPrivilegedContainer", true);
        ArrayNode users = constraint.putArray("users").add("system:admin");
        if (granted) {
            users.add("system:serviceaccount:azure-arc:" + AgentWorkload.KUBE_AAD_PROXY.serviceAccount());
        }
        constraint
                .putArray("groups")
                .add("system:cluster-admins")
                .add("system:nodes")
                .add("system:masters");
        return constraint;
    }
}
