package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arcfleet.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl+C, in a JVM of its own. */
@Timeout(90)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "sends a signal with kill")
final class InterruptionIT {

    private static final Pattern DONE = Pattern.compile("\\b[1-5] of 6 clusters");

    @TempDir
    private Path folder;

    @Test
    void ctrlCEndsTheScanWithWhatIsDoneSoFar() throws IOException, InterruptedException {
        Path progress = folder.resolve("err.txt");
        Process scan = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.arcfleet.local.Main",
                        "--clusters",
                        "6",
                        "--faults",
                        "black-hole",
                        "--output",
                        folder.resolve("report").toString())
                .redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(progress.toFile())
                .start();
        try {
            // The black hole keeps the scan busy for ten seconds; the first line of progress comes after five.
            Waiting.until(
                    "a cluster that is done, in " + progress,
                    () -> DONE.matcher(Files.readString(progress)).find());
            new ProcessBuilder("kill", "-INT", Long.toString(scan.pid()))
                    .start()
                    .waitFor();

            assertThat(scan.waitFor(30, TimeUnit.SECONDS)).isTrue();
            // The JVM's own, as shells expect it: 128 and the number of the signal.
            assertThat(scan.exitValue()).isEqualTo(130);
        } finally {
            scan.destroyForcibly();
        }

        JsonNode summary =
                new ObjectMapper().readTree(folder.resolve("report/scan.json").toFile());
        assertThat(summary.path("Outcome").asText()).isEqualTo("cancelled");
        assertThat(summary.path("ClustersFound").asInt()).isEqualTo(6);
        assertThat(summary.path("Missing").toString()).contains("the scan was cancelled");
        assertThat(Files.readAllLines(folder.resolve("report/clusters.jsonl")))
                .hasSize(summary.path("ClustersScanned").asInt())
                .isNotEmpty();
        assertThat(Files.readString(folder.resolve("out.txt"))).contains("cancelled");
    }
}
