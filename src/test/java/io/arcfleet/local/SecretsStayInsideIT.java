package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.local.SimulatedAzure.Run;
import io.arcfleet.simulation.Fault;
import io.arcfleet.simulation.SimulatedCluster;
import io.arcfleet.simulation.Simulation;
import io.arcfleet.simulation.SimulationSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a scan prints, writes, logs and sends has none of the secrets that pass through it. */
@Timeout(120)
final class SecretsStayInsideIT {

    private static final String WRONG_TOKEN = "arc-fleet-simulation-token-of-another-cluster";

    @TempDir
    private Path folder;

    @Test
    void aScanOfAFleetWithEveryFaultLeaksNothing() throws IOException {
        try (SimulatedAzure azure = SimulatedAzure.start(SimulationSettings.of(80), folder);
                EveryLine log = EveryLine.capture()) {
            Simulation simulation = azure.simulation();
            Map<Fault, SimulatedCluster> faults = FaultPerCluster.give(simulation);
            simulation.setFleetFaults(EnumSet.of(Fault.INCIDENT, Fault.SUBSCRIPTION_FORBIDDEN));
            simulation.ingestionFails(1, 503);
            breakTokenOf(azure, simulation.clusters().getLast());

            Map<String, String> said = new LinkedHashMap<>();
            add(
                    said,
                    "text",
                    azure.scanFleet(
                            "--verbose",
                            "--ingest-endpoint",
                            simulation.ingestionEndpoint().toString(),
                            "--rule-id",
                            simulation.ruleId()));
            add(said, "json", azure.scanDirectly("--format", "json", "--verbose", "--name", "store-*"));
            try (Stream<Path> files = Files.list(folder.resolve("report"))) {
                for (Path file : files.toList()) {
                    said.put(file.getFileName().toString(), Files.readString(file));
                }
            }
            for (String stream : List.of("Findings", "Clusters", "Scans")) {
                said.put(
                        stream,
                        simulation.rows("Custom-ArcFleet" + stream + "_CL").toString());
            }
            said.put("log", String.join("\n", log.lines()));

            assertThat(said).containsKeys("findings.jsonl", "clusters.jsonl", "scan.json");
            assertThat(said.get("text")).contains(name(faults, Fault.PROXY_LOGIN_REFUSED), "407");
            assertThat(said.get("Findings")).contains(name(faults, Fault.PROXY_EXCLUSIONS_INCOMPLETE));
            assertThat(said.get("Findings"))
                    .as("a line of a log with the address of a proxy")
                    .contains("[redacted]@proxy-");
            assertThat(said.get("Clusters")).contains("502");
            assertThat(said.get("Findings")).as("the wrong token").contains("(401 ");
            assertThat(said.get("log")).as("the log was captured").isNotBlank();
            assertNoSecretIn(said, secrets(simulation));
        }
    }

    @Test
    void aClusterThatRefusesItsTokenAndOneWithoutTrustLeakNothing() throws IOException {
        try (SimulatedAzure azure = SimulatedAzure.start(SimulationSettings.of(3), folder);
                EveryLine log = EveryLine.capture()) {
            Simulation simulation = azure.simulation();
            List<SimulatedKubeconfig.Context> contexts = simulation.clusters().stream()
                    .map(cluster -> SimulatedKubeconfig.context(cluster.name(), simulation, cluster))
                    .toList();
            Path kubeconfig = SimulatedKubeconfig.write(
                    folder.resolve("config"),
                    List.of(
                            contexts.get(0).withToken(WRONG_TOKEN),
                            contexts.get(1).withoutAuthority(),
                            contexts.get(2).withServer("https://127.0.0.1:1")));

            Map<String, String> said = new LinkedHashMap<>();
            add(said, "scan", azure.run(List.of("--kubeconfig", kubeconfig.toString(), "--verbose")));
            SimulatedAzure.Printed permissions =
                    azure.command(List.of("permissions", "--kubeconfig", kubeconfig.toString(), "--verbose"));
            said.put("permissions", permissions.out() + permissions.err());
            said.put("log", String.join("\n", log.lines()));

            assertThat(permissions.exitStatus()).isEqualTo(3);
            assertThat(said.get("permissions")).contains("401");
            assertNoSecretIn(said, secrets(simulation));
        }
    }

    private static String name(Map<Fault, SimulatedCluster> faults, Fault fault) {
        return Objects.requireNonNull(faults.get(fault)).name();
    }

    private static void add(Map<String, String> said, String what, Run run) {
        assertThat(run.exitStatus()).as(run.err()).isZero();
        said.put(what, run.out() + run.err());
    }

    private static void breakTokenOf(SimulatedAzure azure, SimulatedCluster cluster) throws IOException {
        Files.writeString(Path.of(azure.files().tokenPattern().replace("{name}", cluster.name())), WRONG_TOKEN);
    }

    private static Set<String> secrets(Simulation simulation) {
        List<String> secrets = new ArrayList<>(List.of(
                WRONG_TOKEN,
                simulation.token(),
                Simulation.SECRET_VALUE,
                Base64.getEncoder().encodeToString(Simulation.SECRET_VALUE.getBytes(StandardCharsets.UTF_8)),
                Simulation.PROXY_PASSWORD,
                "SharedAccessSignature",
                "sig=",
                "PRIVATE KEY"));
        simulation.clusters().forEach(cluster -> secrets.add(simulation.clusterToken(cluster.name())));
        return Set.copyOf(secrets);
    }

    private static void assertNoSecretIn(Map<String, String> said, Set<String> secrets) {
        said.forEach((where, text) -> assertThat(secrets)
                .as(where)
                .allSatisfy(
                        secret -> assertThat(text.contains(secret)).as(secret).isFalse()));
    }
}
