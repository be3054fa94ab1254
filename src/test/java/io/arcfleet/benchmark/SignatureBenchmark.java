package io.arcfleet.benchmark;

import io.arcfleet.signature.Match;
import io.arcfleet.signature.Place;
import io.arcfleet.signature.SignatureCatalog;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * How fast error texts are found: agents' logs of 64 KiB as a scan reads them, and texts of 5 MB as {@code explain} takes
 * them. Prints a table in Markdown; each figure is the median of many runs after a warm-up.
 */
public final class SignatureBenchmark {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int MEGABYTE = 1_000_000;
    private static final int LARGE = 5 * MEGABYTE;
    private static final int LOG = 64 * 1024;
    private static final int WARM_UP = 5;
    private static final int RUNS = 11;

    private static final String HEALTHY = "{\"Message\":\"Successfully sent the status to the service\",\"LogType\":"
            + "\"ConfigAgentTrace\",\"LogLevel\":\"Information\",\"Environment\":\"prod\",\"Role\":\"ClusterConfigAgent\","
            + "\"Location\":\"eastus\",\"ArmId\":\"/subscriptions/s/resourceGroups/g/providers/Microsoft.Kubernetes/"
            + "connectedclusters/shop-1\",\"AgentName\":\"ConfigAgent\",\"AgentTimestamp\":\"2026/11/22 10:00:00\"}\n";

    private static final String FAULTY = "{\"Message\":\"Error in getting configurations: Post"
            + " \\\"https://eastus.dp.kubernetesconfiguration.azure.com/subscriptions/s\\\": dial tcp 20.42.64.45:443:"
            + " i/o timeout\",\"LogLevel\":\"Error\",\"Role\":\"ClusterConfigAgent\"}\n";

    private static final String DEBUG = "cli.azure.cli.core.sdk.policies: Request URL:"
            + " 'https://management.azure.com/subscriptions/s/resourceGroups/g/providers/Microsoft.Kubernetes/"
            + "connectedClusters/shop-1?api-version=2024-07-01-preview'\n";

    private final SignatureCatalog catalog = SignatureCatalog.standard();

    private SignatureBenchmark() {}

    /** Runs the benchmark. */
    public static void main(String[] arguments) {
        new SignatureBenchmark().run();
    }

    private void run() {
        System.out.println("| text | size | found | wall ms | CPU ms | MB/s of CPU |");
        System.out.println("|---|---|---|---|---|---|");
        Map<String, String> logs = new LinkedHashMap<>();
        logs.put("healthy agent log", of(LOG, HEALTHY));
        logs.put("agent log, every 10th line an error", of(LOG, HEALTHY.repeat(9) + FAULTY));
        logs.put("agent log of errors", of(LOG, FAULTY));
        logs.forEach((name, text) -> measure("matching: " + name, text, log -> catalog.find(log, Place.AGENT_LOG)));
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("output of --debug", of(LARGE, DEBUG));
        texts.put("output of --debug, every 100th line an error", of(LARGE, DEBUG.repeat(99) + FAULTY));
        texts.put("agent log of errors", of(LARGE, FAULTY));
        texts.put(
                "agent log of errors in one line",
                of(LARGE, FAULTY.replace("\n", " ").replace("{\"", "")));
        texts.put(
                "beginnings of errors in one line",
                of(LARGE, ": i/o timeout dial tcp x509: no such host connectedk8s "));
        texts.forEach((name, text) -> measure("explain: " + name, text, catalog::explain));
    }

    private static String of(int size, String lines) {
        return lines.repeat(size / lines.length() + 1).substring(0, size);
    }

    private static void measure(String name, String text, Function<String, List<Match>> find) {
        List<Long> walls = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        int found = 0;
        for (int run = 0; run < WARM_UP + RUNS; run++) {
            long wall = System.nanoTime();
            long start = THREADS.getCurrentThreadCpuTime();
            found = find.apply(text).size();
            if (run >= WARM_UP) {
                times.add(THREADS.getCurrentThreadCpuTime() - start);
                walls.add(System.nanoTime() - wall);
            }
        }
        double seconds = median(times);
        System.out.printf(
                Locale.ROOT,
                "| %s | %,d B | %d | %.1f | %.1f | %.0f |%n",
                name,
                text.length(),
                found,
                median(walls) * 1000,
                seconds * 1000,
                text.length() / seconds / MEGABYTE);
    }

    private static double median(List<Long> nanos) {
        return nanos.stream().sorted().toList().get(RUNS / 2) / 1e9;
    }
}
