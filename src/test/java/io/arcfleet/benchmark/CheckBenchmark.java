package io.arcfleet.benchmark;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs {@link JudgingBenchmark} with JMH, in a JVM of its own. */
final class CheckBenchmark {

    /** Microseconds. */
    private static final double HEALTHY_AT_MOST = 1_000;

    private static final int LOGS = 10;

    private CheckBenchmark() {}

    /** The table, in Markdown; what JMH says while it runs is in {@code jmh.txt} of the folder. */
    static List<String> table(Path folder) throws RunnerException {
        List<String> rows = new Runner(new OptionsBuilder()
                        .include(JudgingBenchmark.class.getName() + "\\..*")
                        .output(folder.resolve("jmh.txt").toString())
                        .shouldFailOnError(true)
                        .build())
                .run().stream().map(CheckBenchmark::row).toList();
        return Stream.concat(Stream.of("| judged | µs | goal or rate |", "|---|---|---|"), rows.stream())
                .toList();
    }

    private static String row(RunResult run) {
        Result<?> time = run.getPrimaryResult();
        double micros = time.getScore();
        String name = run.getParams().getBenchmark();
        String method = name.substring(name.lastIndexOf('.') + 1);
        double rate = (double) LOGS * SampleLogs.LOG / micros;
        return switch (method) {
            case "healthy" ->
                row("a healthy cluster", time, "goal < 1,000: " + Benchmarks.verdict(micros, HEALTHY_AT_MOST));
            case "broken" -> row("a broken cluster with ten logs of 64 KiB", time, "");
            case "logs" ->
                row("the signatures alone in those logs", time, String.format(Locale.ROOT, "%.0f MB/s", rate));
            default -> throw new IllegalStateException("unknown benchmark: " + name);
        };
    }

    private static String row(String judged, Result<?> time, String goal) {
        return String.format(
                Locale.ROOT, "| %s | %,.0f ± %,.0f | %s |", judged, time.getScore(), time.getScoreError(), goal);
    }
}
