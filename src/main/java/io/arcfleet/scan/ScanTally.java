package io.arcfleet.scan;

import io.arcfleet.finding.Health;
import io.arcfleet.finding.ScanOutcome;
import io.arcfleet.finding.ScanSummary;
import io.arcfleet.fleet.Fleet;
import io.arcfleet.sink.ClusterReport;
import io.arcfleet.sink.DeliveryException;
import io.arcfleet.sink.ProductVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** Counts a running scan; used by its one receiving thread. */
final class ScanTally {

    private final Set<String> waiting = new LinkedHashSet<>();
    private final Map<Health, Integer> health = new EnumMap<>(Health.class);
    private final List<ScanSummary.Missing> missing = new ArrayList<>();
    private int found;
    private int scanned;
    private int unreached;
    private int findings;
    private int lostRows;

    void planned(Fleet fleet) {
        found = fleet.clusters().size();
        fleet.clusters().forEach(target -> waiting.add(target.identity().id()));
        fleet.unread().forEach(unread -> missing.add(missing(unread)));
    }

    void scanned(ClusterReport report) {
        waiting.remove(report.target().identity().id());
        scanned++;
        health.merge(report.verdict().health(), 1, Integer::sum);
        findings += report.findings().size();
        if (report.isUnreached()) {
            unreached++;
        }
    }

    void failed(String clusterId, String why) {
        waiting.remove(clusterId);
        missing(clusterId, why);
    }

    void lost(DeliveryException e) {
        lostRows += e.lostRows();
        missing(e.lostRows() + " rows", String.valueOf(e.getMessage()));
    }

    /** Names every cluster that has no outcome. */
    void unfinished(String why) {
        waiting.forEach(clusterId -> missing(clusterId, why));
        waiting.clear();
    }

    /** What the inventory could not read, as the summary says it. */
    static ScanSummary.Missing missing(Fleet.Unread unread) {
        return new ScanSummary.Missing(
                "subscription " + unread.subscription(), unread.reason().word() + ": " + unread.detail());
    }

    void missing(String what, String why) {
        missing.add(new ScanSummary.Missing(what, why));
    }

    int lostRows() {
        return lostRows;
    }

    boolean isComplete() {
        return missing.isEmpty();
    }

    ScanSummary summary(
            ScanOrder order,
            Instant startedAt,
            Instant endedAt,
            ScanOutcome outcome,
            SortedMap<String, ScanSummary.Calls> calls) {
        return new ScanSummary(
                order.scanId(),
                order.trigger(),
                order.simulated(),
                order.scopeWords(),
                startedAt,
                endedAt,
                outcome,
                found,
                scanned,
                unreached,
                health,
                findings,
                missing,
                calls,
                ProductVersion.current());
    }
}
