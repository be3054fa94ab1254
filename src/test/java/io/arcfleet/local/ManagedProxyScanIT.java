package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.arcfleet.Waiting;
import io.arcfleet.simulation.FaultPlan;
import io.arcfleet.simulation.SimulatedService;
import io.arcfleet.simulation.SimulationFiles;
import io.arcfleet.simulation.SimulationSettings;
import io.arcfleet.standin.Misbehaviour;
import io.arcfleet.standin.StandIn;
import io.arcfleet.standin.StandInSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line with a proxy of its own, which a stand-in plays. */
@Timeout(120)
final class ManagedProxyScanIT {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    private final List<SimulatedAzure> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(SimulatedAzure::close);
    }

    @Test
    void twoHundredClustersAreScannedThroughOneProcess() throws Exception {
        SimulatedAzure azure = azure("azure", 200, Duration.ZERO);
        StandIn proxy = standIn(azure, Misbehaviour.NONE, 0);

        // Fewer at once than usual: on a busy machine a read of each of 64 clusters may take longer than a read may.
        SimulatedAzure.Run run = azure.scanThrough(proxy, "--cluster-timeout", "60s", "--concurrency", "16");

        assertAllReached(run, 200);
        assertThat(proxy.starts())
                .singleElement()
                .satisfies(start -> assertThat(start.isAlive()).isFalse());
        assertThat(proxy.asked("register"))
                .extracting(line -> line.path("cluster").asText())
                .hasSize(200)
                .doesNotHaveDuplicates();
    }

    @Test
    void aProxyThatIsKilledDuringAScanIsStartedAgainAndOnlyReadsInFlightAreRepeated() throws Exception {
        SimulatedAzure azure = azure("azure", 24, Duration.ofMillis(100));
        azure.scanFleet();
        long readsOfAScan = reads(azure);
        StandIn proxy = standIn(azure, Misbehaviour.NONE, 0);
        CompletableFuture<SimulatedAzure.Run> scan =
                inBackground(() -> azure.scanThrough(proxy, "--concurrency", "4", "--cluster-timeout", "60s"));
        Waiting.until("clusters in flight", () -> proxy.asked("register").size() >= 8);

        ProcessHandle.of(proxy.starts().getFirst().pid()).ifPresent(ProcessHandle::destroyForcibly);
        SimulatedAzure.Run run = scan.get(100, TimeUnit.SECONDS);

        assertAllReached(run, 24);
        assertThat(proxy.starts()).hasSize(2).noneMatch(StandIn.Start::isAlive);
        assertThat(proxy.asked("register").stream()
                        .map(line -> line.path("cluster").asText())
                        .distinct())
                .hasSize(24);
        // Four clusters are in flight, each with three reads.
        assertThat(reads(azure) - readsOfAScan).isBetween(readsOfAScan, readsOfAScan + 12);
        // Clusters were registered with the second proxy by the credentials that the first one had got.
        assertThat(credentialRequests(azure)).isEqualTo(2 * 24);
    }

    @Test
    void twoScansOnOneMachineDoNotDisturbEachOther() throws Exception {
        SimulatedAzure one = azure("one", 16, Duration.ofMillis(20));
        SimulatedAzure other = azure("other", 16, Duration.ofMillis(20));
        StandIn proxyOfOne = standIn(one, Misbehaviour.NONE, 0);
        StandIn proxyOfOther = standIn(other, Misbehaviour.NONE, 0);

        CompletableFuture<SimulatedAzure.Run> first = inBackground(() -> one.scanThrough(proxyOfOne));
        CompletableFuture<SimulatedAzure.Run> second = inBackground(() -> other.scanThrough(proxyOfOther));

        assertAllReached(first.get(100, TimeUnit.SECONDS), 16);
        assertAllReached(second.get(100, TimeUnit.SECONDS), 16);
        StandIn.Start start = proxyOfOne.starts().getFirst();
        assertThat(proxyOfOther.starts()).singleElement().satisfies(beside -> {
            assertThat(beside.config()).isNotEqualTo(start.config());
            assertThat(beside.home()).isNotEqualTo(start.home());
        });
    }

    @Test
    void withoutAProxyEveryClusterHasAVerdictAndSaysHowToGetOne() throws Exception {
        SimulatedAzure azure = azure("azure", 3, Duration.ZERO);

        SimulatedAzure.Run run = azure.scanThrough(new StandIn(folder.resolve("absent"), folder.resolve("asked")));

        assertThat(run.exitStatus()).isZero();
        assertThat(run.clusters()).hasSize(3).allSatisfy(row -> {
            assertThat(row.path("Reached").asBoolean()).isFalse();
            assertThat(row.path("ReachFailure").asText())
                    .contains(folder.resolve("absent").toString());
        });
        assertThat(run.findings())
                .filteredOn(row -> row.path("CheckId").asText().equals("scanner-reaches-cluster"))
                .hasSize(3)
                .allSatisfy(row -> assertThat(row.path("Remedy").asText()).contains("infra/scripts/get-arc-proxy.sh"));
    }

    @ParameterizedTest
    // The time of a cluster includes the start of the proxy, which takes some seconds on a busy machine.
    @CsvSource({"GARBAGE, malformed, 60s", "HANGS, timed out, 15s"})
    void aProxyThatAnswersNothingOfUseCostsNoClusterItsVerdict(
            Misbehaviour misbehaviour, String reason, String clusterTimeout) throws Exception {
        SimulatedAzure azure = azure("azure", 2, Duration.ZERO);
        StandIn proxy = standIn(azure, misbehaviour, 0);

        SimulatedAzure.Run run = azure.scanThrough(proxy, "--cluster-timeout", clusterTimeout);

        assertThat(run.clusters())
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.path("ReachFailure").asText()).startsWith(reason));
        assertThat(run.out() + run.err()).doesNotContain(StandIn.SECRET);
        assertThat(proxy.starts()).noneMatch(StandIn.Start::isAlive);
    }

    @Test
    void theProxyEndsWithAScanThatIsInterrupted() throws Exception {
        SimulatedAzure azure = azure("azure", 80, Duration.ofMillis(300));
        StandIn proxy = standIn(azure, Misbehaviour.NONE, 0);
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "scan",
                "--output",
                folder.resolve("ended").toString(),
                "--arc-proxy-path",
                proxy.program().toString()));
        line.addAll(azure.fleet());
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("ended.txt").toFile());
        builder.environment()
                .put(SimulationFiles.TOKEN_VARIABLE, azure.simulation().token());
        Process scan = builder.start();
        try {
            Waiting.until(
                    () -> "a registered cluster: " + read(folder.resolve("ended.txt")),
                    () -> !proxy.asked("register").isEmpty());

            new ProcessBuilder("kill", "-INT", Long.toString(scan.pid()))
                    .start()
                    .waitFor();

            assertThat(scan.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(scan.exitValue()).isEqualTo(130);
        } finally {
            scan.destroyForcibly();
        }
        Waiting.until("the end of the proxy", () -> proxy.starts().stream().noneMatch(StandIn.Start::isAlive));
    }

    private SimulatedAzure azure(String name, int clusters, Duration latency) throws IOException {
        SimulatedAzure azure = SimulatedAzure.start(
                SimulationSettings.of(clusters)
                        .withLatency(latency)
                        .withFaults(new FaultPlan.None())
                        .recording(),
                Files.createDirectories(folder.resolve(name)));
        opened.add(azure);
        return azure;
    }

    private StandIn standIn(SimulatedAzure azure, Misbehaviour misbehaviour, int amount) throws IOException {
        return StandIn.executable(
                Files.createTempDirectory(folder, "proxy"),
                StandInSettings.of(azure.simulation()).with(misbehaviour, amount));
    }

    private static long reads(SimulatedAzure azure) {
        return azure.simulation().requestCounts().getOrDefault(SimulatedService.KUBERNETES, 0L);
    }

    private static long credentialRequests(SimulatedAzure azure) {
        return azure.simulation().requests().stream()
                .filter(request -> request.path().endsWith("/listClusterUserCredential"))
                .count();
    }

    private static void assertAllReached(SimulatedAzure.Run run, int clusters) {
        assertThat(run.exitStatus()).as(run.err()).isZero();
        assertThat(run.clusters()).hasSize(clusters).allSatisfy(row -> {
            assertThat(row.path("Reached").asBoolean())
                    .as(row.path("ReachFailure").asText())
                    .isTrue();
            assertThat(row.path("Verdict").asText()).isEqualTo("healthy");
        });
        assertThat(run.findings()).extracting(JsonNode::toString).isEmpty();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @FunctionalInterface
    private interface Scan {
        SimulatedAzure.Run run() throws IOException;
    }

    private static CompletableFuture<SimulatedAzure.Run> inBackground(Scan scan) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return scan.run();
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
    }
}
