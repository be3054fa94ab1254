package io.arcfleet.scan;

import io.arcfleet.finding.ScanSummary;
import io.arcfleet.fleet.Fleet;
import io.arcfleet.fleet.FleetInventory;
import io.arcfleet.fleet.InventoryException;
import io.arcfleet.snapshot.ClusterTarget;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Supplier;

/** Makes the plan of a scan and hands out its work. */
public final class ScanPlanning {

    /** Of an inventory; what is not read by then is missing. The platform ends a function after 30 minutes (host.json). */
    private static final Duration LONGEST_LISTING = Duration.ofMinutes(20);

    private final ScanLedger ledger;
    private final WorkQueue queue;
    private final FleetInventory inventory;
    private final int shardSize;
    private final Supplier<SortedMap<String, ScanSummary.Calls>> calls;
    private final Clock clock;

    /**
     * Over a ledger, a queue and an inventory.
     *
     * @param shardSize clusters of a shard at most
     * @param calls takes the calls that were counted since it was last asked, by service
     */
    public ScanPlanning(
            ScanLedger ledger,
            WorkQueue queue,
            FleetInventory inventory,
            int shardSize,
            Supplier<SortedMap<String, ScanSummary.Calls>> calls,
            Clock clock) {
        this.ledger = ledger;
        this.queue = queue;
        this.inventory = inventory;
        this.shardSize = shardSize;
        this.calls = calls;
        this.clock = clock;
    }

    /**
     * Plans a scan: inventory, plan into the ledger, the deadline message, then the shards. Called again it makes no second
     * plan, and sends again what may not have been sent.
     *
     * @throws InventoryException when nothing could be listed; to be tried again
     */
    public void plan(String scanId) {
        ScanContext.ofScan(scanId).run(() -> planInContext(scanId));
    }

    private void planInContext(String scanId) {
        Optional<ScanRecord> known = ledger.find(scanId);
        if (known.isEmpty() || known.get().state() == ScanState.ENDED) {
            return;
        }
        ScanRecord scan = known.get();
        if (scan.cancelled() || scan.isOverdue(clock.instant())) {
            queue.send(WorkQueue.FINISH, scanId, Duration.ZERO);
            return;
        }
        if (scan.state() == ScanState.REQUESTED) {
            ScanPlan plan = plan(scan);
            // Written down here: the shards may well be scanned by other instances.
            ledger.addCalls(scanId, UUID.randomUUID().toString(), calls.get());
            scan = ledger.plan(scanId, plan);
            ScanLog.planned(
                    plan.clusters(), plan.shards().size(), plan.missing().size());
        }
        ScanFinish.sendAtDeadline(queue, scan, clock);
        for (int shard = 0; shard < scan.shards(); shard++) {
            queue.send(WorkQueue.SHARDS, ShardMessage.text(scanId, shard), Duration.ZERO);
        }
        if (scan.isTerminal()) {
            queue.send(WorkQueue.FINISH, scanId, Duration.ZERO);
        }
    }

    private Fleet list(FleetInventory.Scope scope, Instant deadline) {
        try {
            return inventory.list(scope, deadline);
        } catch (InventoryException e) {
            throw ScanLog.triedAgain("the plan", e);
        }
    }

    private ScanPlan plan(ScanRecord scan) {
        FleetInventory.Scope scope = scan.order().scope();
        Instant longest = clock.instant().plus(LONGEST_LISTING);
        Fleet fleet = list(scope, longest.isBefore(scan.deadline()) ? longest : scan.deadline());
        List<ScanSummary.Missing> missing =
                new ArrayList<>(fleet.unread().stream().map(ScanTally::missing).toList());
        Set<String> unseen = new LinkedHashSet<>(scope.clusters());
        List<ClusterTarget> wanted = fleet.clusters().stream()
                .filter(target -> scope.clusters().isEmpty()
                        || unseen.remove(target.identity().id()))
                .toList();
        unseen.forEach(cluster -> missing.add(new ScanSummary.Missing(
                cluster, "no cluster of this resource ID was found in the subscriptions that were read")));
        return new ScanPlan(Sharding.shards(wanted, shardSize), missing);
    }
}
