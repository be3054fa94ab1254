package io.arcfleet.arm;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts calls, throttled answers and waits by service, from many threads at once. */
public final class CallReceipts {

    private final ConcurrentMap<String, Counters> services = new ConcurrentHashMap<>();

    /** Counts one call to {@code service}, a repeat too. */
    public void called(String service) {
        counters(service).calls.increment();
    }

    /** Counts one answer of {@code service} that said "too many requests". */
    public void throttled(String service) {
        counters(service).throttles.increment();
    }

    /** Counts time spent waiting because {@code service} asked for it. */
    public void waited(String service, Duration time) {
        counters(service).waitedMillis.add(time.toMillis());
    }

    /** What was counted so far, by service. */
    public SortedMap<String, Receipt> receipts() {
        SortedMap<String, Receipt> receipts = new TreeMap<>();
        services.forEach((service, counters) -> receipts.put(
                service,
                new Receipt(
                        counters.calls.sum(),
                        counters.throttles.sum(),
                        Duration.ofMillis(counters.waitedMillis.sum()))));
        return receipts;
    }

    private Counters counters(String service) {
        return services.computeIfAbsent(service, name -> new Counters());
    }

    /** The counts of one service. */
    public record Receipt(long calls, long throttles, Duration waited) {}

    private static final class Counters {
        private final LongAdder calls = new LongAdder();
        private final LongAdder throttles = new LongAdder();
        private final LongAdder waitedMillis = new LongAdder();
    }
}
