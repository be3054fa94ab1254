package io.arcfleet.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arcfleet.benchmark.MeasuredProcess.Cost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Scans simulated fleets with the command line as a user would start it, in a JVM of its own with a small heap, and the
 * simulation in another; then lets a bare HTTP client send the same requests.
 */
final class FleetBenchmark {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CONCURRENCY = 64;

    /** Calls of a cluster that must follow one another: credential, registration, fourteen reads three at a time. */
    private static final int CALLS_IN_SEQUENCE = 7;

    /** Requests that the scanner has in flight at most: three reads for each cluster. */
    private static final int REQUESTS_IN_FLIGHT = CONCURRENCY * 3;

    private static final Duration DEADLINE = Duration.ofMinutes(10);

    private final Path folder;

    private FleetBenchmark(Path folder) {
        this.folder = folder;
    }

    /** Scans fleets of these sizes. */
    static List<String> table(Path folder, int... sizes) throws IOException, InterruptedException {
        FleetBenchmark benchmark = new FleetBenchmark(folder);
        List<String> table = new ArrayList<>(List.of(
                "| clusters | wall s | clusters/s | CPU s | CPU ms/cluster | CPU ms/request | peak RSS MiB"
                        + " | requests/cluster | graph pages of clusters | wall / bound | bare client CPU s | CPU / bare |",
                "|---|---|---|---|---|---|---|---|---|---|---|---|"));
        for (int size : sizes) {
            table.add(benchmark.measure(size));
        }
        return table;
    }

    private String measure(int clusters) throws IOException, InterruptedException {
        Path run = Files.createDirectories(folder.resolve(Integer.toString(clusters)));
        try (RunningSimulation simulation = RunningSimulation.start(run, clusters)) {
            Cost scanner = scan(run, simulation);
            requireComplete(run, clusters);
            // The same scan once more, unmeasured, so that recording does not cost what is measured.
            Path tape = run.resolve("requests.tsv");
            simulation.command("record " + tape);
            scan(run, simulation);
            simulation.command("stop");
            List<String> recorded = Files.readAllLines(tape);
            int requests = recorded.size();
            long pages =
                    recorded.stream().filter(FleetBenchmark::asksForClusters).count();
            Cost bare = replay(run, tape, simulation);
            double bound = Math.ceil(clusters / (double) CONCURRENCY)
                    * CALLS_IN_SEQUENCE
                    * RunningSimulation.LATENCY_MILLIS
                    / 1000.0;
            return String.format(
                    Locale.ROOT,
                    "| %,d | %.1f | %.0f | %.1f | %.2f | %.3f | %d | %.1f | %d | %.1f | %.1f | %.2f |",
                    clusters,
                    scanner.wallSeconds(),
                    clusters / scanner.wallSeconds(),
                    scanner.cpuSeconds(),
                    scanner.cpuSeconds() * 1000 / clusters,
                    scanner.cpuSeconds() * 1000 / requests,
                    scanner.peakKilobytes() / 1024,
                    requests / (double) clusters,
                    pages,
                    scanner.wallSeconds() / bound,
                    bare.cpuSeconds(),
                    scanner.cpuSeconds() / bare.cpuSeconds());
        }
    }

    private static boolean asksForClusters(String line) {
        String body = line.substring(line.lastIndexOf('\t') + 1);
        return line.contains("Microsoft.ResourceGraph")
                && new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8)
                        .contains("lastConnectivityTime");
    }

    /** Scans with the command line, and with more options of it; the report is in the folder. */
    static Cost scan(Path run, RunningSimulation simulation, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(Jvm.command(
                Jvm.SMALL,
                "io.arcfleet.local.Main",
                "scan",
                "--all-subscriptions",
                "--cloud",
                simulation.endpoint("cloudFile"),
                "--arc-proxy",
                simulation.endpoint("proxyControl"),
                "--cluster-token-file",
                simulation.endpoint("clusterTokenFile"),
                "--concurrency",
                Integer.toString(CONCURRENCY),
                "--output",
                run.resolve("report").toString()));
        command.addAll(List.of(more));
        Cost cost = MeasuredProcess.run(
                command,
                Map.of("ARCFLEET_SIMULATION_TOKEN", simulation.endpoint("token")),
                run.resolve("scanner.txt"),
                DEADLINE);
        if (cost.exitStatus() != 0) {
            throw new IllegalStateException(
                    "the scanner ended with " + cost.exitStatus() + ", see " + run.resolve("scanner.txt"));
        }
        return cost;
    }

    private Cost replay(Path run, Path requests, RunningSimulation simulation)
            throws IOException, InterruptedException {
        List<String> command = Jvm.command(
                Jvm.SMALL,
                "io.arcfleet.benchmark.BareClient",
                requests.toString(),
                simulation.endpoint("caFile"),
                Integer.toString(REQUESTS_IN_FLIGHT));
        Cost cost = MeasuredProcess.run(command, Map.of(), run.resolve("bare.txt"), DEADLINE);
        if (cost.exitStatus() != 0) {
            throw new IllegalStateException("the bare client ended with " + cost.exitStatus());
        }
        return cost;
    }

    private static void requireComplete(Path run, int clusters) throws IOException {
        JsonNode summary = JSON.readTree(run.resolve("report/scan.json").toFile());
        if (summary.path("Healthy").asInt() != clusters) {
            throw new IllegalStateException("not every cluster was found healthy: " + summary);
        }
    }
}
