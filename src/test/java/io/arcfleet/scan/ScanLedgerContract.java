package io.arcfleet.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arcfleet.config.ClusterFilter;
import io.arcfleet.finding.Health;
import io.arcfleet.finding.ScanOutcome;
import io.arcfleet.finding.ScanSummary;
import io.arcfleet.fleet.FleetInventory;
import io.arcfleet.snapshot.AzureFacts;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every form of the ledger must do. */
@Timeout(60)
public abstract class ScanLedgerContract {

    /** When every scan is requested. */
    protected static final Instant AT = Instant.parse("2026-08-01T12:00:00.123456789Z");

    /** When every scan is to end. */
    protected static final Instant DEADLINE = AT.plus(Duration.ofMinutes(30));

    private static final int RIVALS = 8;

    /** The ledger of this test, opened once more, as by another instance of the app. */
    protected abstract ScanLedger open();

    @Test
    void aScanIsAdmittedAsRequested() {
        ScanRecord admitted = open().admit(order("one"), "all", AT, DEADLINE);

        assertThat(admitted)
                .isEqualTo(new ScanRecord(
                        order("one"), ScanState.REQUESTED, AT, DEADLINE, false, 0, 0, 0, Map.of(), null));
        assertThat(open().find("one")).contains(admitted);
        assertThat(open().running()).containsExactly(admitted);
        assertThat(admitted.isTerminal()).isFalse();
    }

    @Test
    void aScopeHasOneScanAtATime() {
        ScanLedger ledger = admitted("one");

        assertThat(ledger.admit(order("two"), "all", AT.plusSeconds(1), DEADLINE)
                        .order()
                        .scanId())
                .isEqualTo("one");
        assertThat(ledger.admit(order("three"), "other", AT.plusSeconds(2), DEADLINE)
                        .order()
                        .scanId())
                .isEqualTo("three");
        assertThat(ledger.find("two")).isEmpty();

        ledger.end("one", summary("one"));

        assertThat(ledger.admit(order("two"), "all", AT.plusSeconds(3), DEADLINE)
                        .order()
                        .scanId())
                .isEqualTo("two");
        assertThat(ids(ledger.running())).containsExactly("three", "two");
    }

    @Test
    void anAdmissionMayBeRepeatedEvenAfterTheEnd() {
        ScanLedger ledger = admitted("one");
        ledger.end("one", summary("one"));

        ScanRecord again = ledger.admit(order("one"), "all", AT.plusSeconds(9), DEADLINE);

        assertThat(again.state()).isEqualTo(ScanState.ENDED);
        assertThat(ledger.recent(10)).hasSize(1);
        assertThat(ledger.running()).isEmpty();
    }

    @Test
    void admissionsAtTheSameMomentGiveOneScan() {
        List<String> admitted = atTheSameMoment(rival -> open().admit(order("scan-" + rival), "all", AT, DEADLINE)
                .order()
                .scanId());

        assertThat(Set.copyOf(admitted)).hasSize(1);
        assertThat(ids(open().recent(10))).containsExactly(admitted.getFirst());
        assertThat(ids(open().running())).containsExactly(admitted.getFirst());
    }

    @Test
    void theNewestScansAreListedFirst() {
        ScanLedger ledger = open();
        for (int i = 0; i < 12; i++) {
            ledger.admit(order("scan-" + i), "scope " + i, AT.plusMillis((7 * i) % 12), DEADLINE);
        }
        ledger.end("scan-0", summary("scan-0"));

        assertThat(ledger.recent(12))
                .extracting(ScanRecord::requestedAt)
                .isSortedAccordingTo((a, b) -> b.compareTo(a))
                .hasSize(12);
        assertThat(ledger.recent(3)).hasSize(3);
        assertThat(ledger.running())
                .extracting(ScanRecord::requestedAt)
                .isSorted()
                .hasSize(11);
    }

    @Test
    void aPlanCountsOnce() {
        ScanLedger ledger = admitted("one");

        ScanRecord planned = ledger.plan("one", plan(3, 4));

        assertThat(planned.state()).isEqualTo(ScanState.RUNNING);
        assertThat(planned.clustersFound()).isEqualTo(12);
        assertThat(planned.shards()).isEqualTo(3);
        assertThat(ledger.plan("one", plan(5, 5))).isEqualTo(planned);
        assertThat(ledger.shard("one", 2)).isEqualTo(plan(3, 4).shards().get(2));
        assertThat(ledger.outcomes("one", 2)).isEmpty();
        assertThat(planned.isTerminal()).isFalse();
    }

    @Test
    void plansAtTheSameMomentDoNotMix() {
        ScanLedger ledger = admitted("one");

        List<ScanRecord> planned = atTheSameMoment(rival -> open().plan("one", plan(1 + rival, 1 + rival)));

        int shards = planned.getFirst().shards();
        assertThat(planned).extracting(ScanRecord::shards).containsOnly(shards);
        for (int shard = 0; shard < shards; shard++) {
            assertThat(ledger.shard("one", shard)).hasSize(shards);
        }
        assertThat(ledger.account("one").orElseThrow().clusterIds()).hasSize(shards * shards);
    }

    @Test
    void aFleetWithoutClustersIsDoneAtOnce() {
        assertThat(admitted("one")
                        .plan("one", new ScanPlan(List.of(), List.of()))
                        .isTerminal())
                .isTrue();
    }

    @Test
    void outcomesCountOnceAndTheFirstIsKept() {
        ScanLedger ledger = admitted("one");
        ledger.plan("one", plan(2, 3));
        ClusterOutcome first = new ClusterOutcome(id(0, 0), Health.BROKEN, 3, true, null);
        ClusterOutcome failed = new ClusterOutcome(id(0, 1), null, 0, false, "no answer");

        ledger.add("one", 0, List.of(first, failed));
        ScanRecord again = ledger.add(
                "one", 0, List.of(first, new ClusterOutcome(id(0, 1), Health.HEALTHY, 0, true, null), failed));

        assertThat(again.clustersDone()).isEqualTo(2);
        assertThat(again.health()).isEqualTo(Map.of(Health.BROKEN, 1));
        assertThat(ledger.outcomes("one", 0)).containsExactlyInAnyOrder(first, failed);
        assertThat(ledger.outcomes("one", 1)).isEmpty();
        assertThat(ledger.add("one", 1, List.of())).isEqualTo(again);
    }

    @Test
    void overlappingOutcomesAtTheSameMomentCountOnce() {
        ScanLedger ledger = admitted("one");
        ledger.plan("one", plan(1, 20));

        List<ScanRecord> after = atTheSameMoment(rival -> open().add("one", 0, outcomes(0, rival, rival + 12)));

        assertThat(ledger.find("one").orElseThrow().clustersDone()).isEqualTo(19);
        assertThat(ledger.outcomes("one", 0))
                .extracting(ClusterOutcome::clusterId)
                .doesNotHaveDuplicates()
                .hasSize(19);
        assertThat(after).extracting(ScanRecord::clustersDone).contains(19);
        assertThat(ledger.find("one").orElseThrow().health()).isEqualTo(Map.of(Health.HEALTHY, 19));
    }

    @Test
    void theLastOfManyShardsSeesTheScanDone() {
        admitted("one").plan("one", plan(RIVALS, 2));

        List<ScanRecord> after = atTheSameMoment(shard -> open().add("one", shard, outcomes(shard, 0, 2)));

        assertThat(after).filteredOn(ScanRecord::isTerminal).isNotEmpty();
    }

    @Test
    void oneCallerAnnouncesTheEnd() {
        ScanLedger ledger = admitted("one");
        ledger.plan("one", plan(1, 1));

        List<Boolean> announced = atTheSameMoment(rival -> open().announceEnd("one"));

        assertThat(announced).containsOnlyOnce(true);
        assertThat(ledger.announceEnd("one")).isFalse();
        assertThat(ledger.find("one").orElseThrow().state()).isEqualTo(ScanState.RUNNING);
    }

    @Test
    void oneCallerEndsTheScan() {
        ScanLedger ledger = admitted("one");
        ledger.plan("one", plan(1, 1));

        List<Boolean> ended = atTheSameMoment(rival -> open().end("one", summary("one", rival)));

        assertThat(ended).containsOnlyOnce(true);
        assertThat(ledger.summary("one")).contains(summary("one", ended.indexOf(true)));
        assertThat(ledger.end("one", summary("one"))).isFalse();
        assertThat(ledger.running()).isEmpty();
    }

    @Test
    void anEndedScanDoesNotChange() {
        ScanLedger ledger = admitted("one");
        ledger.plan("one", plan(1, 3));
        ledger.add("one", 0, outcomes(0, 0, 1));
        ledger.end("one", summary("one"));
        ScanRecord ended = ledger.find("one").orElseThrow();

        assertThat(ended.state()).isEqualTo(ScanState.ENDED);
        assertThat(ended.outcome()).isEqualTo(ScanOutcome.PARTIAL);
        assertThat(ended.clustersDone()).isEqualTo(1);
        assertThat(ended.health()).isEqualTo(Map.of(Health.HEALTHY, 1));
        assertThat(ledger.add("one", 0, outcomes(0, 1, 3))).isEqualTo(ended);
        assertThat(ledger.plan("one", plan(2, 2))).isEqualTo(ended);
        assertThat(ledger.cancel("one")).contains(ended);
        assertThat(ledger.find("one")).contains(ended);
        assertThat(ledger.recent(1)).containsExactly(ended);
    }

    @Test
    void aScanMayEndWithoutAPlan() {
        ScanLedger ledger = admitted("one");

        assertThat(ledger.end("one", summary("one"))).isTrue();

        assertThat(ledger.plan("one", plan(1, 1)).clustersFound()).isZero();
        assertThat(ledger.account("one").orElseThrow().clusterIds()).isEmpty();
    }

    @Test
    void aRunningScanMayBeCancelled() {
        ScanLedger ledger = admitted("one");
        ledger.plan("one", plan(1, 2));

        ScanRecord cancelled = ledger.cancel("one").orElseThrow();

        assertThat(cancelled.cancelled()).isTrue();
        assertThat(cancelled.state()).isEqualTo(ScanState.RUNNING);
        assertThat(ledger.cancel("one")).contains(cancelled);
        assertThat(ledger.find("one")).contains(cancelled);
    }

    @Test
    void aCancellationAndAPlanAtTheSameMomentBothCount() {
        admitted("one");

        atTheSameMoment(rival -> rival % 2 == 0 ? open().cancel("one") : open().plan("one", plan(2, 2)));

        ScanRecord scan = open().find("one").orElseThrow();
        assertThat(scan.cancelled()).isTrue();
        assertThat(scan.clustersFound()).isEqualTo(4);
    }

    @Test
    void theAccountHasEverything() {
        ScanLedger ledger = admitted("one");
        List<ScanSummary.Missing> missing = List.of(new ScanSummary.Missing("subscription s", "not permitted"));
        ledger.plan("one", new ScanPlan(plan(2, 2).shards(), missing));
        ledger.add("one", 0, outcomes(0, 0, 2));
        ledger.add("one", 1, outcomes(1, 0, 1));
        Map<String, ScanSummary.Calls> calls = Map.of("graph", new ScanSummary.Calls(2, 1, Duration.ofMillis(1500)));
        ledger.addCalls("one", "run/1", new TreeMap<>(calls));
        ledger.addCalls("one", "run/1", new TreeMap<>(calls));
        ledger.addCalls("one", "run/2", new TreeMap<>(calls));

        ScanLedger.Account account = ledger.account("one").orElseThrow();

        assertThat(account.scan()).isEqualTo(ledger.find("one").orElseThrow());
        assertThat(account.outcomes())
                .extracting(ClusterOutcome::clusterId)
                .containsExactlyInAnyOrder(id(0, 0), id(0, 1), id(1, 0));
        assertThat(account.clusterIds()).containsExactly(id(0, 0), id(0, 1), id(1, 0), id(1, 1));
        assertThat(account.missing()).isEqualTo(missing);
        assertThat(account.calls()).isEqualTo(Map.of("graph", new ScanSummary.Calls(4, 2, Duration.ofSeconds(3))));
    }

    @Test
    void aSummaryWithALongListOfMissingClustersComesBack() {
        ScanLedger ledger = admitted("one");
        ScanSummary summary = summary("one", 3_000);

        ledger.end("one", summary);

        assertThat(ledger.summary("one")).contains(summary);
    }

    @Test
    void anUnknownScanIsNotThere() {
        ScanLedger ledger = open();
        for (String unknown : List.of("unknown", "", "a/b\\c#d?e", "' or 1 eq 1", "\u0001\u00e9\ud83d\ude00")) {
            assertThat(ledger.find(unknown)).isEmpty();
            assertThat(ledger.summary(unknown)).isEmpty();
            assertThat(ledger.account(unknown)).isEmpty();
            assertThat(ledger.cancel(unknown)).isEmpty();
            assertThatThrownBy(() -> ledger.plan(unknown, plan(1, 1))).isInstanceOf(NoSuchElementException.class);
            assertThatThrownBy(() -> ledger.shard(unknown, 0)).isInstanceOf(NoSuchElementException.class);
            assertThatThrownBy(() -> ledger.add(unknown, 0, List.of())).isInstanceOf(NoSuchElementException.class);
            assertThatThrownBy(() -> ledger.addCalls(unknown, "run", new TreeMap<>()))
                    .isInstanceOf(NoSuchElementException.class);
            assertThatThrownBy(() -> ledger.end(unknown, summary("one"))).isInstanceOf(NoSuchElementException.class);
        }
        assertThat(ledger.recent(5)).isEmpty();
        assertThat(ledger.running()).isEmpty();
        assertThat(ledger.deleteOlderThan(Duration.ZERO, AT)).isZero();
    }

    @Test
    void aShardThatIsNotInThePlanIsNotThere() {
        ScanLedger ledger = admitted("one");
        assertThatThrownBy(() -> ledger.shard("one", 0)).isInstanceOf(NoSuchElementException.class);

        ledger.plan("one", plan(1, 1));

        assertThatThrownBy(() -> ledger.shard("one", 1)).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> ledger.outcomes("one", -1)).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> ledger.add("one", 1, List.of())).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void namesMayHaveOddCharacters() {
        ScanLedger ledger = open();
        String scanId = "a/b\\c#d?e%2F'\u00e9\ud83d\ude00";
        ScanOrder order = new ScanOrder(
                scanId,
                "http",
                false,
                new FleetInventory.Scope(
                        List.of("s"),
                        new ClusterFilter(
                                List.of("r/g"), List.of("w e"), Map.of("k'", "\u00fc"), List.of("st[ab]re-*"))),
                Map.of("names", "\"\u96ea\""));
        ClusterIdentity odd =
                new ClusterIdentity("kubeconfig:h/\u00e9'\"#?", "n\u00e9\ud83d\ude00", null, "R (g)", null);
        ClusterTarget target = new ClusterTarget(odd, AzureFacts.unavailable(Reason.NOT_ATTEMPTED, "\u96ea\n"));
        ClusterOutcome outcome = new ClusterOutcome(odd.id(), null, 0, false, "\"no\"\n\u96ea");

        ledger.admit(order, "scope/'#?\u00e9", AT, DEADLINE);
        ledger.plan(scanId, new ScanPlan(List.of(List.of(target)), List.of()));
        ledger.add(scanId, 0, List.of(outcome));

        assertThat(ledger.find(scanId).orElseThrow().order()).isEqualTo(order);
        assertThat(ledger.shard(scanId, 0)).containsExactly(target);
        assertThat(ledger.outcomes(scanId, 0)).containsExactly(outcome);
        assertThat(ledger.end(scanId, summary("one"))).isTrue();
    }

    @Test
    void scansThatEndedLongAgoAreDeleted() {
        ScanLedger ledger = open();
        for (String scanId : List.of("old", "old-too", "running", "young")) {
            ledger.admit(order(scanId), scanId, scanId.equals("young") ? AT.plus(Duration.ofDays(8)) : AT, DEADLINE);
            ledger.plan(scanId, plan(1, 1));
        }
        for (String scanId : List.of("old", "old-too", "young")) {
            ledger.add(scanId, 0, outcomes(0, 0, 1));
        }
        ledger.end("old", summary("old"));
        ledger.end("old-too", summary("old-too"));
        ledger.end("young", endingAt(AT.plus(Duration.ofDays(9))));
        Instant now = AT.plus(Duration.ofDays(10));

        assertThat(ledger.deleteOlderThan(Duration.ofDays(7), now)).isEqualTo(2);
        assertThat(ledger.deleteOlderThan(Duration.ofDays(7), now)).isZero();

        assertThat(ids(ledger.recent(10))).containsExactlyInAnyOrder("young", "running");
        assertThat(ledger.find("old")).isEmpty();
        assertThat(ledger.summary("old")).isEmpty();
        assertThat(ledger.outcomes("young", 0)).hasSize(1);
        assertThat(ledger.admit(order("old"), "old", now, now.plusSeconds(1)).state())
                .isEqualTo(ScanState.REQUESTED);
    }

    @Test
    void aFleetOfTwoThousandIsCountedToTheEnd() {
        ScanLedger ledger = admitted("large");
        assertThat(ledger.plan("large", plan(20, 100)).clustersFound()).isEqualTo(2_000);
        for (int shard = 0; shard < 20; shard++) {
            assertThat(ledger.shard("large", shard)).hasSize(100);
            ledger.add("large", shard, outcomes(shard, 0, 60));
            ScanRecord after = ledger.add("large", shard, outcomes(shard, 0, 100));
            assertThat(after.clustersDone()).isEqualTo(100 * (shard + 1));
            assertThat(after.isTerminal()).isEqualTo(shard == 19);
        }

        ScanLedger.Account account = ledger.account("large").orElseThrow();

        assertThat(account.outcomes()).hasSize(2_000);
        assertThat(account.clusterIds()).hasSize(2_000).doesNotHaveDuplicates();
        assertThat(account.scan().health()).isEqualTo(Map.of(Health.HEALTHY, 2_000));
    }

    /** The ledger of this test with one scan of the scope {@code all}. */
    protected ScanLedger admitted(String scanId) {
        ScanLedger ledger = open();
        ledger.admit(order(scanId), "all", AT, DEADLINE);
        return ledger;
    }

    /** A plan of equal shards. */
    protected static ScanPlan plan(int shards, int clusters) {
        return new ScanPlan(
                IntStream.range(0, shards)
                        .mapToObj(shard -> IntStream.range(0, clusters)
                                .mapToObj(cluster -> target(shard, cluster))
                                .toList())
                        .toList(),
                List.of());
    }

    /** A summary that says that the scan ended ten minutes after it was requested. */
    protected static ScanSummary summary(String scanId) {
        return summary(scanId, 0);
    }

    private static ScanSummary summary(String scanId, int missing) {
        return new ScanSummary(
                scanId,
                "test",
                true,
                Map.of("kind", "test"),
                AT,
                AT.plus(Duration.ofMinutes(10)),
                ScanOutcome.PARTIAL,
                missing,
                0,
                0,
                Map.of(Health.BROKEN, 1),
                7,
                IntStream.range(0, missing)
                        .mapToObj(i -> new ScanSummary.Missing(id(0, i), "the deadline of the scan was reached"))
                        .toList(),
                new TreeMap<>(Map.of("graph", new ScanSummary.Calls(1, 2, Duration.ofMillis(3)))),
                "1.0");
    }

    private static ScanSummary endingAt(Instant endedAt) {
        ScanSummary summary = summary("young");
        return new ScanSummary(
                summary.scanId(),
                summary.trigger(),
                summary.simulated(),
                summary.scope(),
                summary.startedAt(),
                endedAt,
                summary.outcome(),
                summary.clustersFound(),
                summary.clustersScanned(),
                summary.clustersUnreached(),
                summary.health(),
                summary.findings(),
                summary.missing(),
                summary.calls(),
                summary.productVersion());
    }

    private static ScanOrder order(String scanId) {
        return new ScanOrder(
                scanId,
                "test",
                true,
                new FleetInventory.Scope(List.of("11111111-2222-3333-4444-555555555555"), ClusterFilter.all()),
                Map.of("kind", "test"));
    }

    private static ClusterTarget target(int shard, int cluster) {
        ClusterIdentity identity = ClusterIdentity.of(
                "11111111-2222-3333-4444-555555555555", "rg-" + shard, "store-" + cluster, "westeurope");
        return new ClusterTarget(
                identity, AzureFacts.unavailable(Reason.NOT_ATTEMPTED, "The Azure side was not asked."));
    }

    private static String id(int shard, int cluster) {
        return target(shard, cluster).identity().id();
    }

    private static List<ClusterOutcome> outcomes(int shard, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(cluster -> new ClusterOutcome(id(shard, cluster), Health.HEALTHY, 0, true, null))
                .toList();
    }

    private static List<String> ids(List<ScanRecord> scans) {
        return scans.stream().map(scan -> scan.order().scanId()).toList();
    }

    /** What {@value #RIVALS} threads get that call at the same moment. */
    private static <T> List<T> atTheSameMoment(IntFunction<T> call) {
        CyclicBarrier start = new CyclicBarrier(RIVALS);
        try (ExecutorService threads = Executors.newFixedThreadPool(RIVALS)) {
            List<Future<T>> answers = IntStream.range(0, RIVALS)
                    .mapToObj(rival -> (Callable<T>) () -> {
                        start.await(10, TimeUnit.SECONDS);
                        return call.apply(rival);
                    })
                    .map(threads::submit)
                    .collect(Collectors.toList());
            List<T> all = new ArrayList<>();
            for (Future<T> answer : answers) {
                all.add(answer.get(30, TimeUnit.SECONDS));
            }
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("a call failed", e);
        }
    }
}
