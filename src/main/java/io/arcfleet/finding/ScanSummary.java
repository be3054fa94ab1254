package io.arcfleet.finding;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a whole scan did.
 *
 * @param scanId identity of the scan
 * @param trigger who asked: {@code command line}, {@code timer}, {@code http}
 * @param simulated whether the fleet was simulated
 * @param scope what was asked for, named values
 * @param clustersFound clusters of the inventory after the filters
 * @param clustersScanned clusters with a verdict
 * @param clustersUnreached of the scanned ones, those whose API server was not reached although that was asked for
 * @param health clusters by health
 * @param findings number of findings
 * @param missing what is not in the result although it was asked for, and why
 * @param calls calls by service, for example {@code resource graph}
 */
public record ScanSummary(
        String scanId,
        String trigger,
        boolean simulated,
        Map<String, String> scope,
        Instant startedAt,
        Instant endedAt,
        ScanOutcome outcome,
        int clustersFound,
        int clustersScanned,
        int clustersUnreached,
        Map<Health, Integer> health,
        int findings,
        List<Missing> missing,
        SortedMap<String, Calls> calls,
        String productVersion) {

    public ScanSummary {
        scope = Map.copyOf(scope);
        health = Map.copyOf(health);
        missing = List.copyOf(missing);
        calls = Collections.unmodifiableSortedMap(new TreeMap<>(calls));
    }

    /** Something that was asked for and is not in the result: a subscription, a cluster, rows. */
    public record Missing(String what, String why) {}

    /** Calls to one service: how many, how many answers were "too many requests", and the time spent waiting. */
    public record Calls(long calls, long throttles, Duration waited) {

        /** The sum of both. */
        public Calls plus(Calls other) {
            return new Calls(calls + other.calls, throttles + other.throttles, waited.plus(other.waited));
        }
    }

    /** Number of clusters in {@code state}. */
    public int count(Health state) {
        return health.getOrDefault(state, 0);
    }
}
