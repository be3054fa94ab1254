package io.arcfleet.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.config.ClusterFilter;
import io.arcfleet.config.ScanLimits;
import io.arcfleet.finding.Health;
import io.arcfleet.finding.ScanOutcome;
import io.arcfleet.finding.ScanSummary;
import io.arcfleet.finding.Verdict;
import io.arcfleet.fleet.Fleet;
import io.arcfleet.fleet.FleetInventory;
import io.arcfleet.fleet.InventoryException;
import io.arcfleet.sink.ClusterReport;
import io.arcfleet.sink.DeliveryException;
import io.arcfleet.sink.FindingSink;
import io.arcfleet.snapshot.AzureFacts;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class FleetScanTest {

    private static final ScanOrder ORDER = new ScanOrder(
            "scan-1", "test", true, new FleetInventory.Scope(List.of(), ClusterFilter.all()), Map.of("kind", "test"));

    private final RecordingSink sink = new RecordingSink();

    @Test
    void scansEveryClusterOnceAndDeliversInBatches() {
        ScanSummary summary =
                scan(fleet(250), FleetScanTest::healthy, settings(8)).run(ORDER, ScanProgress.none());

        assertThat(summary.outcome()).isEqualTo(ScanOutcome.COMPLETE);
        assertThat(summary.clustersFound()).isEqualTo(250);
        assertThat(summary.clustersScanned()).isEqualTo(250);
        assertThat(summary.count(Health.HEALTHY)).isEqualTo(250);
        assertThat(summary.missing()).isEmpty();
        assertThat(sink.batches).containsExactly(100, 100, 50);
        assertThat(sink.clusters).doesNotHaveDuplicates().hasSize(250);
        assertThat(sink.summaries).containsExactly(summary);
    }

    @Test
    void keepsTheBoundOnClustersInFlight() {
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        BiFunction<ScanOrder, ClusterTarget, ClusterReport> counting = (order, target) -> {
            most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            LockSupport.parkNanos(100_000);
            ClusterReport report = healthy(order, target);
            inFlight.decrementAndGet();
            return report;
        };

        scan(fleet(200), counting, settings(3)).run(ORDER, ScanProgress.none());

        assertThat(most).hasValueLessThanOrEqualTo(3);
    }

    @Test
    void namesTheClusterWhoseScanThrowsAndScansTheOthers() {
        BiFunction<ScanOrder, ClusterTarget, ClusterReport> throwing = (order, target) -> {
            if (target.identity().name().equals("cluster-1")) {
                throw new IllegalStateException("our own fault");
            }
            return healthy(order, target);
        };

        ScanSummary summary = scan(fleet(3), throwing, settings(2)).run(ORDER, ScanProgress.none());

        assertThat(summary.outcome()).isEqualTo(ScanOutcome.PARTIAL);
        assertThat(summary.clustersScanned()).isEqualTo(2);
        assertThat(summary.missing()).singleElement().satisfies(missing -> {
            assertThat(missing.what()).endsWith("/cluster-1");
            assertThat(missing.why()).contains("our own fault");
        });
    }

    @Test
    void anErrorOfTheJvmInOneClusterIsItsOutcomeAndDoesNotKeepTheScanWaiting() {
        BiFunction<ScanOrder, ClusterTarget, ClusterReport> overflowing = (order, target) -> {
            if (target.identity().name().equals("cluster-1")) {
                throw new StackOverflowError("too deep");
            }
            return healthy(order, target);
        };

        ScanSummary summary = scan(fleet(3), overflowing, settings(2)).run(ORDER, ScanProgress.none());

        assertThat(summary.clustersScanned()).isEqualTo(2);
        assertThat(summary.missing()).singleElement().satisfies(missing -> {
            assertThat(missing.what()).endsWith("/cluster-1");
            assertThat(missing.why()).contains("too deep");
        });
    }

    @Test
    void cancellingInterruptsTheInventory() throws InterruptedException {
        CountDownLatch listing = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        FleetInventory slow = (scope, deadline) -> {
            listing.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            throw new InventoryException("the inventory was interrupted");
        };
        FleetScan scan = scan(slow, FleetScanTest::healthy, settings(2));
        FutureTask<ScanSummary> run = new FutureTask<>(() -> scan.run(ORDER, ScanProgress.none()));
        Thread.ofVirtual().start(run);
        await(listing);

        scan.cancel();

        assertThat(run).succeedsWithin(Duration.ofSeconds(20)).satisfies(summary -> {
            assertThat(summary.outcome()).isEqualTo(ScanOutcome.CANCELLED);
            assertThat(summary.missing())
                    .containsExactly(new ScanSummary.Missing("inventory", "the scan was cancelled"));
        });
        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(sink.summaries).hasSize(1);
    }

    @Test
    void givesUpAnInventoryThatIgnoresItsDeadline() {
        CountDownLatch never = new CountDownLatch(1);
        FleetInventory hanging = (scope, deadline) -> {
            await(never);
            throw new InventoryException("nobody waits for this");
        };
        ScanLimits brief = new ScanLimits(8, Duration.ofSeconds(30), Duration.ofSeconds(-10));

        ScanSummary summary = scan(hanging, FleetScanTest::healthy, brief).run(ORDER, ScanProgress.none());

        assertThat(summary.outcome()).isEqualTo(ScanOutcome.FAILED);
        assertThat(summary.missing())
                .containsExactly(new ScanSummary.Missing("inventory", "the deadline of the scan passed"));
    }

    @Test
    void aFaultOfTheInventoryIsTheOutcomeOfTheScan() {
        FleetInventory faulty = (scope, deadline) -> {
            throw new IllegalStateException("our own fault");
        };

        ScanSummary summary = scan(faulty, FleetScanTest::healthy, settings(2)).run(ORDER, ScanProgress.none());

        assertThat(summary.outcome()).isEqualTo(ScanOutcome.FAILED);
        assertThat(summary.missing())
                .singleElement()
                .satisfies(missing -> assertThat(missing.why()).contains("our own fault"));
    }

    @Test
    void endsAtItsDeadlineWithWhatIsDone() {
        CountDownLatch never = new CountDownLatch(1);
        BiFunction<ScanOrder, ClusterTarget, ClusterReport> hanging = (order, target) -> {
            if (target.identity().name().equals("cluster-0")) {
                await(never);
            }
            return healthy(order, target);
        };
        AtomicInteger done = new AtomicInteger();
        Instant start = Instant.parse("2026-11-22T12:00:00Z");
        InstantSource late =
                () -> done.get() < 3 ? start : start.plus(settings(8).timeout());

        ScanSummary summary = new FleetScan(
                        fleet(4), hanging, sink, settings(8), TreeMap::new, late.withZone(ZoneOffset.UTC))
                .run(ORDER, onScanned(done::incrementAndGet));

        assertThat(summary.outcome()).isEqualTo(ScanOutcome.PARTIAL);
        assertThat(summary.clustersScanned()).isEqualTo(3);
        assertThat(summary.missing())
                .containsExactly(new ScanSummary.Missing(target(0).identity().id(), "the deadline of the scan passed"));
        assertThat(sink.clusters).hasSize(3);
    }

    @Test
    void cancellingDeliversWhatIsDoneAndNamesTheRest() {
        CountDownLatch never = new CountDownLatch(1);
        BiFunction<ScanOrder, ClusterTarget, ClusterReport> hanging = (order, target) -> {
            if (!target.identity().name().equals("cluster-0")) {
                await(never);
            }
            return healthy(order, target);
        };
        FleetScan scan = scan(fleet(3), hanging, settings(3));

        ScanSummary summary = scan.run(ORDER, onScanned(scan::cancel));

        assertThat(summary.outcome()).isEqualTo(ScanOutcome.CANCELLED);
        assertThat(summary.clustersScanned()).isEqualTo(1);
        assertThat(summary.missing())
                .extracting(ScanSummary.Missing::why)
                .containsExactly("the scan was cancelled", "the scan was cancelled");
        assertThat(sink.summaries).containsExactly(summary);
    }

    @Test
    void failsWithTheReasonWhenThereIsNoInventory() {
        FleetInventory broken = (scope, deadline) -> {
            throw new InventoryException("listing subscriptions answered 401");
        };

        ScanSummary summary = scan(broken, FleetScanTest::healthy, settings(2)).run(ORDER, ScanProgress.none());

        assertThat(summary.outcome()).isEqualTo(ScanOutcome.FAILED);
        assertThat(summary.missing())
                .containsExactly(new ScanSummary.Missing("inventory", "listing subscriptions answered 401"));
        assertThat(sink.summaries).containsExactly(summary);
    }

    @Test
    void countsLostRowsAndFailsButScansToTheEnd() {
        sink.failures = 1;

        ScanSummary summary =
                scan(fleet(150), FleetScanTest::healthy, settings(8)).run(ORDER, ScanProgress.none());

        assertThat(summary.outcome()).isEqualTo(ScanOutcome.FAILED);
        assertThat(summary.clustersScanned()).isEqualTo(150);
        assertThat(summary.missing()).containsExactly(new ScanSummary.Missing("100 rows", "the sink is down"));
        assertThat(sink.batches).containsExactly(50);
    }

    @Test
    void subscriptionsThatWereNotReadMakeTheScanPartial() {
        FleetInventory inventory = (scope, deadline) ->
                new Fleet(List.of(target(0)), List.of(new Fleet.Unread("s-2", Reason.NOT_PERMITTED, "answered 403")));

        ScanSummary summary =
                scan(inventory, FleetScanTest::healthy, settings(2)).run(ORDER, ScanProgress.none());

        assertThat(summary.outcome()).isEqualTo(ScanOutcome.PARTIAL);
        assertThat(summary.missing())
                .containsExactly(new ScanSummary.Missing("subscription s-2", "not permitted: answered 403"));
    }

    @Test
    void countsClustersThatWereNotReachedButNotThoseThatNobodyAskedFor() {
        BiFunction<ScanOrder, ClusterTarget, ClusterReport> mixed =
                (order, target) -> switch (target.identity().name()) {
                    case "cluster-0" -> report(order, target, Observation.unavailable(Reason.TIMED_OUT, "no answer"));
                    case "cluster-1" -> report(order, target, Observation.unavailable(Reason.NOT_ATTEMPTED, "off"));
                    default -> healthy(order, target);
                };

        ScanSummary summary = scan(fleet(3), mixed, settings(2)).run(ORDER, ScanProgress.none());

        assertThat(summary.clustersUnreached()).isEqualTo(1);
    }

    private FleetScan scan(
            FleetInventory inventory,
            BiFunction<ScanOrder, ClusterTarget, ClusterReport> clusterScan,
            ScanLimits settings) {
        return new FleetScan(inventory, clusterScan, sink, settings, TreeMap::new, Clock.systemUTC());
    }

    private static ScanProgress onScanned(Runnable happening) {
        return new ScanProgress() {
            @Override
            public void planned(Fleet fleet) {}

            @Override
            public void scanned(ClusterReport report) {
                happening.run();
            }
        };
    }

    private static ScanLimits settings(int concurrency) {
        return new ScanLimits(concurrency, Duration.ofSeconds(30), Duration.ofSeconds(30));
    }

    private static FleetInventory fleet(int clusters) {
        Fleet fleet = new Fleet(
                IntStream.range(0, clusters).mapToObj(FleetScanTest::target).toList(), List.of());
        return (scope, deadline) -> fleet;
    }

    private static ClusterTarget target(int number) {
        return new ClusterTarget(
                ClusterIdentity.of("s-1", "group", "cluster-" + number, "westeurope"),
                AzureFacts.unavailable(Reason.NOT_ATTEMPTED, "not asked"));
    }

    private static ClusterReport healthy(ScanOrder order, ClusterTarget target) {
        return report(order, target, Observation.of("https://127.0.0.1"));
    }

    private static ClusterReport report(ScanOrder order, ClusterTarget target, Observation<String> reached) {
        return new ClusterReport(
                order.scanId(),
                order.simulated(),
                target,
                null,
                List.of(),
                new Verdict(Health.HEALTHY, List.of()),
                reached,
                List.of(),
                Instant.EPOCH,
                Duration.ZERO);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class RecordingSink implements FindingSink {

        private final List<Integer> batches = new ArrayList<>();
        private final List<String> clusters = new ArrayList<>();
        private final List<ScanSummary> summaries = new ArrayList<>();
        private int failures;

        @Override
        public void deliver(List<ClusterReport> reports) {
            if (failures > 0) {
                failures--;
                throw new DeliveryException("the sink is down", reports.size(), new IllegalStateException());
            }
            batches.add(reports.size());
            reports.forEach(report -> clusters.add(report.target().identity().id()));
        }

        @Override
        public void deliver(ScanSummary summary) {
            summaries.add(summary);
        }

        @Override
        public void close() {}
    }
}
