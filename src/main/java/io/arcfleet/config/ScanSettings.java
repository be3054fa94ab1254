package io.arcfleet.config;

import java.time.Duration;

/**
 * How a scan runs.
 *
 * @param concurrency clusters in flight at most, 1 or more
 * @param clusterTimeout deadline of one cluster, from its first call to its verdict
 * @param timeout deadline of the whole scan
 */
public record ScanSettings(int concurrency, Duration clusterTimeout, Duration timeout) {

    /** 64 clusters in flight, 30 seconds a cluster, 30 minutes a scan. */
    public static ScanSettings defaults() {
        return new ScanSettings(64, Duration.ofSeconds(30), Duration.ofMinutes(30));
    }
}
