package io.arcfleet.scan.memory;

import io.arcfleet.finding.ScanSummary;
import io.arcfleet.scan.ClusterOutcome;
import io.arcfleet.scan.ScanLedger;
import io.arcfleet.scan.ScanOrder;
import io.arcfleet.scan.ScanPlan;
import io.arcfleet.scan.ScanRecord;
import io.arcfleet.snapshot.ClusterTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/** A ledger that lives as long as its process. */
public final class InMemoryScanLedger implements ScanLedger {

    private final Map<String, LedgerEntry> scans = new LinkedHashMap<>();

    /** A ledger without scans. */
    public InMemoryScanLedger() {}

    @Override
    public synchronized ScanRecord admit(ScanOrder order, String scopeKey, Instant at, Instant deadline) {
        return scans.values().stream()
                .filter(scan -> !scan.hasEnded() && scan.scopeKey.equals(scopeKey))
                .findFirst()
                .orElseGet(() ->
                        scans.computeIfAbsent(order.scanId(), scanId -> new LedgerEntry(order, scopeKey, at, deadline)))
                .record();
    }

    @Override
    public synchronized Optional<ScanRecord> find(String scanId) {
        return Optional.ofNullable(scans.get(scanId)).map(LedgerEntry::record);
    }

    @Override
    public synchronized List<ScanRecord> recent(int limit) {
        return byAge().toList().reversed().stream()
                .limit(limit)
                .map(LedgerEntry::record)
                .toList();
    }

    @Override
    public synchronized List<ScanRecord> running() {
        return byAge().filter(scan -> !scan.hasEnded()).map(LedgerEntry::record).toList();
    }

    @Override
    public synchronized ScanRecord plan(String scanId, ScanPlan plan) {
        LedgerEntry scan = existing(scanId);
        scan.plan(plan);
        return scan.record();
    }

    @Override
    public synchronized List<ClusterTarget> shard(String scanId, int shard) {
        return existing(scanId).shard(shard);
    }

    @Override
    public synchronized List<ClusterOutcome> outcomes(String scanId, int shard) {
        return existing(scanId).outcomes(shard);
    }

    @Override
    public synchronized ScanRecord add(String scanId, int shard, List<ClusterOutcome> outcomes) {
        LedgerEntry scan = existing(scanId);
        scan.add(shard, outcomes);
        return scan.record();
    }

    @Override
    public synchronized boolean announceEnd(String scanId) {
        return existing(scanId).announceEnd();
    }

    @Override
    public synchronized void addCalls(String scanId, String run, SortedMap<String, ScanSummary.Calls> calls) {
        existing(scanId).addCalls(run, calls);
    }

    @Override
    public synchronized Optional<ScanRecord> cancel(String scanId) {
        Optional<LedgerEntry> scan = Optional.ofNullable(scans.get(scanId));
        scan.ifPresent(LedgerEntry::cancel);
        return scan.map(LedgerEntry::record);
    }

    @Override
    public synchronized Optional<Account> account(String scanId) {
        return Optional.ofNullable(scans.get(scanId)).map(LedgerEntry::account);
    }

    @Override
    public synchronized boolean end(String scanId, ScanSummary summary) {
        return existing(scanId).end(summary);
    }

    @Override
    public synchronized Optional<ScanSummary> summary(String scanId) {
        return Optional.ofNullable(scans.get(scanId)).map(LedgerEntry::summary);
    }

    @Override
    public synchronized int deleteOlderThan(Duration retention, Instant at) {
        Instant oldest = at.minus(retention);
        int before = scans.size();
        scans.values().removeIf(scan -> {
            ScanSummary summary = scan.summary();
            return summary != null && summary.endedAt().isBefore(oldest);
        });
        return before - scans.size();
    }

    private Stream<LedgerEntry> byAge() {
        return scans.values().stream().sorted(Comparator.comparing(LedgerEntry::requestedAt));
    }

    private LedgerEntry existing(String scanId) {
        LedgerEntry scan = scans.get(scanId);
        if (scan == null) {
            throw new NoSuchElementException("there is no scan " + scanId);
        }
        return scan;
    }
}
