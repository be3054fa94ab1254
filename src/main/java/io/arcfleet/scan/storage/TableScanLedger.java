package io.arcfleet.scan.storage;

import com.azure.data.tables.TableServiceClient;
import com.azure.storage.blob.BlobServiceClient;
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
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * A ledger in an Azure Storage account, shared by all instances of the app. A scan's state is an entity that changes by its
 * ETag; large parts are written to blobs before the entity names them, so that a crash between both leaves blobs that
 * nobody reads and the retention deletes.
 */
public final class TableScanLedger implements ScanLedger {

    private final ScanTable table;
    private final ScanBooks books;

    /** The ledger in the given account; its table and its container are made on first use. */
    public TableScanLedger(TableServiceClient tables, BlobServiceClient blobs) {
        table = new ScanTable(tables);
        books = new ScanBooks(new ScanBlobs(blobs, ScanBooks.CONTAINER));
    }

    @Override
    public ScanRecord admit(ScanOrder order, String scopeKey, Instant at, Instant deadline) {
        ScanHead admitted = ScanHead.admitted(order, scopeKey, at, deadline);
        for (Attempts attempts = new Attempts("admit scan " + order.scanId()); ; attempts.pause()) {
            Optional<ScanHead> there = table.byScope(admitted.scopeRow())
                    .filter(scan -> !scan.hasEnded())
                    .or(() -> table.byScanId(order.scanId()));
            if (there.isPresent()) {
                return record(there.get());
            }
            if (table.add(admitted)) {
                return admitted.record(ShardTally.none());
            }
        }
    }

    @Override
    public Optional<ScanRecord> find(String scanId) {
        return table.byScanId(scanId).map(this::record);
    }

    @Override
    public List<ScanRecord> recent(int limit) {
        return table.newest(limit).stream().map(this::record).toList();
    }

    @Override
    public List<ScanRecord> running() {
        return table.running().stream()
                .map(this::record)
                .sorted(Comparator.comparing(ScanRecord::requestedAt))
                .toList();
    }

    @Override
    public ScanRecord plan(String scanId, ScanPlan plan) {
        ScanHead scan = existing(scanId);
        if (scan.plan() != null || scan.hasEnded()) {
            return record(scan);
        }
        ScanHead.Plan written = books.writePlan(scan, UUID.randomUUID().toString(), plan);
        return record(change(
                scanId,
                current -> current.plan() == null && !current.hasEnded()
                        ? Optional.of(current.withPlan(written))
                        : Optional.empty()));
    }

    @Override
    public List<ClusterTarget> shard(String scanId, int shard) {
        return books.targets(withShard(scanId, shard), shard);
    }

    @Override
    public List<ClusterOutcome> outcomes(String scanId, int shard) {
        return books.outcomes(withShard(scanId, shard), shard);
    }

    @Override
    public ScanRecord add(String scanId, int shard, List<ClusterOutcome> outcomes) {
        ScanHead scan = withShard(scanId, shard);
        if (!scan.hasEnded()) {
            books.add(scan, shard, outcomes);
        }
        return record(existing(scanId));
    }

    @Override
    public boolean announceEnd(String scanId) {
        // By name, because the change may have been made though its answer was lost, and then looks like another's.
        String caller = UUID.randomUUID().toString();
        ScanHead announced = change(
                scanId,
                scan -> scan.endAnnouncer() == null ? Optional.of(scan.withEndAnnouncer(caller)) : Optional.empty());
        return caller.equals(announced.endAnnouncer());
    }

    @Override
    public void addCalls(String scanId, String run, SortedMap<String, ScanSummary.Calls> calls) {
        books.addCalls(existing(scanId), run, calls);
    }

    @Override
    public Optional<ScanRecord> cancel(String scanId) {
        return table.byScanId(scanId)
                .map(found -> change(
                        scanId,
                        scan -> scan.cancelled() || scan.hasEnded()
                                ? Optional.empty()
                                : Optional.of(scan.withCancelled())))
                .map(this::record);
    }

    @Override
    public Optional<Account> account(String scanId) {
        return table.byScanId(scanId).map(scan -> books.account(scan, record(scan)));
    }

    @Override
    public boolean end(String scanId, ScanSummary summary) {
        ScanHead running = existing(scanId);
        if (running.hasEnded()) {
            return false;
        }
        String summaryId = UUID.randomUUID().toString();
        books.writeSummary(running, summaryId, summary);
        ScanHead ended = change(
                scanId,
                scan -> scan.hasEnded()
                        ? Optional.empty()
                        : Optional.of(scan.withEnding(new ScanHead.Ending(
                                summaryId, summary.endedAt(), summary.outcome(), books.tally(scan)))));
        return ended.ending() != null && ended.ending().summaryId().equals(summaryId);
    }

    @Override
    public Optional<ScanSummary> summary(String scanId) {
        return table.byScanId(scanId).flatMap(books::summary);
    }

    @Override
    public int deleteOlderThan(Duration retention, Instant at) {
        Instant oldest = at.minus(retention);
        int deleted = 0;
        // A scan ends after it was requested, so the younger ones need not be looked at.
        for (ScanHead scan : table.requestedBefore(oldest)) {
            if (scan.ending() != null && scan.ending().at().isBefore(oldest)) {
                // Blobs first: after a crash in between, the entity is still there to find the rest.
                books.delete(scan);
                deleted += table.delete(scan) ? 1 : 0;
            }
        }
        return deleted;
    }

    /** Changes a scan's entity until it is the latest version that was changed, or there is nothing to change. */
    private ScanHead change(String scanId, Function<ScanHead, Optional<ScanHead>> change) {
        for (Attempts attempts = new Attempts("change scan " + scanId); ; attempts.pause()) {
            ScanHead current = existing(scanId);
            Optional<ScanHead> changed = change.apply(current);
            if (changed.isEmpty()) {
                return current;
            }
            if (table.update(changed.get())) {
                return changed.get();
            }
        }
    }

    private ScanRecord record(ScanHead scan) {
        return scan.record(scan.plan() == null || scan.hasEnded() ? ShardTally.none() : books.tally(scan));
    }

    private ScanHead withShard(String scanId, int shard) {
        ScanHead scan = existing(scanId);
        if (scan.plan() == null || shard < 0 || shard >= scan.plan().shards()) {
            throw new NoSuchElementException("scan " + scanId + " has no shard " + shard);
        }
        return scan;
    }

    private ScanHead existing(String scanId) {
        return table.byScanId(scanId).orElseThrow(() -> new NoSuchElementException("there is no scan " + scanId));
    }
}
