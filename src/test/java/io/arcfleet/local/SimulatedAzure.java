package io.arcfleet.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arcfleet.check.Check;
import io.arcfleet.check.CheckCatalog;
import io.arcfleet.check.Thresholds;
import io.arcfleet.simulation.Simulation;
import io.arcfleet.simulation.SimulationFiles;
import io.arcfleet.simulation.SimulationSettings;
import io.arcfleet.standin.StandIn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The command line against a simulated Azure, as a user would run it against the real one: over HTTPS only. */
final class SimulatedAzure implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Simulation simulation;
    private final SimulationFiles files;
    private final Path output;
    private final Clock clock;

    private SimulatedAzure(Simulation simulation, SimulationFiles files, Path output, Clock clock) {
        this.simulation = simulation;
        this.files = files;
        this.output = output;
        this.clock = clock;
    }

    static SimulatedAzure start(SimulationSettings settings, Path folder) throws IOException {
        return start(settings, folder, Clock.systemUTC());
    }

    /** With the clock of both the simulation and the scanner. */
    static SimulatedAzure start(SimulationSettings settings, Path folder, Clock clock) throws IOException {
        Simulation simulation = Simulation.start(settings, clock);
        return new SimulatedAzure(
                simulation,
                SimulationFiles.write(simulation, folder.resolve("azure")),
                folder.resolve("report"),
                clock);
    }

    Simulation simulation() {
        return simulation;
    }

    SimulationFiles files() {
        return files;
    }

    /** What a run left behind. */
    record Run(
            int exitStatus, String out, String err, List<JsonNode> findings, List<JsonNode> clusters, JsonNode scan) {

        JsonNode cluster(String name) {
            return clusters.stream()
                    .filter(row -> row.path("ClusterName").asText().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no row for the cluster " + name));
        }

        List<JsonNode> findings(String cluster) {
            return findings.stream()
                    .filter(row -> row.path("ClusterName").asText().equals(cluster))
                    .toList();
        }

        /** Check ids of the root causes of a cluster. */
        List<String> rootCauses(String cluster) {
            return findings(cluster).stream()
                    .filter(row -> row.path("RootCause").asBoolean())
                    .map(row -> row.path("CheckId").asText())
                    .toList();
        }
    }

    /** Scans the whole fleet through a proxy that already runs. */
    Run scanFleet(String... more) throws IOException {
        return scanBy(List.of("--arc-proxy", simulation.proxyControl().toString()), more);
    }

    /** Scans the whole fleet through a proxy that the scanner runs. */
    Run scanThrough(StandIn proxy, String... more) throws IOException {
        return scanBy(List.of("--arc-proxy-path", proxy.program().toString()), more);
    }

    private Run scanBy(List<String> proxy, String... more) throws IOException {
        return run(
                Stream.of(fleet(), proxy, List.of(more)).flatMap(List::stream).toList());
    }

    /** The options that name the fleet and the tokens of its clusters. */
    List<String> fleet() {
        return List.of(
                "--all-subscriptions",
                "--cloud",
                files.cloud().toString(),
                "--cluster-token-file",
                files.tokenPattern());
    }

    /** Scans the whole fleet through a kubeconfig with a context for each cluster, named like it. */
    Run scanDirectly(String... more) throws IOException {
        Path kubeconfig = kubeconfig();
        List<String> arguments = new ArrayList<>(List.of(
                "--all-subscriptions", "--cloud", files.cloud().toString(), "--kubeconfig", kubeconfig.toString()));
        arguments.addAll(List.of(more));
        return run(arguments);
    }

    /** Writes a kubeconfig with a context for each cluster, named like it. */
    Path kubeconfig() throws IOException {
        return SimulatedKubeconfig.write(
                output.resolveSibling("kubeconfig.yaml"),
                simulation.clusters().stream()
                        .map(cluster -> SimulatedKubeconfig.context(cluster.name(), simulation, cluster))
                        .toList());
    }

    Run run(List<String> arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("scan", "--output", output.toString()));
        all.addAll(arguments);
        Printed printed = command(all);
        return new Run(
                printed.exitStatus(),
                printed.out(),
                printed.err(),
                rows("findings.jsonl"),
                rows("clusters.jsonl"),
                Files.exists(output.resolve("scan.json"))
                        ? JSON.readTree(output.resolve("scan.json").toFile())
                        : JSON.missingNode());
    }

    /** What a command printed. */
    record Printed(int exitStatus, String out, String err) {}

    /** Runs any command. */
    Printed command(List<String> all) {
        Map<String, String> environment = Map.of(SimulationFiles.TOKEN_VARIABLE, simulation.token());
        Terminal terminal = Terminal.none();
        ArcFleetScanner scanner = new ArcFleetScanner(
                terminal,
                CheckCatalog.standard(Thresholds.defaults()).checks().stream()
                        .map(Check::spec)
                        .toList(),
                new LocalChecks(environment),
                new LocalScan(environment, terminal, clock),
                (port, simulated, output) -> List.of(),
                new PermissionsCheck(environment, clock));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = scanner.run(
                all.toArray(String[]::new),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Printed(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private List<JsonNode> rows(String file) throws IOException {
        Path path = output.resolve(file);
        if (!Files.exists(path)) {
            return List.of();
        }
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(path)) {
            rows.add(JSON.readTree(line));
        }
        return rows;
    }

    @Override
    public void close() {
        simulation.close();
    }
}
