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
import java.util.function.DoubleFunction;
import java.util.function.Function;

/**
 * How fast error texts are found: agents' logs of 64 KiB as a scan reads them, and texts of 5 MB as {@code explain} takes
 * them. Each figure is the median of many runs after a warm-up.
 */
final class SignatureBenchmark {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int MEGABYTE = 1_000_000;
    private static final int LARGE = 5 * MEGABYTE;
    private static final int WARM_UP = 5;
    private static final int RUNS = 11;

    /** Seconds. */
    private static final double EXPLAIN_AT_MOST = 1;

    private final SignatureCatalog catalog = SignatureCatalog.standard();
    private final List<String> rows = new ArrayList<>();

    private SignatureBenchmark() {}

    /** The table, in Markdown. */
    static List<String> table() {
        SignatureBenchmark benchmark = new SignatureBenchmark();
        benchmark.rows.add("| text | size | found | wall ms | CPU ms | MB/s of CPU | goal |");
        benchmark.rows.add("|---|---|---|---|---|---|---|");
        benchmark.matchLogs();
        benchmark.explainTexts();
        return benchmark.rows;
    }

    private void matchLogs() {
        Map<String, String> logs = new LinkedHashMap<>();
        logs.put("healthy agent log", SampleLogs.of(SampleLogs.LOG, SampleLogs.HEALTHY));
        logs.put("agent log, every 10th line an error", SampleLogs.of(SampleLogs.LOG, SampleLogs.MIXED));
        logs.put("agent log of errors", SampleLogs.of(SampleLogs.LOG, SampleLogs.FAULTY));
        logs.forEach((name, text) ->
                measure("matching: " + name, text, log -> catalog.find(log, Place.AGENT_LOG), seconds -> ""));
    }

    private void explainTexts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("output of --debug", SampleLogs.of(LARGE, SampleLogs.DEBUG));
        texts.put(
                "output of --debug, every 100th line an error",
                SampleLogs.of(LARGE, SampleLogs.DEBUG.repeat(99) + SampleLogs.FAULTY));
        texts.put("agent log of errors", SampleLogs.of(LARGE, SampleLogs.FAULTY));
        texts.put(
                "agent log of errors in one line",
                SampleLogs.of(LARGE, SampleLogs.FAULTY.replace("\n", " ").replace("{\"", "")));
        texts.put(
                "beginnings of errors in one line",
                SampleLogs.of(LARGE, ": i/o timeout dial tcp x509: no such host connectedk8s "));
        texts.forEach((name, text) -> measure(
                "explain: " + name,
                text,
                catalog::explain,
                seconds -> "< 1 s of CPU: " + Benchmarks.verdict(seconds, EXPLAIN_AT_MOST)));
    }

    private void measure(String name, String text, Function<String, List<Match>> find, DoubleFunction<String> goal) {
        List<Long> walls = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        int found = 0;
        for (int run = 0; run < WARM_UP + RUNS; run++) {
            // A text of its own: what was found in a log is remembered.
            String unseen = run + " " + text;
            long wall = System.nanoTime();
            long start = THREADS.getCurrentThreadCpuTime();
            found = find.apply(unseen).size();
            if (run >= WARM_UP) {
                times.add(THREADS.getCurrentThreadCpuTime() - start);
                walls.add(System.nanoTime() - wall);
            }
        }
        double seconds = median(times);
        rows.add(String.format(
                Locale.ROOT,
                "| %s | %,d B | %d | %.1f | %.1f | %.0f | %s |",
                name,
                text.length(),
                found,
                median(walls) * 1000,
                seconds * 1000,
                text.length() / seconds / MEGABYTE,
                goal.apply(seconds)));
    }

    private static double median(List<Long> nanos) {
        return nanos.stream().sorted().toList().get(RUNS / 2) / 1e9;
    }
}
