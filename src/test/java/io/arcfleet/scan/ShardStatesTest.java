package io.arcfleet.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arcfleet.config.ClusterFilter;
import io.arcfleet.finding.ScanSummary;
import io.arcfleet.finding.Severity;
import io.arcfleet.fleet.FleetInventory;
import io.arcfleet.scan.lifecycle.FindingLifecycle;
import io.arcfleet.scan.lifecycle.FindingStates;
import io.arcfleet.scan.memory.InMemoryFindingMemory;
import io.arcfleet.scan.memory.InMemoryScanLedger;
import io.arcfleet.scan.memory.InMemoryWorkQueue;
import io.arcfleet.sink.ClusterReport;
import io.arcfleet.sink.ClusterReports;
import io.arcfleet.sink.DeliveryException;
import io.arcfleet.sink.FindingRow;
import io.arcfleet.sink.FindingSink;
import io.arcfleet.sink.Rows;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A shard whose run dies somewhere says the same states when it comes again. */
@Timeout(30)
final class ShardStatesTest {

    private static final String CHECK = "agent-pods-ready";

    private final Clock clock = Clock.fixed(ClusterReports.OBSERVED, ZoneOffset.UTC);
    private final InMemoryScanLedger ledger = new InMemoryScanLedger();
    private final InMemoryFindingMemory memory = new InMemoryFindingMemory();
    private final List<String> rows = new ArrayList<>();
    private final FindingSink sink = new RecordingSink();
    private ClusterReport now = broken();
    private boolean diesAfterShipping;
    private boolean diesBeforeMarking;

    @Test
    void theStateOfAFindingGoesFromScanToScan() {
        assertThat(scan("one")).containsExactly("new");
        assertThat(scan("two")).containsExactly("open");
        now = ClusterReports.healthy("store-1");
        assertThat(scan("three")).containsExactly("resolved");
        assertThat(ledger.outcomes("three", 0))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.findings()).isZero());
        assertThat(scan("four")).isEmpty();
        now = broken();
        assertThat(scan("five")).containsExactly("reopened");
    }

    @Test
    void aRunThatDiesAfterShippingIsRepeatedWithTheSameStates() {
        diesAfterShipping = true;
        assertThatThrownBy(() -> scan("one")).isInstanceOf(DeliveryException.class);
        assertThat(rows).containsExactly("new");

        diesAfterShipping = false;
        assertThat(scan("one")).containsExactly("new");
        assertThat(scan("two")).containsExactly("open");
    }

    @Test
    void aRunThatDiesBeforeItsOutcomesAreMarkedIsRepeatedWithTheSameStates() {
        scan("one");
        now = ClusterReports.healthy("store-1");
        diesBeforeMarking = true;
        assertThatThrownBy(() -> scan("two")).hasMessage("the worker dies");
        assertThat(rows).containsExactly("resolved");

        diesBeforeMarking = false;
        assertThat(scan("two")).containsExactly("resolved");
        assertThat(scan("three")).isEmpty();
    }

    /** States of the rows of one run over the only shard. */
    private List<String> scan(String scanId) {
        rows.clear();
        FleetInventory.Scope scope = new FleetInventory.Scope(List.of(), ClusterFilter.all());
        ledger.admit(
                new ScanOrder(scanId, "test", true, scope, Map.of()),
                scanId,
                clock.instant(),
                clock.instant().plusSeconds(3600));
        ledger.plan(scanId, new ScanPlan(List.of(List.of(now.target())), List.of()));
        FindingStates states = new FindingStates(memory, new FindingLifecycle(List.of(CHECK), Duration.ofDays(30)));
        new ShardScan(
                        ledger,
                        new InMemoryWorkQueue(clock),
                        (order, target) -> of(order.scanId()),
                        states,
                        sink,
                        new ShardScan.Limits(1, Duration.ofMinutes(20), Duration.ofSeconds(30)),
                        () -> {
                            if (diesBeforeMarking) {
                                throw new IllegalStateException("the worker dies");
                            }
                            return new TreeMap<>();
                        },
                        clock)
                .scan(new ShardMessage(scanId, 0));
        return List.copyOf(rows);
    }

    private ClusterReport of(String scanId) {
        return new ClusterReport(
                scanId,
                true,
                now.target(),
                null,
                now.results(),
                now.verdict(),
                now.reached(),
                now.reads(),
                now.observedAt(),
                now.duration());
    }

    private static ClusterReport broken() {
        return ClusterReports.withFinding("store-1", Severity.HIGH, CHECK, "1 of 2 containers is ready.");
    }

    private final class RecordingSink implements FindingSink {

        @Override
        public void deliver(List<ClusterReport> reports) {
            reports.forEach(report ->
                    Rows.findings(report).stream().map(FindingRow::state).forEach(rows::add));
            if (diesAfterShipping) {
                throw new DeliveryException("no answer", 1, new IllegalStateException());
            }
        }

        @Override
        public void deliver(ScanSummary summary) {
            rows.add(summary.scanId());
        }

        @Override
        public void close() {}
    }
}
