package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.ScanOutcome;
import io.arcfleet.finding.ScanSummary;
import io.arcfleet.scan.WorkQueue;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages that come twice, and messages that fail until the platform gives them up. */
@Timeout(180)
final class MessageFaultsIT extends StorageFaultScenes {

    /** As the platform does before it gives a message up. */
    private static final int TRIES = 5;

    @Test
    void aShardThatIsScannedTwiceAtTheSameMomentCountsOnce() throws Exception {
        proxy.spoil(new FaultProxy.Fault.Doubled(), CLUSTERS / SHARD_SIZE, "POST", "/arcfleet-shards/messages");
        FaultProxy.Gate marks = proxy.hold(2, "PUT", "/outcomes/000000.json");
        String scanId = request(StorageScene.Setting.of(proxy, SHARD_SIZE)
                .withBatchSize(2 * CLUSTERS / SHARD_SIZE)
                .withVisibility(Duration.ofMinutes(10)));

        marks.awaitCalls(2);
        List<String> shipped = scene.clusterRows();
        marks.open();
        ScanSummary summary = scene.awaitEnd(scanId);

        List<String> shard = scene.clustersOfShard(scanId, 0);
        assertThat(summary.outcome()).isEqualTo(ScanOutcome.COMPLETE);
        assertThat(summary.clustersScanned()).isEqualTo(CLUSTERS);
        assertThat(shipped.stream().filter(shard::contains))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(shard.stream(), shard.stream()).toList());
        assertThat(new HashSet<>(scene.clusterRows())).containsExactlyInAnyOrderElementsOf(scene.clusterIds());
    }

    @Test
    void messagesThatComeAgainAfterTheEndChangeNothing() throws Exception {
        FaultProxy.Gate done = proxy.hold(100, "DELETE", "/messages/");
        done.open();
        String scanId = request(StorageScene.Setting.of(proxy, SHARD_SIZE).withVisibility(Duration.ofMinutes(10)));
        ScanSummary summary = scene.awaitEnd(scanId);
        // The plan, the shards and the end.
        done.awaitCalls(1 + CLUSTERS / SHARD_SIZE + 1);

        WorkQueue queue = scene.storage().queue();
        queue.send(WorkQueue.SCANS, scanId, Duration.ZERO);
        queue.send(WorkQueue.SHARDS, scanId + "/0", Duration.ZERO);
        queue.send(WorkQueue.FINISH, scanId, Duration.ZERO);
        done.awaitCalls(3);

        assertThat(scene.storage().ledger().summary(scanId)).contains(summary);
        assertThat(scene.clusterRows()).containsExactlyInAnyOrderElementsOf(scene.clusterIds());
        assertThat(scene.scanRows()).hasSize(1);
    }

    @Test
    void aShardThatFailsFiveTimesIsGivenUpAndItsClustersAreNamed() throws Exception {
        FaultProxy.Rule refused = proxy.spoil(new FaultProxy.Fault.Refused(403), TRIES, "PUT", "/outcomes/000001.json");
        String scanId = request(StorageScene.Setting.of(proxy, SHARD_SIZE));

        ScanSummary summary = scene.awaitEnd(scanId);

        List<String> shard = scene.clustersOfShard(scanId, 1);
        assertThat(refused.spoilt()).isEqualTo(TRIES);
        assertThat(summary.outcome()).isEqualTo(ScanOutcome.PARTIAL);
        assertThat(summary.clustersScanned()).isEqualTo(CLUSTERS - SHARD_SIZE);
        assertThat(scene.missingClusters(summary)).containsExactlyInAnyOrderElementsOf(shard);
        assertThat(summary.missing())
                .extracting(ScanSummary.Missing::why)
                .containsOnly("scanning its shard failed five times; the function's log says why");
        // Shipped with each try, before the outcomes were refused.
        assertThat(scene.clusterRows()).hasSize(CLUSTERS - SHARD_SIZE + TRIES * SHARD_SIZE);
    }

    @Test
    void aPlanThatFailsFiveTimesEndsTheScanAsFailed() throws Exception {
        FaultProxy.Rule refused = proxy.spoil(new FaultProxy.Fault.Refused(403), TRIES, "PUT", "/plans/");

        ScanSummary summary = scene.awaitEnd(request(StorageScene.Setting.of(proxy, SHARD_SIZE)));

        assertThat(refused.spoilt()).isEqualTo(TRIES);
        assertThat(summary.outcome()).isEqualTo(ScanOutcome.FAILED);
        assertThat(summary.missing())
                .containsExactly(new ScanSummary.Missing(
                        "inventory", "planning the scan failed five times; the function's log says why"));
        assertThat(scene.scanRows())
                .singleElement()
                .satisfies(row -> assertThat(row.path("Outcome").asText()).isEqualTo("failed"));
    }

    @Test
    void aFinishThatFailsFiveTimesEndsTheScanAsFailedWithItsCounts() throws Exception {
        FaultProxy.Rule refused = proxy.spoil(new FaultProxy.Fault.Refused(403), TRIES, "PUT", "/summaries/");

        ScanSummary summary = scene.awaitEnd(request(StorageScene.Setting.of(proxy, SHARD_SIZE)));

        assertThat(refused.spoilt()).isEqualTo(TRIES);
        assertThat(summary.outcome()).isEqualTo(ScanOutcome.FAILED);
        assertThat(summary.clustersScanned()).isEqualTo(CLUSTERS);
        assertThat(summary.missing())
                .containsExactly(new ScanSummary.Missing(
                        "the end of the scan", "it failed five times; the function's log says why"));
        assertThat(scene.scanRows()).hasSize(TRIES + 1);
    }

    private String request(StorageScene.Setting setting) throws Exception {
        return scene.request(scene.serve(setting).port());
    }
}
