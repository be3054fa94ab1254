package io.arcfleet.function;

import io.arcfleet.arm.CallReceipts;
import io.arcfleet.finding.ScanSummary;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The calls of this instance since they were last asked for. Used by many threads at once. */
final class CallDeltas implements Supplier<SortedMap<String, ScanSummary.Calls>> {

    private static final CallReceipts.Receipt NONE = new CallReceipts.Receipt(0, 0, Duration.ZERO);

    private final CallReceipts receipts;
    private final ReentrantLock lock = new ReentrantLock();
    private Map<String, CallReceipts.Receipt> last = Map.of();

    CallDeltas(CallReceipts receipts) {
        this.receipts = receipts;
    }

    @Override
    public SortedMap<String, ScanSummary.Calls> get() {
        lock.lock();
        try {
            SortedMap<String, CallReceipts.Receipt> now = receipts.receipts();
            SortedMap<String, ScanSummary.Calls> deltas = new TreeMap<>();
            now.forEach((service, receipt) -> deltas.put(service, since(last.getOrDefault(service, NONE), receipt)));
            last = now;
            return deltas;
        } finally {
            lock.unlock();
        }
    }

    private static ScanSummary.Calls since(CallReceipts.Receipt before, CallReceipts.Receipt now) {
        return new ScanSummary.Calls(
                now.calls() - before.calls(),
                now.throttles() - before.throttles(),
                now.waited().minus(before.waited()));
    }
}
