package io.arcfleet.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arcfleet.arm.ArmClient;
import io.arcfleet.arm.AzureConnection;
import io.arcfleet.arm.CallReceipts;
import io.arcfleet.arm.CredentialGovernor;
import io.arcfleet.arm.Credentials;
import io.arcfleet.config.AccessSettings.CredentialRate;
import io.arcfleet.config.Cloud;
import io.arcfleet.config.CloudFile;
import io.arcfleet.simulation.SimulatedCluster;
import io.arcfleet.simulation.Simulation;
import io.arcfleet.simulation.SimulationFiles;
import io.arcfleet.simulation.SimulationSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Relay credentials of one subscription and region at the documented rate, which the simulation enforces: the time that
 * they take against the time that the bucket allows.
 */
final class CredentialBenchmark {

    private static final int CREDENTIALS = 1_000;
    private static final int AT_ONCE = 64;
    private static final double GOAL = 1.1;

    private CredentialBenchmark() {}

    static List<String> table(Path folder) throws Exception {
        CredentialRate rate = CredentialRate.defaults();
        CallReceipts receipts = new CallReceipts();
        try (Simulation simulation = Simulation.start(SimulationSettings.of(3), Clock.systemUTC())) {
            Cloud cloud =
                    CloudFile.load(SimulationFiles.write(simulation, folder).cloud());
            ArmClient arm = new AzureConnection(
                            cloud,
                            Credentials.forCloud(cloud, Map.of(SimulationFiles.TOKEN_VARIABLE, simulation.token())),
                            receipts)
                    .client();
            CredentialGovernor governor = new CredentialGovernor(rate, receipts, Clock.systemUTC());
            SimulatedCluster cluster = simulation.clusters().getFirst();
            long start = System.nanoTime();
            try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
                List<Future<?>> asked = IntStream.range(0, CREDENTIALS)
                        .<Future<?>>mapToObj(i -> threads.submit(() -> ask(governor, arm, cluster)))
                        .toList();
                for (Future<?> one : asked) {
                    one.get();
                }
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            double least = (double) (CREDENTIALS - rate.burst()) / rate.perSecond();
            long throttles = Objects.requireNonNull(receipts.receipts().get("resource manager"))
                    .throttles();
            return List.of(
                    "| credentials of one subscription and region | wall s | least s by the bucket | ratio | answers 429 |",
                    "|---|---|---|---|---|",
                    String.format(
                            Locale.ROOT,
                            "| %,d, %d at once; goal ≤ %.1f: %s | %.1f | %.1f | %.3f | %d |",
                            CREDENTIALS,
                            AT_ONCE,
                            GOAL,
                            Benchmarks.verdict(seconds / least, GOAL),
                            seconds,
                            least,
                            seconds / least,
                            throttles));
        }
    }

    private static void ask(CredentialGovernor governor, ArmClient arm, SimulatedCluster cluster) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("authenticationMethod", "Token")
                .put("clientProxy", true);
        Instant deadline = Clock.systemUTC().instant().plusSeconds(300);
        governor.paced(
                cluster.subscriptionId(),
                cluster.location(),
                deadline,
                () -> arm.postPaced(
                        cluster.id() + "/listClusterUserCredential?api-version=2024-01-01",
                        body,
                        Duration.ofSeconds(60)));
    }
}
