package io.arcfleet.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a command to its end and says what it took, from {@code /proc}: Linux only. CPU time and peak memory are those of
 * the last sample before the end, at most {@link #SAMPLE} old.
 */
final class MeasuredProcess {

    private static final Duration SAMPLE = Duration.ofMillis(20);
    private static final double CLOCK_TICKS_PER_SECOND = 100;

    private MeasuredProcess() {}

    /** What a process took: wall time from its start to its end, CPU time of user and system, peak resident memory. */
    record Cost(int exitStatus, double wallSeconds, double cpuSeconds, long peakKilobytes) {}

    static Cost run(List<String> command, Map<String, String> environment, Path output, Duration deadline)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        // Nothing of this process's own: neither options for the JVM, nor a proxy, nor settings of an app.
        builder.environment().clear();
        builder.environment().putAll(environment);
        long start = System.nanoTime();
        Process process = builder.start();
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        double cpuSeconds = 0;
        long peakKilobytes = 0;
        try {
            while (!process.waitFor(SAMPLE.toMillis(), TimeUnit.MILLISECONDS)) {
                cpuSeconds = Math.max(cpuSeconds, cpuSeconds(proc));
                peakKilobytes = Math.max(peakKilobytes, peakKilobytes(proc));
                if (System.nanoTime() - start > deadline.toNanos()) {
                    throw new IllegalStateException(command.getLast() + " did not end within " + deadline);
                }
            }
        } finally {
            process.destroyForcibly();
        }
        double wallSeconds = (System.nanoTime() - start) / 1e9;
        return new Cost(process.exitValue(), wallSeconds, cpuSeconds, peakKilobytes);
    }

    /** Fields 14 and 15 of {@code /proc/<pid>/stat}, see proc(5); counted after the command in parentheses. */
    private static double cpuSeconds(Path proc) {
        return lines(proc.resolve("stat")).stream()
                        .map(stat -> List.of(
                                stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)))
                        .mapToLong(fields -> Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12)))
                        .sum()
                / CLOCK_TICKS_PER_SECOND;
    }

    private static long peakKilobytes(Path proc) {
        return lines(proc.resolve("status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            // The process has ended meanwhile.
            return List.of();
        }
    }
}
