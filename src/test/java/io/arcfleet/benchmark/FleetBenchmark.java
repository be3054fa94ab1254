package io.arcfleet.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arcfleet.benchmark.MeasuredProcess.Cost;
import java.io.BufferedReader;
import java.io.BufferedWriter;
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
import java.util.concurrent.TimeUnit;

/**
 * Scans simulated fleets with the command line as a user would start it, in a JVM of its own with a small heap, and the
 * simulation in another; then lets a bare HTTP client send the same requests. Prints a table in Markdown. The first
 * argument is a folder for the files of the runs, the others are fleet sizes.
 */
public final class FleetBenchmark {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LATENCY_MILLIS = 50;
    private static final int CONCURRENCY = 64;
    private static final String HEAP = "-Xmx256m";

    /** What the JVM picks by itself where there is one processor or less than 2 GB, as in small function instances. */
    private static final String COLLECTOR = "-XX:+UseSerialGC";

    /** Calls of a cluster that must follow one another: credential, registration, sixteen reads three at a time. */
    private static final int CALLS_IN_SEQUENCE = 8;

    /** Requests that the scanner has in flight at most: three reads for each cluster. */
    private static final int REQUESTS_IN_FLIGHT = CONCURRENCY * 3;

    /** Healthy clusters: slow ones and black holes would measure their timeouts. */
    private static final String FAULTS = "none";

    private static final Duration DEADLINE = Duration.ofMinutes(5);

    private final Path folder;
    private final String java =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private final String classPath = System.getProperty("java.class.path");

    private FleetBenchmark(Path folder) {
        this.folder = folder;
    }

    /** Runs the benchmark. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        FleetBenchmark benchmark = new FleetBenchmark(folder);
        List<String> rows = new ArrayList<>();
        for (String size : List.of(arguments).subList(1, arguments.length)) {
            rows.add(benchmark.measure(Integer.parseInt(size)));
        }
        List<String> table = new ArrayList<>(List.of(
                "| clusters | wall s | clusters/s | CPU s | CPU ms/cluster | CPU ms/request | peak RSS MiB"
                        + " | requests/cluster | graph pages of clusters | wall / bound | bare client CPU s | CPU / bare |",
                "|---|---|---|---|---|---|---|---|---|---|---|---|"));
        table.addAll(rows);
        Files.write(folder.resolve("benchmarks.md"), table);
        table.forEach(System.out::println);
    }

    private String measure(int clusters) throws IOException, InterruptedException {
        Path run = Files.createDirectories(folder.resolve(Integer.toString(clusters)));
        try (RunningSimulation simulation = RunningSimulation.start(this, run, clusters)) {
            Cost scanner = scan(run, simulation.endpoints());
            requireComplete(run, clusters);
            // The same scan once more, unmeasured, so that recording does not cost what is measured.
            Path tape = run.resolve("requests.tsv");
            simulation.command("record " + tape);
            scan(run, simulation.endpoints());
            simulation.command("stop");
            List<String> recorded = Files.readAllLines(tape);
            int requests = recorded.size();
            long pages =
                    recorded.stream().filter(FleetBenchmark::asksForClusters).count();
            Cost bare = replay(run, tape, simulation.endpoints());
            double bound = Math.ceil(clusters / (double) CONCURRENCY) * CALLS_IN_SEQUENCE * LATENCY_MILLIS / 1000.0;
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

    private Cost scan(Path run, JsonNode endpoints) throws IOException, InterruptedException {
        List<String> command = List.of(
                java,
                HEAP,
                COLLECTOR,
                "-cp",
                classPath,
                "io.arcfleet.local.Main",
                "scan",
                "--all-subscriptions",
                "--cloud",
                endpoints.path("cloudFile").asText(),
                "--arc-proxy",
                endpoints.path("proxyControl").asText(),
                "--cluster-token-file",
                endpoints.path("clusterTokenFile").asText(),
                "--concurrency",
                Integer.toString(CONCURRENCY),
                "--output",
                run.resolve("report").toString());
        Cost cost = MeasuredProcess.run(
                command,
                Map.of("ARCFLEET_SIMULATION_TOKEN", endpoints.path("token").asText()),
                run.resolve("scanner.txt"),
                DEADLINE);
        if (cost.exitStatus() != 0) {
            throw new IllegalStateException(
                    "the scanner ended with " + cost.exitStatus() + ", see " + run.resolve("scanner.txt"));
        }
        return cost;
    }

    private Cost replay(Path run, Path requests, JsonNode endpoints) throws IOException, InterruptedException {
        List<String> command = List.of(
                java,
                HEAP,
                COLLECTOR,
                "-cp",
                classPath,
                "io.arcfleet.benchmark.BareClient",
                requests.toString(),
                endpoints.path("caFile").asText(),
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

    /** The simulation in a JVM of its own; ends when its standard input is closed. */
    private record RunningSimulation(Process process, BufferedReader output, JsonNode endpoints)
            implements AutoCloseable {

        static RunningSimulation start(FleetBenchmark benchmark, Path run, int clusters) throws IOException {
            Process process = new ProcessBuilder(
                            benchmark.java,
                            "-Xmx3g",
                            "-cp",
                            benchmark.classPath,
                            "io.arcfleet.simulation.SimulationServer",
                            "--clusters",
                            Integer.toString(clusters),
                            "--seed",
                            "1",
                            "--latency",
                            Integer.toString(LATENCY_MILLIS),
                            "--faults",
                            FAULTS,
                            "--directory",
                            run.toString())
                    .redirectError(run.resolve("simulation.txt").toFile())
                    .start();
            BufferedReader output = process.inputReader();
            String line = output.readLine();
            if (line == null) {
                throw new IllegalStateException("the simulation did not start, see " + run.resolve("simulation.txt"));
            }
            return new RunningSimulation(process, output, JSON.readTree(line));
        }

        /** Sends a command and waits until it is done. */
        void command(String line) throws IOException {
            BufferedWriter input = process.outputWriter();
            input.write(line);
            input.newLine();
            input.flush();
            if (!line.equals(output.readLine())) {
                throw new IllegalStateException("the simulation did not obey: " + line);
            }
        }

        @Override
        public void close() throws IOException {
            process.getOutputStream().close();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
