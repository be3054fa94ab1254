package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.Waiting;
import io.arcfleet.finding.ScanOutcome;
import io.arcfleet.finding.ScanSummary;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Services that fail for a while, and a worker that never comes to an end. */
@Timeout(180)
final class ServiceFaultsIT extends StorageFaultScenes {

    @Test
    void aStorageThatOftenFailsLosesNothing() throws Exception {
        String scanId = request(StorageScene.Setting.of(proxy, SHARD_SIZE));
        List<FaultProxy.Rule> rules = List.of(
                spoilEvery(17, new FaultProxy.Fault.Refused(503)),
                spoilEvery(19, new FaultProxy.Fault.Refused(500)),
                spoilEvery(23, new FaultProxy.Fault.Cut()),
                spoilEvery(29, new FaultProxy.Fault.AnswerLost()));

        assertComplete(scene.awaitEnd(scanId));

        assertThat(rules).allSatisfy(rule -> assertThat(rule.spoilt()).isPositive());
    }

    @Test
    void aStorageThatIsDownForAWhileDelaysTheScanOnly() throws Exception {
        FaultProxy.Gate mark = proxy.hold(1, "PUT", "/outcomes/000001.json");
        String scanId = request(StorageScene.Setting.of(proxy, SHARD_SIZE));
        mark.awaitCalls(1);

        FaultProxy.Rule outage = proxy.spoilAll(new FaultProxy.Fault.Refused(503), 1_000, () -> true);
        mark.drop();
        awaitSpoilt(outage, 20);
        proxy.heal();

        assertComplete(scene.awaitEnd(scanId));
    }

    @Test
    void aWriteWithoutAnAnswerIsTriedAgain() throws Exception {
        // The client gives the call up after its fifteen seconds.
        FaultProxy.Gate mark = proxy.hold(1, "PUT", "/outcomes/000000.json");
        String scanId = request(StorageScene.Setting.of(proxy, SHARD_SIZE).withVisibility(Duration.ofMinutes(10)));
        mark.awaitCalls(1);

        assertComplete(scene.awaitEnd(scanId));

        assertThat(scene.clusterRows()).hasSize(CLUSTERS);
    }

    @Test
    void rowsThatTheWorkspaceRefusedForAWhileAreShippedLater() throws Exception {
        // The service's word for "not yet allowed": no delivery repeats it, so the messages come again.
        scene.simulation().ingestionFails(4, 403);

        assertComplete(scene.awaitEnd(request(StorageScene.Setting.of(proxy, SHARD_SIZE))));

        assertThat(scene.clusterRows()).hasSize(CLUSTERS);
    }

    @Test
    void theScheduleClosesAScanWhoseDeadlineHasPassed() throws Exception {
        AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
        InstantSource time = () -> InstantSource.system().instant().plus(ahead.get());
        ServedApp app =
                scene.serve(StorageScene.Setting.of(proxy, SHARD_SIZE).withClock(time.withZone(ZoneOffset.UTC)));
        FaultProxy.Gate stuck = proxy.hold(100, "PUT", "/outcomes/000002.json");
        String scanId = scene.request(app.port());
        stuck.awaitCalls(1);

        // Else the scan may have ended when the schedule asks for its own.
        FaultProxy.Gate finish = proxy.hold(100, "GET", "/arcfleet-finish/messages");
        finish.awaitCalls(1);
        ahead.set(Duration.ofMinutes(6));
        assertThat(app.fire("scheduledScan")).isTrue();
        finish.open();
        ScanSummary summary = scene.awaitEnd(scanId);

        List<String> shard = scene.clustersOfShard(scanId, 2);
        assertThat(summary.outcome()).isEqualTo(ScanOutcome.PARTIAL);
        assertThat(summary.clustersScanned()).isEqualTo(CLUSTERS - SHARD_SIZE);
        assertThat(summary.missing()).extracting(ScanSummary.Missing::what).containsExactlyInAnyOrderElementsOf(shard);
        assertThat(summary.missing())
                .extracting(ScanSummary.Missing::why)
                .containsOnly("the deadline of the scan passed");
    }

    @Test
    void aRequestIsToldThatTheStorageDoesNotAnswer() throws Exception {
        ServedApp app = scene.serve(StorageScene.Setting.of(proxy, SHARD_SIZE));
        proxy.spoilAll(new FaultProxy.Fault.Refused(503), 1_000, () -> true);

        HttpResponse<String> answer = scene.get(app.port(), "/api/scans");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("Retry-After")).contains("30");
        assertThat(answer.body()).contains("The storage account did not answer");
        proxy.heal();
        assertThat(scene.get(app.port(), "/api/scans").statusCode()).isEqualTo(200);
    }

    private FaultProxy.Rule spoilEvery(int number, FaultProxy.Fault fault) {
        AtomicInteger calls = new AtomicInteger();
        return proxy.spoilAll(fault, 1_000, () -> calls.incrementAndGet() % number == 0);
    }

    private static void awaitSpoilt(FaultProxy.Rule rule, int calls) throws InterruptedException {
        Waiting.until(calls + " spoilt calls", () -> rule.spoilt() >= calls);
    }

    private String request(StorageScene.Setting setting) throws Exception {
        return scene.request(scene.serve(setting).port());
    }

    private void assertComplete(ScanSummary summary) {
        assertThat(summary.outcome()).isEqualTo(ScanOutcome.COMPLETE);
        assertThat(summary.clustersScanned()).isEqualTo(CLUSTERS);
        assertThat(new HashSet<>(scene.clusterRows())).containsExactlyInAnyOrderElementsOf(scene.clusterIds());
    }
}
