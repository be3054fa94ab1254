package io.arcfleet.scan.memory;

import io.arcfleet.finding.Health;
import io.arcfleet.finding.ScanSummary;
import io.arcfleet.scan.ClusterOutcome;
import io.arcfleet.scan.ScanLedger;
import io.arcfleet.scan.ScanOrder;
import io.arcfleet.scan.ScanPlan;
import io.arcfleet.scan.ScanRecord;
import io.arcfleet.scan.ScanState;
import io.arcfleet.snapshot.ClusterTarget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One scan of {@link InMemoryScanLedger}; used under its lock. */
final class LedgerEntry {

    final String scopeKey;
    private final ScanOrder order;
    private final Instant requestedAt;
    private final Instant deadline;
    private final List<Map<String, ClusterOutcome>> outcomes = new ArrayList<>();
    private final Map<String, SortedMap<String, ScanSummary.Calls>> calls = new HashMap<>();
    private boolean cancelled;
    private boolean endAnnounced;
    private @Nullable ScanPlan plan;
    private @Nullable ScanSummary summary;

    LedgerEntry(ScanOrder order, String scopeKey, Instant requestedAt, Instant deadline) {
        this.order = order;
        this.scopeKey = scopeKey;
        this.requestedAt = requestedAt;
        this.deadline = deadline;
    }

    Instant requestedAt() {
        return requestedAt;
    }

    boolean hasEnded() {
        return summary != null;
    }

    @Nullable
    ScanSummary summary() {
        return summary;
    }

    void plan(ScanPlan first) {
        if (plan != null || summary != null) {
            return;
        }
        plan = first;
        first.shards().forEach(shard -> outcomes.add(new LinkedHashMap<>()));
    }

    List<ClusterTarget> shard(int shard) {
        if (plan == null || shard < 0 || shard >= plan.shards().size()) {
            throw new NoSuchElementException("scan " + order.scanId() + " has no shard " + shard);
        }
        return plan.shards().get(shard);
    }

    List<ClusterOutcome> outcomes(int shard) {
        shard(shard);
        return List.copyOf(outcomes.get(shard).values());
    }

    void add(int shard, List<ClusterOutcome> added) {
        shard(shard);
        if (summary == null) {
            added.forEach(outcome -> outcomes.get(shard).putIfAbsent(outcome.clusterId(), outcome));
        }
    }

    boolean announceEnd() {
        boolean first = !endAnnounced;
        endAnnounced = true;
        return first;
    }

    void addCalls(String run, SortedMap<String, ScanSummary.Calls> added) {
        calls.putIfAbsent(run, new TreeMap<>(added));
    }

    void cancel() {
        cancelled |= summary == null;
    }

    boolean end(ScanSummary last) {
        if (summary != null) {
            return false;
        }
        summary = last;
        return true;
    }

    ScanLedger.Account account() {
        SortedMap<String, ScanSummary.Calls> sum = new TreeMap<>();
        calls.values()
                .forEach(run -> run.forEach((service, count) -> sum.merge(service, count, ScanSummary.Calls::plus)));
        return new ScanLedger.Account(
                record(),
                allOutcomes(),
                plan == null
                        ? List.of()
                        : plan.shards().stream()
                                .flatMap(List::stream)
                                .map(target -> target.identity().id())
                                .toList(),
                plan == null ? List.of() : plan.missing(),
                sum);
    }

    ScanRecord record() {
        Map<Health, Integer> health = new EnumMap<>(Health.class);
        List<ClusterOutcome> all = allOutcomes();
        for (ClusterOutcome outcome : all) {
            if (outcome.health() != null) {
                health.merge(outcome.health(), 1, Integer::sum);
            }
        }
        ScanState running = plan == null ? ScanState.REQUESTED : ScanState.RUNNING;
        return new ScanRecord(
                order,
                summary == null ? running : ScanState.ENDED,
                requestedAt,
                deadline,
                cancelled,
                plan == null ? 0 : plan.clusters(),
                all.size(),
                plan == null ? 0 : plan.shards().size(),
                health,
                summary == null ? null : summary.outcome());
    }

    private List<ClusterOutcome> allOutcomes() {
        return outcomes.stream().flatMap(shard -> shard.values().stream()).toList();
    }
}
