package io.arcfleet.local;

import io.arcfleet.simulation.Fault;
import io.arcfleet.simulation.SimulatedCluster;
import io.arcfleet.simulation.Simulation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** Gives each fault to a cluster of its own. */
final class FaultPerCluster {

    private FaultPerCluster() {}

    /**
     * The cluster that got each fault; those that concern the whole fleet, and those that only cost time, are left out.
     */
    static Map<Fault, SimulatedCluster> give(Simulation simulation) {
        Map<Fault, SimulatedCluster> clusters = new EnumMap<>(Fault.class);
        List<SimulatedCluster> free = new ArrayList<>(simulation.clusters());
        for (Fault fault : EnumSet.complementOf(EnumSet.of(
                Fault.BLACK_HOLE,
                Fault.SLOW_API_SERVER,
                Fault.INCIDENT,
                Fault.THROTTLED_GRAPH,
                Fault.SUBSCRIPTION_FORBIDDEN))) {
            SimulatedCluster cluster = free.stream()
                    .filter(any -> simulation.canHave(any.id(), fault))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no cluster is left for " + fault));
            free.remove(cluster);
            simulation.setFaults(cluster.id(), EnumSet.of(fault));
            clusters.put(fault, cluster);
        }
        return clusters;
    }
}
