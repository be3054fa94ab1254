package io.arcfleet.local;

import io.arcfleet.config.PlainText;
import io.arcfleet.finding.Health;
import io.arcfleet.finding.ScanSummary;
import io.arcfleet.local.FleetVerdicts.CauseCount;
import io.arcfleet.local.FleetVerdicts.Coverage;
import io.arcfleet.sink.JsonLinesSink;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The result of a scan for a person: clusters that are not healthy, causes over the fleet, totals and coverage. */
public final class TerminalReport {
    private static final int MOST_CLUSTERS = 40;
    private static final int MOST_CAUSES = 10;
    private static final int HEALTH_WIDTH = 10;

    private final Terminal terminal;
    private final PrintStream out;

    /** A report to {@code out}, as wide and as colourful as {@code terminal} allows. */
    public TerminalReport(Terminal terminal, PrintStream out) {
        this.terminal = terminal;
        this.out = out;
    }

    /**
     * Prints the whole report.
     *
     * @param files the directory with the files of the scan
     */
    public void print(FleetVerdicts verdicts, ScanSummary summary, Path files) {
        List<ClusterVerdict> unhealthy = verdicts.unhealthy();
        unhealthy.stream().limit(MOST_CLUSTERS).forEach(this::printCluster);
        if (unhealthy.size() > MOST_CLUSTERS) {
            paragraph(
                    "",
                    Count.of(unhealthy.size() - MOST_CLUSTERS, "more cluster") + " not healthy: see "
                            + files.resolve(JsonLinesSink.CLUSTERS));
            out.println();
        }
        printCauses(verdicts.causes());
        printTotals(verdicts.coverage(), summary, files);
    }

    private void printCluster(ClusterVerdict cluster) {
        String word = cluster.health().word().toUpperCase(Locale.ROOT);
        String place = Stream.of(cluster.resourceGroup(), cluster.location())
                .flatMap(Stream::ofNullable)
                .collect(Collectors.joining(", "));
        out.println(coloured(cluster.health(), word)
                + " ".repeat(HEALTH_WIDTH - word.length())
                + bold(PlainText.of(cluster.name()))
                + (place.isEmpty() ? "" : "  (" + PlainText.of(place) + ")"));
        for (ClusterVerdict.Cause cause : cluster.causes()) {
            paragraph("  * ", cause.severity().word() + ": " + cause.sentence());
            paragraph("    ", "Remedy: " + cause.remedy());
        }
        cluster.silences().forEach(silence -> paragraph("  - ", silence));
        out.println();
    }

    private void printCauses(List<CauseCount> causes) {
        if (causes.isEmpty()) {
            return;
        }
        out.println(bold("Root causes over the fleet"));
        for (CauseCount cause : causes.subList(0, Math.min(MOST_CAUSES, causes.size()))) {
            String clusters = Count.of(cause.clusters(), "cluster");
            paragraph(
                    "  " + " ".repeat(Math.max(0, 14 - clusters.length())) + clusters + ": ",
                    cause.checkId() + " (should be: " + cause.title() + ")");
        }
        if (causes.size() > MOST_CAUSES) {
            out.println("  and " + (causes.size() - MOST_CAUSES) + " more");
        }
        out.println();
    }

    private void printTotals(Coverage coverage, ScanSummary summary, Path files) {
        if (summary.simulated()) {
            out.println("This fleet is simulated.");
        }
        String totals = Stream.of(Health.BROKEN, Health.DEGRADED, Health.UNKNOWN, Health.HEALTHY)
                .map(health -> Count.of(summary.count(health)) + " " + health.word())
                .collect(Collectors.joining(", "));
        String scanned = summary.clustersScanned() == summary.clustersFound()
                ? Count.of(summary.clustersScanned())
                : Count.of(summary.clustersScanned()) + " of " + Count.of(summary.clustersFound());
        labelled("Clusters", scanned + " scanned: " + totals);
        if (summary.clustersUnreached() > 0) {
            labelled("", Count.of(summary.clustersUnreached()) + " of them could not be reached");
        }
        labelled("Findings", Count.of(summary.findings()));
        labelled("Coverage", coverage(coverage));
        summary.missing().forEach(gap -> labelled("Missing", gap.what() + ": " + gap.why()));
        labelled(
                "Scan",
                summary.outcome().word() + " in "
                        + DurationText.of(Duration.between(summary.startedAt(), summary.endedAt())) + ", id "
                        + summary.scanId());
        labelled(
                "Files",
                Stream.of(JsonLinesSink.FINDINGS, JsonLinesSink.CLUSTERS, JsonLinesSink.SCAN)
                        .collect(Collectors.joining(", ", "", " in " + files)));
    }

    private static String coverage(Coverage coverage) {
        long all = coverage.evaluated() + coverage.silent();
        String evaluated = Count.of(coverage.evaluated()) + " of " + Count.of(all) + " checks evaluated";
        if (coverage.silent() == 0) {
            return evaluated;
        }
        return evaluated + "; " + Count.of(coverage.silent()) + " not: "
                + coverage.notEvaluated().entrySet().stream()
                        .map(entry -> Count.of(entry.getValue()) + " " + entry.getKey())
                        .collect(Collectors.joining(", "));
    }

    private void labelled(String label, String text) {
        paragraph(label(label), text);
    }

    private static String label(String label) {
        return label.isEmpty() ? " ".repeat(HEALTH_WIDTH) : label + ":" + " ".repeat(HEALTH_WIDTH - 1 - label.length());
    }

    private void paragraph(String lead, String text) {
        Paragraph.lines(lead, text, terminal.width()).forEach(out::println);
    }

    private String bold(String text) {
        return styled("1", text);
    }

    private String coloured(Health health, String text) {
        return styled(
                switch (health) {
                    case BROKEN -> "1;31";
                    case DEGRADED -> "33";
                    case UNKNOWN -> "35";
                    case HEALTHY -> "32";
                },
                text);
    }

    private String styled(String code, String text) {
        return terminal.colours() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
