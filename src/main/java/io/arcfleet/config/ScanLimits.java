package io.arcfleet.config;

import java.time.Duration;

/**
 * The bounds of a scan.
 *
 * @param concurrency clusters in flight at most, 1 or more
 * @param clusterTimeout deadline of one cluster, from its first call to its verdict
 * @param timeout deadline of the whole scan
 */
public record ScanLimits(int concurrency, Duration clusterTimeout, Duration timeout) {

    /** 64 clusters in flight, 30 seconds a cluster, 30 minutes a scan. */
    public static ScanLimits defaults() {
        return new ScanLimits(64, Duration.ofSeconds(30), Duration.ofMinutes(30));
    }
}
