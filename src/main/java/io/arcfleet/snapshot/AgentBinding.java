package io.arcfleet.snapshot;

import java.util.Set;

/**
 * A cluster role binding that names service accounts of azure-arc.
 *
 * @param role name of the cluster role
 * @param serviceAccounts names of the service accounts of azure-arc among its subjects; {@code *} for the group of all
 */
public record AgentBinding(String name, String role, Set<String> serviceAccounts) {

    public AgentBinding {
        serviceAccounts = Set.copyOf(serviceAccounts);
    }
}
