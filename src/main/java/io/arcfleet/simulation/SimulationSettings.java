package io.arcfleet.simulation;

import java.time.Duration;

/**
 * What is simulated.
 *
 * @param clusters number of clusters, 1 or more
 * @param seed decides everything about the fleet; the same seed gives the same fleet
 * @param latency added to every answer
 * @param faults what is wrong at the start
 * @param pageSize entries a page of the Resource Manager's lists, 1 or more
 * @param recordRequests whether requests are kept one by one, the last 10,000 of them, not only counted
 */
public record SimulationSettings(
        int clusters, long seed, Duration latency, FaultPlan faults, int pageSize, boolean recordRequests) {

    public SimulationSettings {
        if (clusters < 1 || pageSize < 1) {
            throw new IllegalArgumentException("clusters and pageSize must be 1 or more");
        }
        if (latency.isNegative()) {
            throw new IllegalArgumentException("latency must not be negative");
        }
    }

    /** Healthy clusters, seed 1, no latency, pages of 100, requests only counted. */
    public static SimulationSettings of(int clusters) {
        return new SimulationSettings(clusters, 1, Duration.ZERO, new FaultPlan.None(), 100, false);
    }

    /** The same with another seed. */
    public SimulationSettings withSeed(long other) {
        return new SimulationSettings(clusters, other, latency, faults, pageSize, recordRequests);
    }

    /** The same with another latency. */
    public SimulationSettings withLatency(Duration other) {
        return new SimulationSettings(clusters, seed, other, faults, pageSize, recordRequests);
    }

    /** The same with other faults. */
    public SimulationSettings withFaults(FaultPlan other) {
        return new SimulationSettings(clusters, seed, latency, other, pageSize, recordRequests);
    }

    /** The same with another page size. */
    public SimulationSettings withPageSize(int other) {
        return new SimulationSettings(clusters, seed, latency, faults, other, recordRequests);
    }

    /** The same with requests kept one by one. */
    public SimulationSettings recording() {
        return new SimulationSettings(clusters, seed, latency, faults, pageSize, true);
    }
}
