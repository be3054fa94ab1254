package io.arcfleet.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arcfleet.CapturedLog;
import io.arcfleet.CapturedLog.Line;
import io.arcfleet.config.ClusterFilter;
import io.arcfleet.finding.ScanSummary;
import io.arcfleet.fleet.Fleet;
import io.arcfleet.fleet.FleetInventory;
import io.arcfleet.fleet.InventoryException;
import io.arcfleet.scan.lifecycle.FindingLifecycle;
import io.arcfleet.scan.lifecycle.FindingStates;
import io.arcfleet.scan.memory.InMemoryFindingMemory;
import io.arcfleet.scan.memory.InMemoryScanLedger;
import io.arcfleet.scan.memory.InMemoryWorkQueue;
import io.arcfleet.sink.ClusterReport;
import io.arcfleet.sink.ClusterReports;
import io.arcfleet.sink.DeliveryException;
import io.arcfleet.sink.FindingSink;
import io.arcfleet.snapshot.ClusterTarget;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ScanLogTest {

    private static final List<ClusterReport> REPORTS = Stream.of("store-1", "store-2", "store-3")
            .map(ClusterReports::broken)
            .toList();

    private final Clock clock = Clock.fixed(ClusterReports.OBSERVED, ZoneOffset.UTC);
    private final InMemoryScanLedger ledger = new InMemoryScanLedger();
    private final InMemoryWorkQueue queue = new InMemoryWorkQueue(clock);
    private final ScanRequests requests =
            new ScanRequests(ledger, queue, Duration.ofHours(1), Duration.ofDays(30), clock);
    private final FindingStates states =
            new FindingStates(new InMemoryFindingMemory(), new FindingLifecycle(List.of(), Duration.ofDays(30)));
    private final Sink sink = new Sink();
    private final ScanFinish finish = new ScanFinish(ledger, queue, sink, clock);
    private final CapturedLog log = CapturedLog.ofRoot();

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void every_line_of_a_scan_names_it_and_those_of_a_cluster_the_cluster_too() {
        String scanId = planned();
        shardScan().scan(new ShardMessage(scanId, 0));
        finish.finish(scanId);

        assertThat(log.lines()).allSatisfy(line -> assertThat(line.context()).startsWith("scanId=" + scanId + " "));
        assertThat(log.lines("cluster scanned"))
                .extracting(Line::context)
                .containsExactlyInAnyOrderElementsOf(REPORTS.stream()
                        .map(report -> "scanId=" + scanId + " shard=0 clusterId=" + id(report.target()) + " ")
                        .toList());
        assertThat(log.lines("of a library on a thread of its own"))
                .extracting(Line::context)
                .containsExactlyInAnyOrderElementsOf(
                        log.lines("cluster scanned").stream().map(Line::context).toList());
    }

    @Test
    void a_scan_is_told_from_its_request_to_its_end_and_no_line_names_the_scan_itself() {
        String scanId = planned();
        request();
        shardScan().scan(new ShardMessage(scanId, 0));
        finish.finish(scanId);
        finish.finish(scanId);

        assertThat(log.lines())
                .filteredOn(line -> !line.message().contains("cluster scanned"))
                .filteredOn(line -> String.valueOf(line.logger()).startsWith("io.arcfleet"))
                .extracting(Line::message)
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("scan requested").contains("trigger=test"),
                        line -> assertThat(line).isEqualTo("clusters=3 shards=1 missing=0 plan made"),
                        line -> assertThat(line).endsWith("scan joined"),
                        line -> assertThat(line).isEqualTo("clusters=3 shard started"),
                        line -> assertThat(line)
                                .matches("clusters=3 left=0 rows=" + rows() + " durationMs=\\d+ shard done"),
                        line -> assertThat(line)
                                .startsWith("outcome=complete clusters=3 scanned=3 ")
                                .endsWith("scan ended"));
        assertThat(log.lines("scanId=")).isEmpty();
    }

    @Test
    void the_line_of_a_cluster_has_the_verdict_and_how_it_came_about() {
        shardScan().scan(new ShardMessage(planned(), 0));

        ClusterReport first = REPORTS.getFirst();
        assertThat(log.lines("cluster scanned")).hasSize(3).allSatisfy(line -> {
            assertThat(line.level()).isEqualTo(Level.INFO);
            assertThat(line.message())
                    .isEqualTo(
                            "health=broken findings=%d reached=%s durationMs=%d cluster scanned",
                            first.findings().size(),
                            first.reached().seen().isPresent(),
                            first.duration().toMillis());
        });
    }

    @Test
    void rows_that_were_not_delivered_are_a_warning_in_the_words_of_the_service() {
        String scanId = planned();
        sink.failing = true;

        assertThatThrownBy(() -> shardScan().scan(new ShardMessage(scanId, 0))).isInstanceOf(DeliveryException.class);

        assertThat(log.lines("tried again")).singleElement().satisfies(line -> {
            assertThat(line.level()).isEqualTo(Level.WARNING);
            assertThat(line.message()).isEqualTo("the shard will be tried again: 503 the workspace is down");
            assertThat(line.thrown()).isNull();
        });
        assertThat(log.lines("shard done")).isEmpty();
    }

    @Test
    void an_inventory_that_failed_is_a_warning_without_a_stack() {
        String scanId = request();
        FleetInventory down = (scope, deadline) -> {
            throw new InventoryException("Resource Graph does not answer", new IOException("refused"));
        };

        assertThatThrownBy(() -> planning(down).plan(scanId)).isInstanceOf(InventoryException.class);

        assertThat(log.lines("Resource Graph does not answer")).singleElement().satisfies(line -> {
            assertThat(line.level()).isEqualTo(Level.WARNING);
            assertThat(line.thrown()).isNull();
            assertThat(line.context()).contains(scanId);
        });
    }

    @Test
    void a_cluster_that_was_given_up_is_a_warning_and_not_a_scanned_one() {
        String scanId = planned();

        shardScan().giveUp(new ShardMessage(scanId, 0), "it failed five times");

        assertThat(log.lines("cluster given up")).hasSize(3).allSatisfy(line -> {
            assertThat(line.level()).isEqualTo(Level.WARNING);
            assertThat(line.context()).contains("clusterId=");
        });
        assertThat(log.lines("cluster scanned")).isEmpty();
    }

    @Test
    void a_fault_of_ours_keeps_its_stack() {
        String scanId = planned();
        ShardScan faulty = shardScan((order, target) -> {
            throw new IllegalStateException("a bug");
        });

        faulty.scan(new ShardMessage(scanId, 0));

        assertThat(log.lines("the scan of a cluster failed")).hasSize(3).allSatisfy(line -> {
            assertThat(line.level()).isEqualTo(Level.SEVERE);
            assertThat(line.thrown()).hasMessage("a bug");
            assertThat(line.context()).contains("clusterId=");
        });
        assertThat(log.lines("cluster scanned")).isEmpty();
    }

    @Test
    void a_cancelled_scan_warns_when_it_is_asked_for_and_when_it_has_ended() {
        String scanId = planned();

        requests.cancel(scanId);
        finish.finish(scanId);

        assertThat(log.lines())
                .filteredOn(line -> line.level().equals(Level.WARNING))
                .extracting(Line::message)
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("scan cancelled"),
                        line -> assertThat(line).contains("outcome=cancelled", "missing=3", "scan ended"));
    }

    private String planned() {
        String scanId = request();
        Fleet fleet = new Fleet(REPORTS.stream().map(ClusterReport::target).toList(), List.of());
        planning((scope, deadline) -> fleet).plan(scanId);
        return scanId;
    }

    private String request() {
        FleetInventory.Scope all = new FleetInventory.Scope(List.of(), ClusterFilter.all());
        return requests.request("test", true, all, Map.of()).order().scanId();
    }

    private ScanPlanning planning(FleetInventory inventory) {
        return new ScanPlanning(ledger, queue, inventory, 100, TreeMap::new, clock);
    }

    private ShardScan shardScan() {
        return shardScan((order, target) -> {
            libraryLineOnAThreadOfItsOwn();
            return REPORTS.stream()
                    .filter(report -> report.target().equals(target))
                    .findFirst()
                    .orElseThrow();
        });
    }

    private ShardScan shardScan(BiFunction<ScanOrder, ClusterTarget, ClusterReport> clusterScan) {
        ShardScan.Limits limits = new ShardScan.Limits(2, Duration.ofMinutes(20), Duration.ofSeconds(30));
        return new ShardScan(ledger, queue, clusterScan, states, sink, limits, TreeMap::new, clock);
    }

    private static void libraryLineOnAThreadOfItsOwn() {
        try {
            Thread.startVirtualThread(() ->
                            Logger.getLogger("com.azure.core.Some").warning("of a library on a thread of its own"))
                    .join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int rows() {
        return REPORTS.stream().mapToInt(report -> 1 + report.findings().size()).sum();
    }

    private static String id(ClusterTarget target) {
        return target.identity().id();
    }

    private static final class Sink implements FindingSink {

        private boolean failing;

        @Override
        public void deliver(List<ClusterReport> reports) {
            if (failing) {
                throw new DeliveryException("503\nthe workspace is down", reports.size(), new IOException("refused"));
            }
        }

        @Override
        public void deliver(ScanSummary summary) {}

        @Override
        public void close() {}
    }
}
