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
 * @param credentials how many cluster credentials are given before requests are throttled
 */
public record SimulationSettings(
        int clusters,
        long seed,
        Duration latency,
        FaultPlan faults,
        int pageSize,
        boolean recordRequests,
        CredentialRate credentials) {

    /** The bucket of writes in Resource Manager. */
    private static final CredentialRate WRITES = new CredentialRate(200, 10);

    /**
     * A token bucket for each subscription and region.
     *
     * @param burst requests at once, 1 or more
     * @param perSecond requests a second after that, 1 or more
     */
    public record CredentialRate(int burst, int perSecond) {

        public CredentialRate {
            if (burst < 1 || perSecond < 1) {
                throw new IllegalArgumentException("burst and perSecond must be 1 or more");
            }
        }
    }

    public SimulationSettings {
        if (clusters < 1 || pageSize < 1) {
            throw new IllegalArgumentException("clusters and pageSize must be 1 or more");
        }
        if (latency.isNegative()) {
            throw new IllegalArgumentException("latency must not be negative");
        }
    }

    /** Healthy clusters, seed 1, no latency, pages of 100, requests only counted, credentials at the rate of writes. */
    public static SimulationSettings of(int clusters) {
        return new SimulationSettings(clusters, 1, Duration.ZERO, new FaultPlan.None(), 100, false, WRITES);
    }

    /** The same with another seed. */
    public SimulationSettings withSeed(long other) {
        return new SimulationSettings(clusters, other, latency, faults, pageSize, recordRequests, credentials);
    }

    /** The same with another latency. */
    public SimulationSettings withLatency(Duration other) {
        return new SimulationSettings(clusters, seed, other, faults, pageSize, recordRequests, credentials);
    }

    /** The same with other faults. */
    public SimulationSettings withFaults(FaultPlan other) {
        return new SimulationSettings(clusters, seed, latency, other, pageSize, recordRequests, credentials);
    }

    /** The same with another page size. */
    public SimulationSettings withPageSize(int other) {
        return new SimulationSettings(clusters, seed, latency, faults, other, recordRequests, credentials);
    }

    /** The same with requests kept one by one. */
    public SimulationSettings recording() {
        return new SimulationSettings(clusters, seed, latency, faults, pageSize, true, credentials);
    }

    /** The same with credentials at another rate. */
    public SimulationSettings withCredentials(CredentialRate other) {
        return new SimulationSettings(clusters, seed, latency, faults, pageSize, recordRequests, other);
    }
}
