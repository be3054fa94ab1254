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

/** Makes the plan of a scan and hands out its work. */
public final class ScanPlanning {

    /** The deadline message shall not arrive before the deadline, as the clocks of two machines differ. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(2);

    private final ScanLedger ledger;
    private final WorkQueue queue;
    private final FleetInventory inventory;
    private final int shardSize;
    private final Clock clock;

    /**
     * Over a ledger, a queue and an inventory.
     *
     * @param shardSize clusters of a shard at most
     */
    public ScanPlanning(ScanLedger ledger, WorkQueue queue, FleetInventory inventory, int shardSize, Clock clock) {
        this.ledger = ledger;
        this.queue = queue;
        this.inventory = inventory;
        this.shardSize = shardSize;
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
        if (scan.cancelled()) {
            queue.send(WorkQueue.FINISH, scanId, Duration.ZERO);
            return;
        }
        if (scan.state() == ScanState.REQUESTED) {
            ScanPlan plan = plan(scan);
            scan = ledger.plan(scanId, plan);
            ScanLog.planned(
                    plan.clusters(), plan.shards().size(), plan.missing().size());
        }
        sendDeadline(scan);
        for (int shard = 0; shard < scan.shards(); shard++) {
            queue.send(WorkQueue.SHARDS, ShardMessage.text(scanId, shard), Duration.ZERO);
        }
        if (scan.isTerminal()) {
            queue.send(WorkQueue.FINISH, scanId, Duration.ZERO);
        }
    }

    private void sendDeadline(ScanRecord scan) {
        Instant due = scan.deadline().plus(CLOCK_SKEW);
        Duration delay = Duration.between(clock.instant(), due);
        queue.send(WorkQueue.FINISH, scan.order().scanId(), delay.isNegative() ? Duration.ZERO : delay);
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
        Fleet fleet = list(scope, scan.deadline());
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
