package io.arcfleet.simulation;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The fleet-wide faults of a simulation. */
final class FleetFaults {

    private final SimulatedFleet fleet;
    private final Set<String> throttledOnce = ConcurrentHashMap.newKeySet();
    private volatile Set<Fault> faults = Set.of();

    FleetFaults(SimulatedFleet fleet) {
        this.fleet = fleet;
    }

    void set(Set<Fault> changed) {
        if (!changed.stream().allMatch(Fault::fleetWide)) {
            throw new IllegalArgumentException("not fleet-wide: " + changed);
        }
        faults = Set.copyOf(changed);
        throttledOnce.clear();
    }

    /** Whether the list of this subscription is refused: that of the first cluster's, so that it hides something. */
    boolean forbids(String subscription) {
        return faults.contains(Fault.SUBSCRIPTION_FORBIDDEN)
                && fleet.clusters().getFirst().traits().subscription().id().equalsIgnoreCase(subscription);
    }

    /** A cluster in whose region Azure has an incident: the first one. */
    Optional<ClusterState> incident() {
        return faults.contains(Fault.INCIDENT) ? fleet.clusters().stream().findFirst() : Optional.empty();
    }

    /** Whether this call of {@code query} is throttled; the first one is. */
    boolean throttles(String query) {
        return faults.contains(Fault.THROTTLED_GRAPH) && throttledOnce.add(query);
    }
}
