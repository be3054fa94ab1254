package io.arcfleet.scan;

import io.arcfleet.config.ScanLimits;
import io.arcfleet.finding.ScanOutcome;
import io.arcfleet.finding.ScanSummary;
import io.arcfleet.fleet.Fleet;
import io.arcfleet.fleet.FleetInventory;
import io.arcfleet.fleet.InventoryException;
import io.arcfleet.sink.ClusterReport;
import io.arcfleet.sink.DeliveryException;
import io.arcfleet.sink.FindingSink;
import io.arcfleet.snapshot.ClusterTarget;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scans a fleet in one process: inventory, clusters on virtual threads with a bound on those in flight, delivery in
 * batches by the calling thread, summary. Whatever happens to one cluster, the others go on; whatever happens to the
 * scan, what is done is delivered and what is missing is named.
 */
public final class FleetScan {

    private static final Logger LOG = LoggerFactory.getLogger(FleetScan.class);

    /** Reports per delivery: enough rows for a good fill of an ingestion call, few enough to hold in memory. */
    private static final int BATCH = 100;

    private static final Duration POLL = Duration.ofMillis(200);

    /** The inventory ends itself at the deadline and says what was missing; this is how much later it is given up. */
    private static final Duration INVENTORY_GRACE = Duration.ofSeconds(5);

    private final FleetInventory inventory;
    private final BiFunction<ScanOrder, ClusterTarget, ClusterReport> clusterScan;
    private final FindingSink sink;
    private final ScanLimits settings;
    private final Supplier<SortedMap<String, ScanSummary.Calls>> calls;
    private final Clock clock;
    private final AtomicBoolean cancelled = new AtomicBoolean();

    /**
     * Joins the parts of a scan.
     *
     * @param clusterScan scans one cluster, called by many threads at once
     * @param calls the calls counted so far, by service, for the summary
     */
    public FleetScan(
            FleetInventory inventory,
            BiFunction<ScanOrder, ClusterTarget, ClusterReport> clusterScan,
            FindingSink sink,
            ScanLimits settings,
            Supplier<SortedMap<String, ScanSummary.Calls>> calls,
            Clock clock) {
        this.inventory = inventory;
        this.clusterScan = clusterScan;
        this.sink = sink;
        this.settings = settings;
        this.calls = calls;
        this.clock = clock;
    }

    /** Ends a running scan soon: no further cluster is started, those in flight are dropped, the rest is delivered. */
    public void cancel() {
        cancelled.set(true);
    }

    /** Runs the scan to its end and returns its summary, which was delivered too if that was possible. */
    public ScanSummary run(ScanOrder order, ScanProgress progress) {
        return ScanContext.ofScan(order.scanId()).call(() -> runInContext(order, progress));
    }

    private ScanSummary runInContext(ScanOrder order, ScanProgress progress) {
        Instant startedAt = clock.instant();
        Instant deadline = startedAt.plus(settings.timeout());
        ScanTally tally = new ScanTally();
        Fleet fleet;
        try {
            fleet = listed(order, deadline);
        } catch (InventoryException e) {
            LOG.atInfo().log("the inventory failed: {}", e.getMessage());
            tally.missing("inventory", String.valueOf(e.getMessage()));
            return conclude(order, tally, startedAt, cancelled.get() ? ScanOutcome.CANCELLED : ScanOutcome.FAILED);
        }
        tally.planned(fleet);
        progress.planned(fleet);
        scanClusters(order, fleet.clusters(), deadline, tally, progress);
        tally.unfinished(cancelled.get() ? "the scan was cancelled" : "the deadline of the scan passed");
        return conclude(order, tally, startedAt, outcome(tally));
    }

    /** Lists the fleet on a thread of its own, so that neither a cancellation nor the deadline waits for it. */
    private Fleet listed(ScanOrder order, Instant deadline) {
        FutureTask<Fleet> listing = new FutureTask<>(() -> inventory.list(order.scope(), deadline));
        Thread.ofVirtual().name("inventory").start(listing);
        try {
            Fleet fleet = null;
            while (fleet == null) {
                if (cancelled.get()) {
                    throw new InventoryException("the scan was cancelled");
                }
                if (clock.instant().isAfter(deadline.plus(INVENTORY_GRACE))) {
                    throw new InventoryException("the deadline of the scan passed");
                }
                fleet = poll(listing);
            }
            return fleet;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cancel();
            throw new InventoryException("the scan was cancelled", e);
        } catch (ExecutionException e) {
            throw failure(Objects.requireNonNullElse(e.getCause(), e));
        } finally {
            listing.cancel(true);
        }
    }

    private static @Nullable Fleet poll(Future<Fleet> listing) throws InterruptedException, ExecutionException {
        try {
            return listing.get(POLL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return null;
        }
    }

    private static InventoryException failure(Throwable cause) {
        if (cause instanceof InventoryException known) {
            return known;
        }
        LOG.atError().setCause(cause).log("the inventory is at fault");
        return new InventoryException("internal error: " + cause, cause);
    }

    private ScanOutcome outcome(ScanTally tally) {
        if (tally.lostRows() > 0) {
            return ScanOutcome.FAILED;
        }
        if (tally.isComplete()) {
            return ScanOutcome.COMPLETE;
        }
        return cancelled.get() ? ScanOutcome.CANCELLED : ScanOutcome.PARTIAL;
    }

    private void scanClusters(
            ScanOrder order, List<ClusterTarget> targets, Instant deadline, ScanTally tally, ScanProgress progress) {
        List<ClusterReport> batch = new ArrayList<>(BATCH);
        new ClusterScans(clusterScan, settings.concurrency())
                .run(
                        order,
                        targets,
                        () -> true,
                        () -> cancelled.get() || !clock.instant().isBefore(deadline),
                        report -> {
                            progress.scanned(report);
                            batch.add(report);
                            if (batch.size() == BATCH) {
                                deliver(batch, tally);
                                batch.clear();
                            }
                        },
                        tally::failed);
        if (Thread.currentThread().isInterrupted()) {
            cancel();
        }
        if (!batch.isEmpty()) {
            deliver(batch, tally);
        }
    }

    private void deliver(List<ClusterReport> reports, ScanTally tally) {
        reports.forEach(tally::scanned);
        try {
            sink.deliver(List.copyOf(reports));
        } catch (DeliveryException e) {
            tally.lost(e);
        }
    }

    private ScanSummary conclude(ScanOrder order, ScanTally tally, Instant startedAt, ScanOutcome outcome) {
        ScanSummary summary = tally.summary(order, startedAt, clock.instant(), outcome, calls.get());
        try {
            sink.deliver(summary);
            return summary;
        } catch (DeliveryException e) {
            tally.lost(e);
            return tally.summary(order, startedAt, clock.instant(), ScanOutcome.FAILED, calls.get());
        }
    }
}
