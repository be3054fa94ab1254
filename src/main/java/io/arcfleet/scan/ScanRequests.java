package io.arcfleet.scan;

import io.arcfleet.fleet.FleetInventory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Asks for scans, ends them early, and closes those that nobody else will. */
public final class ScanRequests {

    /** After this time without a plan, its message is taken for lost. */
    private static final Duration PLAN_PATIENCE = Duration.ofMinutes(2);

    private final ScanLedger ledger;
    private final WorkQueue queue;
    private final Duration timeout;
    private final Duration retention;
    private final Clock clock;

    /**
     * Over a ledger and a queue.
     *
     * @param timeout from the request of a scan to its end at the latest
     * @param retention how long ended scans are kept
     */
    public ScanRequests(ScanLedger ledger, WorkQueue queue, Duration timeout, Duration retention, Clock clock) {
        this.ledger = ledger;
        this.queue = queue;
        this.timeout = timeout;
        this.retention = retention;
        this.clock = clock;
    }

    /**
     * Asks for a scan; when one of the same scope is running, that one is returned. When it has not got on for a while, its
     * message is sent again: the caller before may have died in between. Not at once, for two plans at the same moment would
     * hand out every shard twice.
     */
    public ScanRecord request(
            String trigger, boolean simulated, FleetInventory.Scope scope, Map<String, String> scopeWords) {
        ScanOrder order = new ScanOrder(UUID.randomUUID().toString(), trigger, simulated, scope, scopeWords);
        Instant now = clock.instant();
        ScanRecord scan = ledger.admit(order, scopeKey(scope), now, now.plus(timeout));
        boolean joined = !scan.order().scanId().equals(order.scanId());
        if (scan.state() == ScanState.REQUESTED
                && (!joined || scan.requestedAt().plus(PLAN_PATIENCE).isBefore(now))) {
            queue.send(WorkQueue.SCANS, scan.order().scanId(), Duration.ZERO);
        }
        ScanContext.ofScan(scan.order().scanId()).run(() -> ScanLog.requested(scan, joined));
        return scan;
    }

    /** Ends a scan early; what is done so far is in its summary. Empty for an unknown scan. */
    public Optional<ScanRecord> cancel(String scanId) {
        Optional<ScanRecord> scan = ledger.cancel(scanId);
        scan.filter(cancelled -> cancelled.state() != ScanState.ENDED).ifPresent(running -> {
            queue.send(WorkQueue.FINISH, scanId, Duration.ZERO);
            ScanContext.ofScan(scanId).run(ScanLog::cancelled);
        });
        return scan;
    }

    /**
     * Ends scans that are past their deadline, at once: they would keep the next one of their scope from being admitted. The
     * end of one that fails is left to a message, and the others go on.
     *
     * @param finish ends the scan of an id
     */
    public void closeOverdue(Consumer<String> finish) {
        Instant now = clock.instant();
        for (ScanRecord scan : ledger.running()) {
            if (scan.isOverdue(now)) {
                close(scan.order().scanId(), finish);
            }
        }
    }

    private void close(String scanId, Consumer<String> finish) {
        try {
            finish.accept(scanId);
        } catch (RuntimeException e) {
            // Should it fail again, that is logged where nobody else takes care of it.
            queue.send(WorkQueue.FINISH, scanId, Duration.ZERO);
        }
    }

    /** Deletes old scans; to be called now and then. */
    public void deleteOld() {
        ledger.deleteOlderThan(retention, clock.instant());
    }

    /** The same words for the same scope, in whatever order its parts were given. */
    public static String scopeKey(FleetInventory.Scope scope) {
        List<String> words = new ArrayList<>();
        scope.subscriptions().stream().sorted().forEach(id -> words.add("subscription=" + id));
        scope.filter().resourceGroups().stream().sorted().forEach(group -> words.add("group=" + group));
        scope.filter().locations().stream().sorted().forEach(location -> words.add("location=" + location));
        scope.filter().tags().entrySet().stream()
                .map(tag -> "tag=" + tag.getKey() + "=" + tag.getValue())
                .sorted()
                .forEach(words::add);
        scope.filter().names().stream().sorted().forEach(name -> words.add("name=" + name));
        scope.clusters().stream().sorted().forEach(cluster -> words.add("cluster=" + cluster));
        return words.isEmpty() ? "all" : String.join("\n", words);
    }
}
