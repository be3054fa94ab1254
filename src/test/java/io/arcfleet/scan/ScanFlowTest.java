package io.arcfleet.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.arcfleet.config.ClusterFilter;
import io.arcfleet.finding.Health;
import io.arcfleet.finding.ScanOutcome;
import io.arcfleet.finding.ScanSummary;
import io.arcfleet.finding.Verdict;
import io.arcfleet.fleet.Fleet;
import io.arcfleet.fleet.FleetInventory;
import io.arcfleet.fleet.InventoryException;
import io.arcfleet.scan.lifecycle.FindingLifecycle;
import io.arcfleet.scan.lifecycle.FindingStates;
import io.arcfleet.scan.memory.InMemoryFindingMemory;
import io.arcfleet.scan.memory.InMemoryScanLedger;
import io.arcfleet.scan.memory.InMemoryWorkQueue;
import io.arcfleet.sink.ClusterReport;
import io.arcfleet.sink.DeliveryException;
import io.arcfleet.sink.FindingSink;
import io.arcfleet.snapshot.AzureFacts;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The function app's way of scanning, without functions: messages are pumped by hand. */
@Timeout(30)
final class ScanFlowTest {

    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration TIMEOUT = Duration.ofHours(1);
    private static final Duration SHARD_TIME = Duration.ofMinutes(20);
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final Duration GRACE = Duration.ofSeconds(30);

    private static final Instant END_OF_RUN = START.plus(SHARD_TIME).plus(GRACE);
    private static final FleetInventory.Scope ALL = new FleetInventory.Scope(List.of(), ClusterFilter.all());

    private Runnable look = () -> {};
    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final Clock clock = new Clock() {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            look.run();
            return now.get();
        }
    };
    private final InMemoryScanLedger ledger = new InMemoryScanLedger();
    private final InMemoryWorkQueue queue = new InMemoryWorkQueue(clock);
    private final FindingStates states =
            new FindingStates(new InMemoryFindingMemory(), new FindingLifecycle(List.of(), Duration.ofDays(30)));
    private final RecordingSink sink = new RecordingSink();
    private final List<String> scanned = Collections.synchronizedList(new ArrayList<>());
    private final ScanRequests requests = new ScanRequests(ledger, queue, TIMEOUT, Duration.ofDays(30), clock);
    private final ScanFinish finish = new ScanFinish(ledger, queue, sink, clock);

    @Test
    void aScanGoesFromRequestToSummaryWithEveryClusterOnce() {
        String scanId = request();

        pump(planning(fleet(250)), shardScan());

        ScanSummary summary = ledger.summary(scanId).orElseThrow();
        assertThat(summary.outcome()).isEqualTo(ScanOutcome.COMPLETE);
        assertThat(summary.clustersFound()).isEqualTo(250);
        assertThat(summary.clustersScanned()).isEqualTo(250);
        assertThat(summary.count(Health.HEALTHY)).isEqualTo(250);
        assertThat(scanned).hasSize(250).doesNotHaveDuplicates();
        assertThat(sink.deliveries).containsExactlyInAnyOrder(100, 100, 50);
        assertThat(sink.summaries).containsExactly(summary);
    }

    @Test
    void anEmptyFleetEndsToo() {
        String scanId = request();

        pump(planning(fleet(0)), shardScan());

        assertThat(ledger.summary(scanId).orElseThrow().outcome()).isEqualTo(ScanOutcome.COMPLETE);
    }

    @Test
    void theSameScopeIsNotScannedTwiceAtOnce() {
        String first = request();
        String second = request();
        pump(planning(fleet(3)), shardScan());
        String third = request();

        assertThat(second).isEqualTo(first);
        assertThat(third).isNotEqualTo(first);
        assertThat(scanned).hasSize(3);
    }

    @Test
    void shardsAreDealtOutOverSubscriptionsAndRegions() {
        List<List<ClusterTarget>> shards = Sharding.shards(fleetOf(300), 100);

        assertThat(shards)
                .hasSize(3)
                .allSatisfy(shard -> assertThat(shard)
                        .extracting(target -> target.identity().subscriptionId())
                        .containsOnly("s-0", "s-1", "s-2")
                        .filteredOn(id -> "s-0".equals(id))
                        .hasSizeBetween(33, 34));
    }

    @Test
    void aPlanThatWasInterruptedIsNotMadeTwiceAndItsMessagesAreSent() {
        String scanId = request();
        WorkQueue dying = (name, message, delay) -> {
            if (name.equals(WorkQueue.SHARDS) && message.endsWith("/1")) {
                throw new IllegalStateException("the worker dies");
            }
            queue.send(name, message, delay);
        };
        ScanPlanning interrupted = new ScanPlanning(ledger, dying, fleet(250), 100, TreeMap::new, clock);

        assertThatThrownBy(() -> interrupted.plan(scanId)).hasMessage("the worker dies");
        pump(planning(fleet(999)), shardScan());

        ScanSummary summary = ledger.summary(scanId).orElseThrow();
        assertThat(summary.clustersScanned()).isEqualTo(250);
        assertThat(summary.outcome()).isEqualTo(ScanOutcome.COMPLETE);
    }

    @Test
    void aWorkerThatDiesBeforeShippingCostsItsShardARetry() {
        String scanId = request();
        sink.failures = 1;

        pump(planning(fleet(10)), shardScan());

        assertThat(ledger.summary(scanId).orElseThrow().outcome()).isEqualTo(ScanOutcome.COMPLETE);
        assertThat(sink.deliveries).containsExactly(10);
    }

    @Test
    void aShardThatIsDoneIsNotScannedAgain() {
        String scanId = request();
        planning(fleet(10)).plan(scanId);
        ShardMessage shard = new ShardMessage(scanId, 0);

        shardScan().scan(shard);
        shardScan().scan(shard);

        assertThat(scanned).hasSize(10);
        assertThat(sink.deliveries).containsExactly(10);
    }

    @Test
    void ofShardsThatAreDoneAtTheSameMomentOneSendsTheEnd() {
        String scanId = request();
        planning(fleet(10)).plan(scanId);
        ledger.announceEnd(scanId);

        shardScan().scan(new ShardMessage(scanId, 0));

        assertThat(queue.receive(WorkQueue.FINISH, 9, LEASE)).isEmpty();
    }

    @Test
    void anEndThatWasAnnouncedAndNotSentIsSentByTheShardThatComesAgain() {
        String scanId = request();
        planning(fleet(10)).plan(scanId);
        ledger.announceEnd(scanId);
        shardScan().scan(new ShardMessage(scanId, 0));

        shardScan().scan(new ShardMessage(scanId, 0));

        assertThat(queue.receive(WorkQueue.FINISH, 9, LEASE))
                .extracting(InMemoryWorkQueue.Received::text)
                .containsExactly(scanId);
    }

    @Test
    void aShardThatIsGivenUpNamesItsClusters() {
        String scanId = request();
        planning(fleet(150)).plan(scanId);

        shardScan().giveUp(new ShardMessage(scanId, 1), "it failed five times");
        shardScan().scan(new ShardMessage(scanId, 0));
        finish.finish(scanId);

        ScanSummary summary = ledger.summary(scanId).orElseThrow();
        assertThat(summary.outcome()).isEqualTo(ScanOutcome.PARTIAL);
        assertThat(summary.clustersScanned()).isEqualTo(100);
        assertThat(summary.missing())
                .hasSize(50)
                .allSatisfy(missing -> assertThat(missing.why()).isEqualTo("it failed five times"));
    }

    @Test
    void theDeadlineEndsAScanAndNamesWhatIsMissing() {
        String scanId = request();
        planning(fleet(150)).plan(scanId);
        shardScan().scan(new ShardMessage(scanId, 0));

        finish.finish(scanId);
        assertThat(ledger.summary(scanId)).isEmpty();
        now.set(START.plus(TIMEOUT).plusSeconds(5));
        pump(planning(fleet(150)), shardScan());

        ScanSummary summary = ledger.summary(scanId).orElseThrow();
        assertThat(summary.outcome()).isEqualTo(ScanOutcome.PARTIAL);
        assertThat(summary.clustersScanned()).isEqualTo(100);
        assertThat(summary.missing())
                .hasSize(50)
                .allSatisfy(missing -> assertThat(missing.why()).isEqualTo("the deadline of the scan passed"));
    }

    @Test
    void theTimerClosesAScanWhoseMessagesWereLost() {
        String scanId = request();
        drain();
        now.set(START.plus(TIMEOUT).plusSeconds(1));

        requests.closeOverdue(finish::finish);

        ScanSummary summary = ledger.summary(scanId).orElseThrow();
        assertThat(summary.outcome()).isEqualTo(ScanOutcome.FAILED);
        assertThat(summary.missing()).extracting(ScanSummary.Missing::what).containsExactly("inventory");
        assertThat(request()).isNotEqualTo(scanId);
    }

    @Test
    void anOverdueScanWhoseEndFailsIsLeftToAMessageAndKeepsNobodyElseOpen() {
        String first = request();
        String second =
                requests.request("http", true, scopeOf("s-1"), Map.of()).order().scanId();
        drain();
        now.set(START.plus(TIMEOUT));
        sink.summaryFailures = 1;

        requests.closeOverdue(finish::finish);

        assertThat(ledger.summary(first)).isEmpty();
        assertThat(ledger.summary(second)).isPresent();
        pump(planning(fleet(3)), shardScan());
        assertThat(ledger.summary(first)).isPresent();
    }

    @Test
    void aDeadlineMessageThatComesTooEarlyByTheClockOfItsMachineIsSentAgain() {
        String scanId = request();
        planning(fleet(3)).plan(scanId);
        drain();

        now.set(START.plus(TIMEOUT).minusSeconds(5));
        finish.finish(scanId);
        assertThat(ledger.summary(scanId)).isEmpty();
        now.set(START.plus(TIMEOUT).plusSeconds(2));
        pump(planning(fleet(3)), shardScan());

        assertThat(ledger.summary(scanId)).isPresent();
    }

    @Test
    void aPlanOfAScanThatIsOverdueIsNotMade() {
        String scanId = request();
        now.set(START.plus(TIMEOUT));

        pump(
                planning((scope, deadline) -> {
                    throw new AssertionError("listed for nothing");
                }),
                shardScan());

        assertThat(ledger.summary(scanId).orElseThrow().outcome()).isEqualTo(ScanOutcome.FAILED);
    }

    @Test
    void aShardOfAScanThatIsOverdueEndsItAndScansNothing() {
        String scanId = request();
        planning(fleet(3)).plan(scanId);
        now.set(START.plus(TIMEOUT));

        shardScan().scan(new ShardMessage(scanId, 0));

        assertThat(scanned).isEmpty();
        assertThat(queue.receive(WorkQueue.FINISH, 9, LEASE))
                .extracting(InMemoryWorkQueue.Received::text)
                .containsExactly(scanId);
    }

    @Test
    void theInventoryEndsWellBeforeThePlatformWouldEndItsFunction() {
        AtomicReference<Instant> until = new AtomicReference<>();
        FleetInventory asked = (scope, deadline) -> {
            until.set(deadline);
            return new Fleet(List.of(), List.of());
        };

        planning(asked).plan(request());

        assertThat(until).hasValue(START.plus(Duration.ofMinutes(20)));
    }

    @Test
    void theCallsOfTheInventoryCountThoughOtherInstancesScanTheShards() {
        String scanId = request();
        ScanSummary.Calls listed = new ScanSummary.Calls(4, 1, Duration.ofSeconds(3));

        new ScanPlanning(ledger, queue, fleet(1), 100, () -> new TreeMap<>(Map.of("resource graph", listed)), clock)
                .plan(scanId);
        pump(planning(fleet(1)), shardScan());

        assertThat(ledger.summary(scanId).orElseThrow().calls()).containsExactly(Map.entry("resource graph", listed));
    }

    @Test
    void requestsAtTheSameMomentMakeOnePlanAndALaterOneSendsAMessageThatWasLost() {
        String scanId = request();
        request();
        assertThat(queue.size(WorkQueue.SCANS)).isEqualTo(1);
        drain();

        now.set(START.plusSeconds(121));
        request();

        assertThat(queue.receive(WorkQueue.SCANS, 9, LEASE))
                .extracting(InMemoryWorkQueue.Received::text)
                .containsExactly(scanId);
    }

    @Test
    void aLookIntoTheLedgerThatFailsCostsNoCluster() {
        ShardMessage shard = plannedShard(4);
        AtomicInteger finds = new AtomicInteger();
        ScanLedger failing = ledgerWhere("find", () -> {
            if (finds.incrementAndGet() > 1) {
                throw new UncheckedIOException(new IOException("answered 503"));
            }
            return ledger.find(shard.scanId());
        });
        onLook(() -> now.set(now.get().plusSeconds(3)));

        shardScan(failing, 1, (order, target) -> report(order, target)).scan(shard);

        assertThat(finds).hasValueGreaterThan(1);
        assertThat(sink.deliveries).containsExactly(4);
    }

    @Test
    void clustersOfAPlanThatIsGoneAreNotTakenForScanned() {
        String scanId = request();
        planning(fleet(3)).plan(scanId);
        ScanRecord scan = ledger.find(scanId).orElseThrow();
        ScanLedger forgetful = ledgerWhere(
                "account",
                () -> Optional.of(new ScanLedger.Account(scan, List.of(), List.of(), List.of(), new TreeMap<>())));
        now.set(START.plus(TIMEOUT));

        new ScanFinish(forgetful, queue, sink, clock).finish(scanId);

        ScanSummary summary = ledger.summary(scanId).orElseThrow();
        assertThat(summary.outcome()).isEqualTo(ScanOutcome.PARTIAL);
        assertThat(summary.missing()).extracting(ScanSummary.Missing::what).containsExactly("3 clusters");
    }

    @Test
    void cancellingEndsAScanWithWhatIsDone() {
        String scanId = request();
        planning(fleet(150)).plan(scanId);
        shardScan().scan(new ShardMessage(scanId, 0));

        requests.cancel(scanId);
        pump(planning(fleet(150)), shardScan());

        ScanSummary summary = ledger.summary(scanId).orElseThrow();
        assertThat(summary.outcome()).isEqualTo(ScanOutcome.CANCELLED);
        assertThat(summary.clustersScanned()).isEqualTo(100);
        assertThat(summary.missing()).hasSize(50);
        assertThat(requests.cancel("unknown")).isEmpty();
    }

    @Test
    void aRunningShardStopsSoonAfterItsScanWasCancelled() {
        String scanId = request();
        planning(fleet(20)).plan(scanId);
        ShardScan cancelsItself = shardScan(1, (order, target) -> {
            if (!scanned.isEmpty()) {
                requests.cancel(scanId);
                now.set(now.get().plusSeconds(3));
                awaitInterrupt();
            }
            scanned.add(target.identity().id());
            return report(order, target);
        });

        cancelsItself.scan(new ShardMessage(scanId, 0));

        assertThat(ledger.outcomes(scanId, 0)).hasSize(1);
    }

    @Test
    void aShardThatIsOutOfTimeShipsWhatIsDoneAndHandsTheRestOn() {
        ShardMessage shard = plannedShard(10);

        slowShardScan().scan(shard);

        assertThat(ledger.outcomes(shard.scanId(), 0)).hasSize(4);
        assertThat(sink.deliveries).containsExactly(4);
        assertThat(handedOn()).containsExactly(tuple(shard.scanId() + "/0", 1));
        assertThat(queue.receive(WorkQueue.FINISH, 9, LEASE)).isEmpty();
    }

    @Test
    void aShardThatIsHandedOnIsScannedToItsEndWithEveryClusterOnce() {
        String scanId = request();

        pump(planning(fleet(10)), slowShardScan());

        assertThat(ledger.summary(scanId).orElseThrow().outcome()).isEqualTo(ScanOutcome.COMPLETE);
        assertThat(scanned).hasSize(10).doesNotHaveDuplicates();
        assertThat(sink.deliveries).containsExactly(4, 4, 2);
    }

    @Test
    void clustersInFlightAreLetFinishWhenTheirShardIsOutOfTime() {
        ShardMessage shard = plannedShard(5);
        CountDownLatch inFlight = new CountDownLatch(2);
        CountDownLatch looked = new CountDownLatch(2);

        onLook(() -> {
            if (!now.get().isBefore(START.plus(SHARD_TIME))) {
                looked.countDown();
            }
        });
        shardScan(2, (order, target) -> {
                    inFlight.countDown();
                    await(inFlight);
                    now.set(START.plus(SHARD_TIME));
                    await(looked);
                    return report(order, target);
                })
                .scan(shard);

        assertThat(ledger.outcomes(shard.scanId(), 0)).hasSize(2);
        assertThat(handedOn()).hasSize(1);
    }

    @Test
    void aClusterThatOverrunsTheGraceIsLeftToTheNextRun() {
        ShardMessage shard = plannedShard(5);

        AtomicInteger looks = new AtomicInteger();
        onLook(() -> {
            // Each look takes one report in, or waits for one in vain: by then the four are in.
            if (scanned.size() == 4 && looks.incrementAndGet() > 8) {
                now.set(END_OF_RUN);
            }
        });
        shardScan(5, (order, target) -> {
                    if (target.identity().name().equals("cluster-0")) {
                        awaitInterrupt();
                    }
                    scanned.add(target.identity().id());
                    return report(order, target);
                })
                .scan(shard);

        assertThat(ledger.outcomes(shard.scanId(), 0))
                .isNotEmpty()
                .noneMatch(outcome -> outcome.clusterId().endsWith("cluster-0"));
        assertThat(handedOn()).hasSize(1);
    }

    @Test
    void aShardThatGetsNowhereFailsAndHandsNothingOn() {
        ShardMessage shard = plannedShard(3);

        onLook(() -> {
            // No further: the scan itself must have time left, however often the shard looks.
            if (now.get().isBefore(START.plus(TIMEOUT).minus(SHARD_TIME.dividedBy(2)))) {
                now.set(now.get().plus(SHARD_TIME.dividedBy(4)));
            }
        });
        ShardScan stuck = shardScan(8, (order, target) -> {
            awaitInterrupt();
            return report(order, target);
        });

        assertThatThrownBy(() -> stuck.scan(shard))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("none of the 3 clusters that are left of shard 0 was done within PT20M30S");
        assertThat(handedOn()).isEmpty();
    }

    @Test
    void anOldMessageThatComesAgainAfterItsShardWasHandedOnDoesNoHarm() {
        ShardMessage shard = plannedShard(10);
        ShardScan slow = slowShardScan();

        slow.scan(shard);
        slow.scan(shard);
        pump(planning(fleet(10)), slow);

        ScanSummary summary = ledger.summary(shard.scanId()).orElseThrow();
        assertThat(summary.outcome()).isEqualTo(ScanOutcome.COMPLETE);
        assertThat(summary.clustersScanned()).isEqualTo(10);
        assertThat(scanned).hasSize(10).doesNotHaveDuplicates();
        assertThat(sink.summaries).containsExactly(summary);
    }

    @Test
    void anOldMessageBesideTheNewOneNeitherFailsNorHandsOnWhatTheOtherHasDone() {
        ShardMessage shard = plannedShard(10);
        ShardScan other = shardScan();

        shardScan(1, (order, target) -> {
                    if (scanned.isEmpty()) {
                        other.scan(shard);
                    }
                    now.set(now.get().plus(SHARD_TIME.dividedBy(4)));
                    return report(order, target);
                })
                .scan(shard);

        assertThat(handedOn()).isEmpty();
        pump(planning(fleet(10)), shardScan());
        ScanSummary summary = ledger.summary(shard.scanId()).orElseThrow();
        assertThat(summary.outcome()).isEqualTo(ScanOutcome.COMPLETE);
        assertThat(summary.clustersScanned()).isEqualTo(10);
        assertThat(sink.summaries).containsExactly(summary);
    }

    @Test
    void theDeadlineOfTheScanEndsAShardWithoutAFailure() {
        ShardMessage shard = plannedShard(10);
        now.set(START.plus(TIMEOUT).minus(SHARD_TIME.dividedBy(2)));

        slowShardScan().scan(shard);

        assertThat(ledger.outcomes(shard.scanId(), 0)).hasSizeLessThan(10);
        assertThat(handedOn()).isEmpty();
    }

    private static void awaitInterrupt() {
        await(new CountDownLatch(1));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The only shard of a scan, its message taken from the queue. */
    private ShardMessage plannedShard(int clusters) {
        String scanId = request();
        drain();
        planning(fleet(clusters)).plan(scanId);
        queue.receive(WorkQueue.SHARDS, 9, LEASE).forEach(queue::delete);
        return new ShardMessage(scanId, 0);
    }

    private List<Tuple> handedOn() {
        return queue.receive(WorkQueue.SHARDS, 9, LEASE).stream()
                .map(message -> tuple(message.text(), message.dequeueCount()))
                .toList();
    }

    /** One cluster at a time, each takes a quarter of the time that a run has. */
    private ShardScan slowShardScan() {
        return shardScan(1, (order, target) -> {
            scanned.add(target.identity().id());
            now.set(now.get().plus(SHARD_TIME.dividedBy(4)));
            return report(order, target);
        });
    }

    /** What happens whenever the thread of the test reads the clock, as that of a shard does while it waits. */
    private void onLook(Runnable happening) {
        long test = Thread.currentThread().threadId();
        look = () -> {
            if (Thread.currentThread().threadId() == test) {
                happening.run();
            }
        };
    }

    @Test
    void aScanWithoutInventoryIsTriedAgainAndThenFails() {
        String scanId = request();
        FleetInventory broken = (scope, deadline) -> {
            throw new InventoryException("answered 500");
        };

        assertThatThrownBy(() -> planning(broken).plan(scanId)).isInstanceOf(InventoryException.class);
        finish.fail(scanId, "inventory", "answered 500");

        ScanSummary summary = ledger.summary(scanId).orElseThrow();
        assertThat(summary.outcome()).isEqualTo(ScanOutcome.FAILED);
        assertThat(summary.missing()).containsExactly(new ScanSummary.Missing("inventory", "answered 500"));
        assertThat(sink.summaries).containsExactly(summary);
    }

    @Test
    void aSummaryThatCannotBeDeliveredIsInTheLedgerAndSaysSo() {
        String scanId = request();
        planning(fleet(1)).plan(scanId);
        shardScan().scan(new ShardMessage(scanId, 0));
        sink.summaryFailures = 2;

        assertThatThrownBy(() -> finish.finish(scanId)).isInstanceOf(DeliveryException.class);
        finish.fail(scanId, "the end of the scan", "it failed five times");

        ScanSummary summary = ledger.summary(scanId).orElseThrow();
        assertThat(summary.outcome()).isEqualTo(ScanOutcome.FAILED);
        assertThat(summary.missing())
                .extracting(ScanSummary.Missing::what)
                .containsExactly("the end of the scan", "the row of the scan");
    }

    @Test
    void clustersThatWereAskedForAndNotFoundAreNamed() {
        ClusterTarget known = fleetOf(3).getFirst();
        FleetInventory.Scope scope = new FleetInventory.Scope(
                List.of(), ClusterFilter.all(), List.of(known.identity().id(), "/subscriptions/x/unknown"));
        String scanId = requests.request("http", true, scope, Map.of()).order().scanId();

        pump(planning(fleet(3)), shardScan());

        ScanSummary summary = ledger.summary(scanId).orElseThrow();
        assertThat(summary.clustersScanned()).isEqualTo(1);
        assertThat(summary.missing())
                .singleElement()
                .satisfies(missing -> assertThat(missing.what()).isEqualTo("/subscriptions/x/unknown"));
    }

    /** The ledger of the test, but for one method. */
    private ScanLedger ledgerWhere(String name, Supplier<Object> answer) {
        return (ScanLedger) Proxy.newProxyInstance(
                ScanLedger.class.getClassLoader(),
                new Class<?>[] {ScanLedger.class},
                (proxy, method, arguments) ->
                        method.getName().equals(name) ? answer.get() : method.invoke(ledger, arguments));
    }

    private static FleetInventory.Scope scopeOf(String subscription) {
        return new FleetInventory.Scope(List.of(subscription), ClusterFilter.all());
    }

    private String request() {
        return requests.request("test", true, ALL, Map.of()).order().scanId();
    }

    private ScanPlanning planning(FleetInventory inventory) {
        return new ScanPlanning(ledger, queue, inventory, 100, TreeMap::new, clock);
    }

    private ShardScan shardScan() {
        return shardScan(8, (order, target) -> {
            scanned.add(target.identity().id());
            return report(order, target);
        });
    }

    private ShardScan shardScan(int concurrency, BiFunction<ScanOrder, ClusterTarget, ClusterReport> clusterScan) {
        return shardScan(ledger, concurrency, clusterScan);
    }

    private ShardScan shardScan(
            ScanLedger over, int concurrency, BiFunction<ScanOrder, ClusterTarget, ClusterReport> clusterScan) {
        return new ShardScan(
                over,
                queue,
                clusterScan,
                states,
                sink,
                new ShardScan.Limits(concurrency, SHARD_TIME, GRACE),
                TreeMap::new,
                clock);
    }

    /** Works off every visible message; one that fails is tried again. */
    private void pump(ScanPlanning planning, ShardScan shards) {
        int worked;
        do {
            worked = take(WorkQueue.SCANS, planning::plan)
                    + take(WorkQueue.SHARDS, message -> shards.scan(ShardMessage.parse(message)))
                    + take(WorkQueue.FINISH, finish::finish);
        } while (worked > 0);
    }

    private int take(String name, Consumer<String> function) {
        List<InMemoryWorkQueue.Received> messages = queue.receive(name, 1, LEASE);
        for (InMemoryWorkQueue.Received message : messages) {
            try {
                function.accept(message.text());
                queue.delete(message);
            } catch (DeliveryException e) {
                queue.release(message, Duration.ZERO);
            }
        }
        return messages.size();
    }

    private void drain() {
        for (String name : List.of(WorkQueue.SCANS, WorkQueue.SHARDS, WorkQueue.FINISH)) {
            queue.receive(name, 100, LEASE).forEach(queue::delete);
        }
    }

    private static FleetInventory fleet(int clusters) {
        Fleet fleet = new Fleet(fleetOf(clusters), List.of());
        return (scope, deadline) -> fleet;
    }

    private static List<ClusterTarget> fleetOf(int clusters) {
        return IntStream.range(0, clusters)
                .mapToObj(i -> new ClusterTarget(
                        ClusterIdentity.of("s-" + i % 3, "group", "cluster-" + i, "westeurope"),
                        AzureFacts.unavailable(Reason.NOT_ATTEMPTED, "not asked")))
                .toList();
    }

    private static ClusterReport report(ScanOrder order, ClusterTarget target) {
        return new ClusterReport(
                order.scanId(),
                order.simulated(),
                target,
                null,
                List.of(),
                new Verdict(Health.HEALTHY, List.of()),
                Observation.of("https://127.0.0.1"),
                List.of(),
                START,
                Duration.ZERO);
    }

    private static final class RecordingSink implements FindingSink {

        private final List<Integer> deliveries = new ArrayList<>();
        private final List<ScanSummary> summaries = new ArrayList<>();
        private int failures;
        private int summaryFailures;

        @Override
        public void deliver(List<ClusterReport> reports) {
            if (failures-- > 0) {
                throw new DeliveryException("the workspace is down", reports.size(), new IllegalStateException());
            }
            deliveries.add(reports.size());
        }

        @Override
        public void deliver(ScanSummary summary) {
            if (summaryFailures-- > 0) {
                throw new DeliveryException("the workspace is down", 1, new IllegalStateException());
            }
            summaries.add(summary);
        }

        @Override
        public void close() {}
    }
}
