package io.arcfleet.scan;

import io.arcfleet.finding.Health;
import io.arcfleet.finding.ScanOutcome;
import io.arcfleet.finding.ScanSummary;
import io.arcfleet.sink.DeliveryException;
import io.arcfleet.sink.FindingSink;
import io.arcfleet.sink.ProductVersion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Ends scans: adds up what the ledger has, names what is missing, delivers the summary. */
public final class ScanFinish {

    /** The deadline message shall not arrive before the deadline, as the clocks of two machines differ. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(2);

    private final ScanLedger ledger;
    private final WorkQueue queue;
    private final FindingSink sink;
    private final Clock clock;

    /** Over a ledger and a queue; the summaries go to {@code sink}. */
    public ScanFinish(ScanLedger ledger, WorkQueue queue, FindingSink sink, Clock clock) {
        this.ledger = ledger;
        this.queue = queue;
        this.sink = sink;
        this.clock = clock;
    }

    /**
     * Ends a scan when every cluster has an outcome, it was cancelled, or its deadline has passed. Else the message came too
     * early, by the clock of this machine: it may be the deadline's, so it is sent again. The row of the summary is delivered
     * before the ledger is told: it may be repeated, never lost.
     *
     * @throws DeliveryException when the summary could not be delivered; to be tried again
     */
    public void finish(String scanId) {
        ScanContext.ofScan(scanId).run(() -> finishInContext(scanId));
    }

    private void finishInContext(String scanId) {
        Optional<ScanLedger.Account> account = ledger.account(scanId);
        if (account.isEmpty() || account.get().scan().state() == ScanState.ENDED) {
            return;
        }
        if (!isDue(account.get().scan())) {
            sendAtDeadline(queue, account.get().scan(), clock);
            return;
        }
        ScanSummary summary = summary(account.get(), List.of(), null);
        try {
            sink.deliver(summary);
        } catch (DeliveryException e) {
            throw ScanLog.triedAgain("the end of the scan", e);
        }
        end(summary);
    }

    /** Ends a scan as failed. When its row cannot be delivered either, the summary in the ledger says that too. */
    public void fail(String scanId, String what, String why) {
        ScanContext.ofScan(scanId)
                .run(() -> ledger.account(scanId)
                        .filter(account -> account.scan().state() != ScanState.ENDED)
                        .ifPresent(account -> fail(account, new ScanSummary.Missing(what, why))));
    }

    private void fail(ScanLedger.Account account, ScanSummary.Missing failure) {
        ScanSummary summary = summary(account, List.of(failure), ScanOutcome.FAILED);
        try {
            sink.deliver(summary);
        } catch (DeliveryException e) {
            ScanSummary.Missing row = new ScanSummary.Missing("the row of the scan", String.valueOf(e.getMessage()));
            summary = summary(account, List.of(failure, row), ScanOutcome.FAILED);
        }
        end(summary);
    }

    private void end(ScanSummary summary) {
        if (ledger.end(summary.scanId(), summary)) {
            ScanLog.ended(summary);
        }
    }

    private boolean isDue(ScanRecord scan) {
        return scan.cancelled() || scan.isTerminal() || scan.isOverdue(clock.instant());
    }

    /** Sends the message that ends a scan at its deadline. */
    static void sendAtDeadline(WorkQueue queue, ScanRecord scan, Clock clock) {
        Duration delay = Duration.between(clock.instant(), scan.deadline().plus(CLOCK_SKEW));
        queue.send(WorkQueue.FINISH, scan.order().scanId(), delay.isNegative() ? Duration.ZERO : delay);
    }

    private ScanSummary summary(
            ScanLedger.Account account, List<ScanSummary.Missing> more, @Nullable ScanOutcome forced) {
        ScanRecord scan = account.scan();
        Map<Health, Integer> health = new EnumMap<>(Health.class);
        List<ScanSummary.Missing> missing = new ArrayList<>(account.missing());
        missing.addAll(more);
        Set<String> waiting = new HashSet<>(account.clusterIds());
        int scanned = 0;
        int unreached = 0;
        int findings = 0;
        for (ClusterOutcome outcome : account.outcomes()) {
            waiting.remove(outcome.clusterId());
            if (outcome.failure() != null) {
                missing.add(new ScanSummary.Missing(outcome.clusterId(), outcome.failure()));
                continue;
            }
            scanned++;
            findings += outcome.findings();
            unreached += outcome.reached() ? 0 : 1;
            if (outcome.health() != null) {
                health.merge(outcome.health(), 1, Integer::sum);
            }
        }
        String why = scan.cancelled() ? "the scan was cancelled" : "the deadline of the scan passed";
        account.clusterIds().stream()
                .filter(waiting::contains)
                .forEach(clusterId -> missing.add(new ScanSummary.Missing(clusterId, why)));
        int unnamed = scan.clustersFound() - account.clusterIds().size();
        if (unnamed > 0) {
            missing.add(new ScanSummary.Missing(
                    unnamed + " clusters", "the plan of the scan, which names them, is gone from the storage account"));
        }
        if (scan.state() == ScanState.REQUESTED && forced == null) {
            missing.add(new ScanSummary.Missing("inventory", why + " before the inventory was done"));
        }
        Instant endedAt = clock.instant();
        return new ScanSummary(
                scan.order().scanId(),
                scan.order().trigger(),
                scan.order().simulated(),
                scan.order().scopeWords(),
                scan.requestedAt(),
                endedAt,
                forced != null ? forced : outcome(scan, missing),
                scan.clustersFound(),
                scanned,
                unreached,
                health,
                findings,
                missing,
                account.calls(),
                ProductVersion.current());
    }

    private static ScanOutcome outcome(ScanRecord scan, List<ScanSummary.Missing> missing) {
        if (scan.cancelled()) {
            return ScanOutcome.CANCELLED;
        }
        if (scan.state() == ScanState.REQUESTED) {
            return ScanOutcome.FAILED;
        }
        return missing.isEmpty() ? ScanOutcome.COMPLETE : ScanOutcome.PARTIAL;
    }
}
