package io.arcfleet.simulation;

import java.util.Set;

/**
 * The truth about a cluster, for tests and for people who want to compare.
 *
 * @param id lower-case resource ID
 * @param subscriptionId lower-case GUID
 * @param location Azure region
 * @param faults what is wrong with it now
 */
public record SimulatedCluster(String id, String name, String subscriptionId, String location, Set<Fault> faults) {

    public SimulatedCluster {
        faults = Set.copyOf(faults);
    }
}
