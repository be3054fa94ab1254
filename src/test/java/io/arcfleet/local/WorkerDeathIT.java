package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.Waiting;
import io.arcfleet.finding.ScanOutcome;
import io.arcfleet.finding.ScanSummary;
import io.arcfleet.simulation.Fault;
import io.arcfleet.simulation.SimulatedCluster;
import io.arcfleet.simulation.SimulatedService;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An instance of the function app is killed at a bad moment, and another one goes on. */
@Timeout(180)
final class WorkerDeathIT extends StorageFaultScenes {

    @SuppressWarnings("NullAway.Init")
    private Workers.Worker victim;

    @BeforeEach
    void startVictim() throws Exception {
        victim = scene.startWorker(StorageScene.Setting.of(proxy, SHARD_SIZE));
    }

    @Test
    void rowsThatWereShippedAndNotMarkedAreShippedAgainWithTheSameIdentities() throws Exception {
        scene.simulation()
                .clusters()
                .forEach(cluster ->
                        scene.simulation().setFaults(cluster.id(), EnumSet.of(Fault.KUBE_AAD_PROXY_MISSING)));
        FaultProxy.Gate mark = proxy.hold(1, "PUT", "/outcomes/000000.json");
        String scanId = scene.request(victim.awaitPort());
        mark.awaitCalls(1);
        List<String> shipped = scene.clusterRows();
        List<String> findings = scene.findingRows();

        ScanSummary summary = endBySurvivor(scanId);

        assertComplete(summary);
        assertThat(shipped).containsExactlyInAnyOrderElementsOf(scene.clustersOfShard(scanId, 0));
        assertThat(findings).hasSizeGreaterThanOrEqualTo(SHARD_SIZE);
        assertThat(scene.clusterRows())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(shipped.stream(), scene.clusterIds().stream())
                        .toList());
        Set<String> distinct = new HashSet<>(scene.findingRows());
        assertThat(distinct).hasSize(summary.findings());
        assertThat(scene.findingRows())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(findings.stream(), distinct.stream()).toList());
    }

    @Test
    void aShardOfWhichNothingWasShippedIsScannedAgain() throws Exception {
        List<SimulatedCluster> clusters = scene.simulation().clusters();
        clusters.forEach(cluster -> scene.simulation().setFaults(cluster.id(), EnumSet.of(Fault.BLACK_HOLE)));
        String scanId = scene.request(victim.awaitPort());
        awaitKubernetesCalls();
        assertThat(scene.clusterRows()).isEmpty();
        victim.kill();
        clusters.forEach(cluster -> scene.simulation().setFaults(cluster.id(), EnumSet.noneOf(Fault.class)));

        assertComplete(endBySurvivor(scanId));

        assertThat(scene.clusterRows()).containsExactlyInAnyOrderElementsOf(scene.clusterIds());
    }

    @Test
    void aPlanThatWasHalfWrittenIsMadeAnew() throws Exception {
        FaultProxy.Gate lastPart = proxy.hold(1, "PUT", "/index.json");
        String scanId = scene.request(victim.awaitPort());
        lastPart.awaitCalls(1);
        assertThat(scene.storage().ledger().find(scanId).orElseThrow().shards()).isZero();

        assertComplete(endBySurvivor(scanId));

        assertThat(scene.clusterRows()).containsExactlyInAnyOrderElementsOf(scene.clusterIds());
    }

    @Test
    void shardsThatWereNotHandedOutYetAreHandedOut() throws Exception {
        FaultProxy.Gate firstShard = proxy.hold(1, "POST", "/arcfleet-shards/messages");
        FaultProxy.Gate secondShard = proxy.hold(1, "POST", "/arcfleet-shards/messages");
        proxy.hold(100, "GET", "/arcfleet-shards/messages");
        String scanId = scene.request(victim.awaitPort());
        firstShard.awaitCalls(1);
        firstShard.open();
        secondShard.awaitCalls(1);
        assertThat(scene.storage().ledger().find(scanId).orElseThrow().shards()).isEqualTo(CLUSTERS / SHARD_SIZE);

        assertComplete(endBySurvivor(scanId));

        // The first shard had its message twice: the second one found nothing left.
        assertThat(scene.clusterRows()).containsExactlyInAnyOrderElementsOf(scene.clusterIds());
    }

    @Test
    void aSummaryThatWasShippedAndNotKeptIsShippedAgainForTheSameScan() throws Exception {
        FaultProxy.Gate summaries = proxy.hold(1, "PUT", "/summaries/");
        String scanId = scene.request(victim.awaitPort());
        summaries.awaitCalls(1);
        assertThat(scene.scanRows()).hasSize(1);

        assertComplete(endBySurvivor(scanId));

        assertThat(scene.scanRows()).hasSize(2);
        assertThat(scene.clusterRows()).containsExactlyInAnyOrderElementsOf(scene.clusterIds());
    }

    private ScanSummary endBySurvivor(String scanId) throws Exception {
        victim.kill();
        scene.serve(StorageScene.Setting.of(scene.proxy(), SHARD_SIZE));
        return scene.awaitEnd(scanId);
    }

    private static void assertComplete(ScanSummary summary) {
        assertThat(summary.outcome()).isEqualTo(ScanOutcome.COMPLETE);
        assertThat(summary.clustersScanned()).isEqualTo(CLUSTERS);
    }

    /** They are in flight then: none of them is answered. */
    private void awaitKubernetesCalls() throws InterruptedException {
        Waiting.until(
                "calls of Kubernetes",
                () -> scene.simulation().requestCounts().getOrDefault(SimulatedService.KUBERNETES, 0L) >= SHARD_SIZE);
    }
}
