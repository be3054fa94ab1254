package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.arcfleet.local.SimulatedAzure.Run;
import io.arcfleet.simulation.Fault;
import io.arcfleet.simulation.SimulatedCluster;
import io.arcfleet.simulation.SimulationSettings;
import io.arcfleet.sink.TableDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds what a scan says of a whole fleet to {@code golden-report.txt}: a line for each cluster with its verdict, and below
 * it each root cause with what it explains. Every row fits its table. {@code -Darcfleet.rewrite=true} writes it anew; read the difference.
 */
@Timeout(180)
final class GoldenReportIT {

    private static final Path GOLDEN = Path.of("src/test/resources/io/arcfleet/local/golden-report.txt");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-07-15T10:00:00Z"), ZoneOffset.UTC);

    @Test
    void theWholeFleetIsJudgedAsBefore(@TempDir Path folder) throws IOException {
        String report;
        try (SimulatedAzure azure = SimulatedAzure.start(SimulationSettings.of(120), folder, CLOCK)) {
            Map<Fault, SimulatedCluster> faults = FaultPerCluster.give(azure.simulation());
            azure.simulation().setFleetFaults(Set.of(Fault.INCIDENT));
            Run run = azure.scanFleet("--cluster-timeout", "90s");
            report = report(run, faults);
            assertThat(run.findings())
                    .flatMap(TableDefinition.FINDINGS::problems)
                    .isEmpty();
            assertThat(run.clusters())
                    .flatMap(TableDefinition.CLUSTERS::problems)
                    .isEmpty();
            assertThat(TableDefinition.SCANS.problems(run.scan())).isEmpty();
        }
        if (Boolean.getBoolean("arcfleet.rewrite")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, report);
        }

        assertThat(GOLDEN).hasContent(report);
    }

    private static String report(Run run, Map<Fault, SimulatedCluster> faults) {
        Map<String, String> words = faults.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getValue().name(),
                        entry -> entry.getKey().word()));
        return run.clusters().stream()
                .sorted(Comparator.comparing(GoldenReportIT::name))
                .flatMap(row -> Stream.concat(
                        Stream.of("%s %s (%s%s)"
                                .formatted(
                                        row.path("Verdict").asText(),
                                        name(row),
                                        words.getOrDefault(name(row), "no fault"),
                                        row.path("Reached").asBoolean() ? "" : ", not reached")),
                        causes(run, name(row))))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** The findings that are root causes, in their order, and how many others there are. */
    private static Stream<String> causes(Run run, String cluster) {
        long explained = run.findings(cluster).stream()
                .filter(row -> !row.path("RootCause").asBoolean())
                .count();
        return Stream.concat(
                run.findings(cluster).stream()
                        .filter(row -> row.path("RootCause").asBoolean())
                        .map(row -> "    %s %s: %s"
                                .formatted(
                                        row.path("CheckId").asText(),
                                        row.path("Subject").asText(),
                                        row.path("Message").asText())),
                explained == 0 ? Stream.empty() : Stream.of("    and " + explained + " explained"));
    }

    private static String name(JsonNode row) {
        return row.path("ClusterName").asText();
    }
}
