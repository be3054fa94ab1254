package io.arcfleet.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What the scanner's identity may do in every subscription, role by role. */
final class CallerRoles {

    private static final Role READER = new Role(List.of("*/read"), List.of());
    private static final Role CLUSTER_USER = new Role(
            List.of(
                    "Microsoft.Resources/deployments/write",
                    "Microsoft.Resources/subscriptions/read",
                    "Microsoft.Kubernetes/connectedClusters/listClusterUserCredential/action"),
            List.of());

    private volatile List<Role> roles = List.of(READER, CLUSTER_USER);

    /** What a role allows, and what it takes out of that. */
    record Role(List<String> actions, List<String> notActions) {

        Role {
            actions = List.copyOf(actions);
            notActions = List.copyOf(notActions);
        }

        /** As Microsoft.Authorization/permissions lists it. */
        ObjectNode json() {
            ObjectNode node = Reply.JSON.createObjectNode();
            put(node.putArray("actions"), actions);
            put(node.putArray("notActions"), notActions);
            node.putArray("dataActions");
            node.putArray("notDataActions");
            return node;
        }

        private static void put(ArrayNode array, List<String> texts) {
            texts.forEach(array::add);
        }
    }

    List<Role> roles() {
        return roles;
    }

    /** Leaves one role. */
    void set(List<String> actions, List<String> notActions) {
        roles = List.of(new Role(actions, notActions));
    }
}
