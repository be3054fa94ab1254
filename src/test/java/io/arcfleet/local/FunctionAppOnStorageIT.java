package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.ScanOutcome;
import io.arcfleet.finding.ScanSummary;
import io.arcfleet.scan.ClusterOutcome;
import io.arcfleet.scan.ScanLedger;
import io.arcfleet.simulation.SimulationSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several instances of the function app on one storage account, from the schedule to the rows in the workspace. */
@Timeout(180)
final class FunctionAppOnStorageIT {

    @TempDir
    private Path folder;

    @Test
    void threeWorkersShareAFleetAndCountEveryClusterOnce() throws Exception {
        try (StorageScene scene = StorageScene.start(SimulationSettings.of(500), folder)) {
            List<FaultProxy> proxies = List.of(scene.proxy(), scene.proxy(), scene.proxy());
            // Nobody's first shard is marked before all three have one: so none can do the work alone.
            List<FaultProxy.Gate> firstMarks = new ArrayList<>();
            for (FaultProxy proxy : proxies) {
                firstMarks.add(proxy.hold(500, "PUT", "/outcomes/"));
            }
            List<Workers.Worker> others =
                    List.of(scene.startWorker(setting(proxies.get(1))), scene.startWorker(setting(proxies.get(2))));
            ServedApp app = scene.serve(setting(proxies.getFirst()));

            for (Workers.Worker worker : others) {
                worker.awaitPort();
            }
            assertThat(app.fire("scheduledScan")).isTrue();
            for (FaultProxy.Gate gate : firstMarks) {
                gate.awaitCalls(1);
            }
            firstMarks.forEach(FaultProxy.Gate::open);
            String scanId =
                    scene.storage().ledger().recent(1).getFirst().order().scanId();
            ScanSummary summary = scene.awaitEnd(scanId);

            assertThat(summary.outcome()).isEqualTo(ScanOutcome.COMPLETE);
            assertThat(summary.trigger()).isEqualTo("timer");
            assertThat(summary.clustersScanned()).isEqualTo(500);
            assertThat(summary.calls().get("kubernetes"))
                    .isNotNull()
                    .extracting(ScanSummary.Calls::calls, InstanceOfAssertFactories.LONG)
                    .isGreaterThan(500);
            ScanLedger.Account account =
                    scene.storage().ledger().account(scanId).orElseThrow();
            assertThat(account.scan().shards()).isEqualTo(25);
            assertThat(account.outcomes())
                    .extracting(ClusterOutcome::clusterId)
                    .containsExactlyInAnyOrderElementsOf(scene.clusterIds());
            assertThat(scene.clusterRows()).containsExactlyInAnyOrderElementsOf(scene.clusterIds());
            assertThat(scene.scanRows())
                    .singleElement()
                    .satisfies(row ->
                            assertThat(row.path("ClustersScanned").asInt()).isEqualTo(500));
        }
    }

    /** Ten minutes as on the platform: no message shall come twice here. */
    private static StorageScene.Setting setting(FaultProxy proxy) {
        return StorageScene.Setting.of(proxy, 20).withVisibility(Duration.ofMinutes(10));
    }
}
