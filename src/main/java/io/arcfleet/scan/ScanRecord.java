package io.arcfleet.scan;

import io.arcfleet.finding.Health;
import io.arcfleet.finding.ScanOutcome;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger says of a scan.
 *
 * @param order what was asked for
 * @param requestedAt when
 * @param deadline when it ends at the latest
 * @param cancelled whether somebody asked to end it early
 * @param clustersFound clusters of the plan, 0 before it is made
 * @param clustersDone clusters with an outcome, scanned or given up
 * @param shards shards of the plan
 * @param health clusters with a verdict, by health
 * @param outcome how it ended, null while it runs
 */
public record ScanRecord(
        ScanOrder order,
        ScanState state,
        Instant requestedAt,
        Instant deadline,
        boolean cancelled,
        int clustersFound,
        int clustersDone,
        int shards,
        Map<Health, Integer> health,
        @Nullable ScanOutcome outcome) {

    public ScanRecord {
        health = Map.copyOf(health);
    }

    /** Whether every cluster of the plan has an outcome. */
    public boolean isTerminal() {
        return state != ScanState.REQUESTED && clustersDone >= clustersFound;
    }

    /** Whether its deadline has come. */
    boolean isOverdue(Instant now) {
        return !now.isBefore(deadline);
    }
}
