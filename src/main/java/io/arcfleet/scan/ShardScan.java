package io.arcfleet.scan;

import io.arcfleet.finding.ScanSummary;
import io.arcfleet.scan.lifecycle.FindingStates;
import io.arcfleet.sink.ClusterReport;
import io.arcfleet.sink.DeliveryException;
import io.arcfleet.sink.FindingSink;
import io.arcfleet.snapshot.ClusterTarget;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Scans a shard: its clusters, the states of their findings, its rows in one delivery, the states into the memory, its outcomes
 * into the ledger, in this order.
 */
public final class ShardScan {

    /** How often a running shard looks whether its scan was cancelled. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final ScanLedger ledger;
    private final WorkQueue queue;
    private final BiFunction<ScanOrder, ClusterTarget, ClusterReport> clusterScan;
    private final FindingStates states;
    private final FindingSink sink;
    private final Limits limits;
    private final Supplier<SortedMap<String, ScanSummary.Calls>> calls;
    private final Clock clock;

    /**
     * Joins the parts.
     *
     * @param calls takes the calls that were counted since it was last asked, by service
     */
    public ShardScan(
            ScanLedger ledger,
            WorkQueue queue,
            BiFunction<ScanOrder, ClusterTarget, ClusterReport> clusterScan,
            FindingStates states,
            FindingSink sink,
            Limits limits,
            Supplier<SortedMap<String, ScanSummary.Calls>> calls,
            Clock clock) {
        this.ledger = ledger;
        this.queue = queue;
        this.clusterScan = clusterScan;
        this.states = states;
        this.sink = sink;
        this.limits = limits;
        this.calls = calls;
        this.clock = clock;
    }

    /**
     * The bounds of one run over a shard.
     *
     * @param concurrency clusters in flight at most
     * @param time how long a run starts clusters
     * @param grace how long those in flight then may take
     */
    public record Limits(int concurrency, Duration time, Duration grace) {}

    /**
     * Scans what is left of a shard. Clusters that have an outcome are not scanned again; a worker that dies before its
     * outcomes are written leaves rows that the next one repeats with the same identities. A run that is out of time hands
     * the rest on as a new message, so that the platform never cuts it off and loses what is done.
     *
     * @throws DeliveryException when rows could not be delivered; to be tried again
     * @throws IllegalStateException when no cluster was done in the time of a run; to be tried again
     */
    public void scan(ShardMessage message) {
        ScanContext.ofShard(message).run(() -> scanLeft(message));
    }

    private void scanLeft(ShardMessage message) {
        Optional<ScanRecord> known = ledger.find(message.scanId());
        if (known.isEmpty()
                || known.get().state() == ScanState.ENDED
                || known.get().cancelled()) {
            return;
        }
        ScanRecord scan = known.get();
        if (scan.isOverdue(clock.instant())) {
            queue.send(WorkQueue.FINISH, message.scanId(), Duration.ZERO);
            return;
        }
        List<ClusterTarget> left = left(message);
        if (left.isEmpty()) {
            // The message came again: who had it may have died before it could send the end it had announced.
            sendEnd(scan);
        } else {
            announce(scan(message, scan, left));
        }
    }

    private void announce(ScanRecord scan) {
        if (scan.isTerminal() && ledger.announceEnd(scan.order().scanId())) {
            sendEnd(scan);
        }
    }

    private void sendEnd(ScanRecord scan) {
        if (scan.isTerminal()) {
            queue.send(WorkQueue.FINISH, scan.order().scanId(), Duration.ZERO);
        }
    }

    /** Gives up what is left of a shard: its clusters get an outcome that says why. */
    public void giveUp(ShardMessage message, String why) {
        ScanContext.ofShard(message).run(() -> giveUpLeft(message, why));
    }

    private void giveUpLeft(ShardMessage message, String why) {
        Optional<ScanRecord> known = ledger.find(message.scanId());
        if (known.isEmpty() || known.get().state() == ScanState.ENDED) {
            return;
        }
        List<ClusterOutcome> outcomes = left(message).stream()
                .map(target -> new ClusterOutcome(target.identity().id(), null, 0, false, why))
                .toList();
        outcomes.forEach(outcome ->
                ScanContext.ofCluster(message.scanId(), outcome.clusterId()).run(() -> ScanLog.clusterGivenUp(why)));
        sendEnd(ledger.add(message.scanId(), message.shard(), outcomes));
    }

    private ScanRecord scan(ShardMessage message, ScanRecord scan, List<ClusterTarget> targets) {
        long start = System.nanoTime();
        ScanLog.shardStarted(targets.size());
        List<ClusterReport> reports = new ArrayList<>();
        List<ClusterOutcome> outcomes = new ArrayList<>();
        Instant startUntil = clock.instant().plus(limits.time());
        new ClusterScans(clusterScan, limits.concurrency())
                .run(
                        scan.order(),
                        targets,
                        () -> clock.instant().isBefore(startUntil),
                        // Clusters in flight are let finish: dropped, a slow one would be begun again by every run. The
                        // grace only ends those that overrun their own deadline.
                        stop(scan, startUntil.plus(limits.grace())),
                        report -> {
                            reports.add(report);
                            outcomes.add(outcome(report));
                        },
                        (clusterId, why) -> outcomes.add(new ClusterOutcome(clusterId, null, 0, false, why)));
        FindingStates.Tracked tracked = states.track(reports);
        if (!reports.isEmpty()) {
            deliver(tracked.reports());
        }
        states.remember(tracked);
        ledger.addCalls(message.scanId(), UUID.randomUUID().toString(), calls.get());
        ScanRecord after = ledger.add(message.scanId(), message.shard(), outcomes);
        ScanLog.shardDone(
                tracked.reports(), targets.size() - outcomes.size(), Duration.ofNanos(System.nanoTime() - start));
        if (outcomes.size() < targets.size()) {
            handOn(message, after, targets.size());
        }
        return after;
    }

    private void deliver(List<ClusterReport> reports) {
        try {
            sink.deliver(reports);
        } catch (DeliveryException e) {
            throw ScanLog.triedAgain("the shard", e);
        }
    }

    /**
     * Sends what a run has left as a new message, whose tries are counted afresh. That cannot go on for ever, since each
     * message of such a chain leaves fewer clusters than the one before. A run that dies before it has sent one comes again
     * itself, one that dies after that leaves two messages: both may run, and a cluster keeps its first outcome.
     */
    private void handOn(ShardMessage message, ScanRecord scan, int before) {
        if (scan.cancelled() || scan.state() == ScanState.ENDED || scan.isOverdue(clock.instant())) {
            return;
        }
        int after = left(message).size();
        if (after == before) {
            throw new IllegalStateException("none of the " + before + " clusters that are left of shard "
                    + message.shard() + " was done within " + limits.time().plus(limits.grace()));
        }
        if (after > 0) {
            queue.send(WorkQueue.SHARDS, ShardMessage.text(message.scanId(), message.shard()), Duration.ZERO);
        }
    }

    private List<ClusterTarget> left(ShardMessage message) {
        Set<String> done = ledger.outcomes(message.scanId(), message.shard()).stream()
                .map(ClusterOutcome::clusterId)
                .collect(Collectors.toSet());
        return ledger.shard(message.scanId(), message.shard()).stream()
                .filter(target -> !done.contains(target.identity().id()))
                .toList();
    }

    /** At {@code end} or the scan's deadline, or when the ledger says that the scan was cancelled or has ended. */
    private BooleanSupplier stop(ScanRecord scan, Instant end) {
        return new BooleanSupplier() {
            private Instant look = clock.instant().plus(LOOK);
            private boolean stopped;

            @Override
            public boolean getAsBoolean() {
                Instant now = clock.instant();
                if (!stopped && (!now.isBefore(end) || scan.isOverdue(now))) {
                    stopped = true;
                }
                if (!stopped && !now.isBefore(look)) {
                    look = now.plus(LOOK);
                    stopped = isOver(scan.order().scanId());
                }
                return stopped;
            }
        };
    }

    /** Whether there is no use in going on. A ledger that cannot be read now costs this look, not what is done so far. */
    private boolean isOver(String scanId) {
        try {
            return ledger.find(scanId)
                    .map(current -> current.cancelled() || current.state() == ScanState.ENDED)
                    .orElse(true);
        } catch (RuntimeException e) {
            ScanLog.notLooked(e);
            return false;
        }
    }

    private static ClusterOutcome outcome(ClusterReport report) {
        return new ClusterOutcome(
                report.target().identity().id(),
                report.verdict().health(),
                report.findings().size(),
                !report.isUnreached(),
                null);
    }
}
