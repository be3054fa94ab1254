package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.Health;
import io.arcfleet.finding.ScanSummary;
import io.arcfleet.finding.Severity;
import io.arcfleet.sink.ClusterReport;
import io.arcfleet.sink.ClusterReports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TerminalReportTest {
    private static final Terminal NARROW = new Terminal(false, false, false, false, 80);
    private static final Terminal COLOURFUL = new Terminal(true, true, true, true, 80);

    @Test
    void a_fleet_with_every_kind_of_trouble_reads_as_in_the_golden_file() throws IOException {
        List<ClusterReport> reports = List.of(
                ClusterReports.healthy("store-01"),
                ClusterReports.unreached("store-02"),
                ClusterReports.withFinding(
                        "store-03",
                        Severity.MEDIUM,
                        "agent-version-supported",
                        "The agents are at 1.28.3, which left support; the newest version is 1.36.1 and the window is N-2."),
                ClusterReports.broken("store-04"),
                ClusterReports.denied("store-05"),
                ClusterReports.withFinding(
                        "store-06",
                        Severity.HIGH,
                        "identity-certificate-valid",
                        "The identity certificate is missing."),
                ClusterReports.withoutAzure("laptop"));
        ScanSummary summary = ClusterReports.partialScan(
                Map.of(Health.HEALTHY, 2, Health.UNKNOWN, 2, Health.DEGRADED, 1, Health.BROKEN, 2), 4);

        assertThat(print(NARROW, reports, summary)).isEqualTo(golden("terminal-report.txt"));
    }

    @Test
    void a_healthy_fleet_has_totals_only() {
        String text = print(
                NARROW,
                List.of(ClusterReports.healthy("store-01")),
                ClusterReports.partialScan(Map.of(Health.HEALTHY, 1), 0));

        assertThat(text).startsWith("This fleet is simulated.").contains("1 healthy", "2 of 2 checks evaluated");
    }

    @Test
    void colours_change_nothing_but_the_colours() {
        List<ClusterReport> reports = List.of(ClusterReports.broken("store-04"), ClusterReports.unreached("store-05"));
        ScanSummary summary = ClusterReports.partialScan(Map.of(Health.BROKEN, 1, Health.UNKNOWN, 1), 2);

        String colourful = print(COLOURFUL, reports, summary);

        assertThat(colourful).contains("\u001b[1;31mBROKEN\u001b[0m");
        assertThat(colourful.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(print(NARROW, reports, summary));
    }

    @Test
    void names_and_messages_cannot_act_on_the_terminal() {
        String evil = "store\u001b[2J\u009b31m\u202e\r\nFAKE";

        String text = print(
                NARROW,
                List.of(ClusterReports.withFinding(evil, Severity.HIGH, "check", "message " + evil)),
                ClusterReports.partialScan(Map.of(Health.BROKEN, 1), 1));

        assertThat(text)
                .doesNotContain("\u001b", "\u009b", "\u202e", "\r", "\nFAKE")
                .contains("store?[2J?31m?  FAKE");
    }

    @Test
    void a_long_list_is_cut_and_says_where_the_rest_is() {
        List<ClusterReport> reports = IntStream.range(0, 45)
                .mapToObj(i -> ClusterReports.broken("store-" + (100 + i)))
                .toList();

        String text = print(NARROW, reports, ClusterReports.partialScan(Map.of(Health.BROKEN, 45), 90));

        assertThat(text).containsPattern("(?m)^BROKEN +store-139 ").doesNotContain("store-140");
        assertThat(text)
                .contains("5 more clusters not healthy: see out/clusters.jsonl")
                .contains("45 clusters: identity-certificate-valid");
    }

    @Test
    void no_line_is_wider_than_the_terminal() {
        String text = print(
                new Terminal(false, false, false, false, 60),
                List.of(ClusterReports.withFinding("store-1", Severity.LOW, "check", "word ".repeat(100))),
                ClusterReports.partialScan(Map.of(Health.DEGRADED, 1), 1));

        assertThat(text.lines()).allMatch(line -> line.length() <= 60);
    }

    private static String print(Terminal terminal, List<ClusterReport> reports, ScanSummary summary) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (FleetVerdicts verdicts = new FleetVerdicts()) {
            verdicts.deliver(reports);
            verdicts.deliver(summary);
            new TerminalReport(terminal, new PrintStream(bytes, true, StandardCharsets.UTF_8))
                    .print(verdicts, summary, Path.of("out"));
        }
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    private static String golden(String name) throws IOException {
        try (InputStream text = Objects.requireNonNull(TerminalReportTest.class.getResourceAsStream(name))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
