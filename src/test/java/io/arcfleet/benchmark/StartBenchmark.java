package io.arcfleet.benchmark;

import io.arcfleet.benchmark.MeasuredProcess.Cost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What the first answer of a new instance costs: {@code scanStatus} against a function of the same shape that does
 * nothing, each in a fresh JVM with the options of the platform's Java worker, in turns.
 */
final class StartBenchmark {

    private static final int RUNS = 5;
    private static final double GOAL_SECONDS = 1.5;

    private StartBenchmark() {}

    static List<String> table(Path folder) throws IOException, InterruptedException {
        StoredScan scan = StoredScan.write();
        WorkerJvm jvm = new WorkerJvm(folder, scan.settings());
        String[] hello = {"hello"};
        String[] status = {"scanStatus", scan.scanId()};
        // Also brings the files into the page cache.
        int helloClasses = jvm.callLogged(hello).classes().size();
        int statusClasses = jvm.callLogged(status).classes().size();
        List<Cost> helloCosts = new ArrayList<>();
        List<Cost> statusCosts = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            helloCosts.add(jvm.call(hello).cost());
            statusCosts.add(jvm.call(status).cost());
        }
        double difference = median(statusCosts, Cost::wallSeconds) - median(helloCosts, Cost::wallSeconds);
        return List.of(
                "| first answer | wall s | CPU s | classes |",
                "|---|---|---|---|",
                row("hello world", helloCosts, helloClasses),
                row("`scanStatus`", statusCosts, statusClasses),
                String.format(
                        Locale.ROOT,
                        "| difference, goal ≤ %.1f s: %s | %.2f | %.2f | %,d |",
                        GOAL_SECONDS,
                        Benchmarks.verdict(difference, GOAL_SECONDS),
                        difference,
                        median(statusCosts, Cost::cpuSeconds) - median(helloCosts, Cost::cpuSeconds),
                        statusClasses - helloClasses));
    }

    private static String row(String name, List<Cost> costs, int classes) {
        return String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %,d |",
                name,
                median(costs, Cost::wallSeconds),
                median(costs, Cost::cpuSeconds),
                classes);
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> figure) {
        return costs.stream()
                .mapToDouble(figure)
                .sorted()
                .skip(costs.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
