package io.arcfleet.local;

import io.arcfleet.finding.CheckResult;
import io.arcfleet.finding.Finding;
import io.arcfleet.finding.Health;
import io.arcfleet.finding.ScanSummary;
import io.arcfleet.finding.Severity;
import io.arcfleet.sink.ClusterReport;
import io.arcfleet.sink.FindingSink;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The sink that remembers what the report at the end needs: the clusters that are not healthy, and counts. */
public final class FleetVerdicts implements FindingSink {
    private static final String CHECK_AT_FAULT = "check at fault";

    private final List<ClusterVerdict> unhealthy = new ArrayList<>();
    private final Map<String, CauseCount> causes = new HashMap<>();
    private final SortedMap<String, Long> silences = new TreeMap<>();
    private long evaluated;
    private @Nullable Severity worst;

    /**
     * A check that is the root cause on some clusters.
     *
     * @param title the good state in words
     */
    public record CauseCount(String checkId, String title, Severity severity, int clusters) {}

    /**
     * How much of the fleet was judged.
     *
     * @param evaluated checks that passed or failed, over all clusters
     * @param notEvaluated checks that could not look, by reason
     */
    public record Coverage(long evaluated, SortedMap<String, Long> notEvaluated) {
        public Coverage {
            notEvaluated = Collections.unmodifiableSortedMap(new TreeMap<>(notEvaluated));
        }

        /** Number of checks that could not look. */
        public long silent() {
            return notEvaluated.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    @Override
    public void deliver(List<ClusterReport> reports) {
        reports.forEach(this::remember);
    }

    /** The summary is handed to the report itself. */
    @Override
    public void deliver(ScanSummary summary) {}

    @Override
    public void close() {}

    /** The clusters that are not healthy, worst first. */
    public List<ClusterVerdict> unhealthy() {
        return unhealthy.stream().sorted(ClusterVerdict.WORST_FIRST).toList();
    }

    /** The checks that are root causes anywhere, most clusters first, then worst first. */
    public List<CauseCount> causes() {
        return causes.values().stream()
                .sorted(Comparator.comparingInt(CauseCount::clusters)
                        .thenComparing(CauseCount::severity)
                        .reversed()
                        .thenComparing(CauseCount::checkId))
                .toList();
    }

    /** How much was judged. */
    public Coverage coverage() {
        return new Coverage(evaluated, silences);
    }

    /** Severity of the worst finding, empty when there is none. */
    public Optional<Severity> worst() {
        return Optional.ofNullable(worst);
    }

    private void remember(ClusterReport report) {
        for (CheckResult result : report.results()) {
            switch (result) {
                case CheckResult.Passed passed -> evaluated++;
                case CheckResult.Failed failed -> {
                    evaluated++;
                    failed.findings().forEach(this::rememberSeverity);
                }
                case CheckResult.NotEvaluated silent -> silences.merge(silent.reason(), 1L, Long::sum);
                case CheckResult.Errored errored -> silences.merge(CHECK_AT_FAULT, 1L, Long::sum);
            }
        }
        if (report.verdict().health() != Health.HEALTHY) {
            unhealthy.add(ClusterVerdict.of(report));
        }
        Map<String, Finding> byCheck = new TreeMap<>();
        report.verdict()
                .rootCauses()
                .forEach(cause -> byCheck.putIfAbsent(cause.finding().checkId(), cause.finding()));
        byCheck.values().forEach(this::rememberCause);
    }

    private void rememberSeverity(Finding finding) {
        worst = Stream.concat(worst().stream(), Stream.of(finding.severity()))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private void rememberCause(Finding finding) {
        causes.merge(
                finding.checkId(),
                new CauseCount(finding.checkId(), finding.title(), finding.severity(), 1),
                (known, more) ->
                        new CauseCount(known.checkId(), known.title(), known.severity(), known.clusters() + 1));
    }
}
