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

/** Asks for scans, ends them early, and closes those that nobody else will. */
public final class ScanRequests {

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
     * Asks for a scan; when one of the same scope is running, that one is returned. Its message is sent again then: the
     * caller before may have died in between, and a plan that is there already changes nothing.
     */
    public ScanRecord request(
            String trigger, boolean simulated, FleetInventory.Scope scope, Map<String, String> scopeWords) {
        ScanOrder order = new ScanOrder(UUID.randomUUID().toString(), trigger, simulated, scope, scopeWords);
        Instant now = clock.instant();
        ScanRecord scan = ledger.admit(order, scopeKey(scope), now, now.plus(timeout));
        if (scan.state() == ScanState.REQUESTED) {
            queue.send(WorkQueue.SCANS, scan.order().scanId(), Duration.ZERO);
        }
        boolean joined = !scan.order().scanId().equals(order.scanId());
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

    /** Has scans closed that are past their deadline, and deletes old ones; to be called now and then. */
    public void tidy() {
        Instant now = clock.instant();
        ledger.running().stream()
                .filter(scan -> scan.deadline().isBefore(now))
                .forEach(scan -> queue.send(WorkQueue.FINISH, scan.order().scanId(), Duration.ZERO));
        ledger.deleteOlderThan(retention, now);
    }

    /** The same words for the same scope, in whatever order its parts were given. */
    static String scopeKey(FleetInventory.Scope scope) {
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
