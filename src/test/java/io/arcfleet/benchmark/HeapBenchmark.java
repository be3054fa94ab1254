package io.arcfleet.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import io.arcfleet.scan.storage.Azurite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the function app keeps in its heap: before the first scan, and after scans of a simulated fleet. The app runs with
 * the command {@code serve} over the storage emulator, with a small heap; the simulation is another process.
 */
final class HeapBenchmark {

    private static final int CLUSTERS = 500;
    private static final int SCANS = 2;
    private static final double GOAL_MEBIBYTES = 100;
    private static final Duration COLLECTION = Duration.ofMinutes(1);

    /** Last line of a histogram: instances, bytes. */
    private static final Pattern TOTAL = Pattern.compile("^Total +\\d+ +(\\d+)", Pattern.MULTILINE);

    private HeapBenchmark() {}

    static List<String> table(Path folder) throws IOException, InterruptedException {
        List<String> table = new ArrayList<>(List.of("| heap of the app | live MiB | goal |", "|---|---|---|"));
        try (RunningSimulation simulation = RunningSimulation.start(folder, CLUSTERS);
                ServedProcess app = ServedProcess.start(folder, settings(simulation))) {
            table.add(String.format(Locale.ROOT, "| before the first scan | %.1f | |", liveMebibytes(app, folder, 0)));
            for (int scan = 1; scan <= SCANS; scan++) {
                requireComplete(app.scan());
                double live = liveMebibytes(app, folder, scan);
                table.add(String.format(
                        Locale.ROOT,
                        "| after scan %d of %d clusters | %.1f | ≤ %.0f: %s |",
                        scan,
                        CLUSTERS,
                        live,
                        GOAL_MEBIBYTES,
                        Benchmarks.verdict(live, GOAL_MEBIBYTES)));
            }
        }
        return table;
    }

    private static Map<String, String> settings(RunningSimulation simulation) {
        return Map.of(
                "AzureWebJobsStorage", Azurite.connectionString(),
                "ARCFLEET_SIMULATION_TOKEN", simulation.endpoint("token"),
                "ARCFLEET_CLOUD", simulation.endpoint("cloudFile"),
                "ARCFLEET_CLUSTER_ACCESS", "arc-proxy",
                "ARCFLEET_ARC_PROXY_URL", simulation.endpoint("proxyControl"),
                "ARCFLEET_CLUSTER_TOKEN_FILE", simulation.endpoint("clusterTokenFile"),
                "ARCFLEET_INGESTION_ENDPOINT", simulation.endpoint("ingestionEndpoint"),
                "ARCFLEET_INGESTION_RULE_ID", simulation.endpoint("ruleId"));
    }

    private static void requireComplete(JsonNode status) {
        if (status.path("clustersByHealth").path("healthy").asInt() != CLUSTERS) {
            throw new IllegalStateException("not every cluster was found healthy: " + status);
        }
    }

    /** The histogram makes a full collection first and counts what is left; its file stays to see what that is. */
    private static double liveMebibytes(ServedProcess app, Path folder, int scans)
            throws IOException, InterruptedException {
        Path histogram = folder.resolve("live-after-" + scans + ".txt");
        MeasuredProcess.run(
                List.of(Jvm.tool("jcmd"), Long.toString(app.pid()), "GC.class_histogram"),
                Map.of(),
                histogram,
                COLLECTION);
        Matcher total = TOTAL.matcher(Files.readString(histogram));
        if (!total.find()) {
            throw new IllegalStateException("no histogram, see " + histogram);
        }
        return Long.parseLong(total.group(1)) / 1024.0 / 1024;
    }
}
