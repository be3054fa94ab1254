package io.arcfleet.local;

import io.arcfleet.finding.CheckResult;
import io.arcfleet.finding.Health;
import io.arcfleet.finding.RootCause;
import io.arcfleet.finding.Severity;
import io.arcfleet.sink.ClusterReport;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the reports for people say of one cluster that is not healthy; a small part of its {@link ClusterReport}, so that
 * thousands of them can be kept.
 *
 * @param causes root causes, worst first
 * @param silences why checks could not look: one sentence per cause of silence
 */
public record ClusterVerdict(
        String clusterId,
        String name,
        @Nullable String resourceGroup,
        @Nullable String location,
        Health health,
        List<Cause> causes,
        List<String> silences) {
    /** Worst first: by health, then by severity, then by name. */
    static final Comparator<ClusterVerdict> WORST_FIRST = Comparator.comparingInt(ClusterVerdict::rank)
            .thenComparing(ClusterVerdict::severity, Comparator.reverseOrder())
            .thenComparing(ClusterVerdict::name)
            .thenComparing(ClusterVerdict::clusterId);

    private static final int NAMED_CHECKS = 3;

    public ClusterVerdict {
        causes = List.copyOf(causes);
        silences = List.copyOf(silences);
    }

    /** A root cause in words. */
    public record Cause(String checkId, Severity severity, String sentence, String remedy, boolean certain) {}

    /** What {@code report} says. */
    public static ClusterVerdict of(ClusterReport report) {
        ClusterIdentity identity = report.target().identity();
        return new ClusterVerdict(
                identity.id(),
                identity.name(),
                identity.resourceGroup(),
                identity.location(),
                report.verdict().health(),
                report.verdict().rootCauses().stream()
                        .map(ClusterVerdict::cause)
                        .toList(),
                silences(report));
    }

    private static Cause cause(RootCause cause) {
        return new Cause(
                cause.finding().checkId(),
                cause.finding().severity(),
                cause.sentence(),
                cause.finding().remedy(),
                cause.isCertain());
    }

    /** The failure to reach the cluster speaks for all checks that it silenced; other reasons name their checks. */
    private static List<String> silences(ClusterReport report) {
        Optional<String> unreached =
                report.reached().failure().map(failure -> failure.reason().word() + ": " + failure.detail());
        int checks = report.notEvaluated().size();
        List<String> sentences = new ArrayList<>();
        unreached.ifPresent(
                why -> sentences.add("Not reached: " + why + " (" + Count.of(checks, "check") + " not evaluated)"));
        if (unreached.isEmpty()) {
            Map<String, List<String>> checksByReason = new LinkedHashMap<>();
            for (CheckResult.NotEvaluated silent : report.notEvaluated()) {
                checksByReason
                        .computeIfAbsent(silent.reason() + ": " + silent.detail(), reason -> new ArrayList<>())
                        .add(silent.checkId());
            }
            // A side that nobody asked for is in the coverage; here it would hide what went wrong.
            if (checksByReason.keySet().stream().anyMatch(reason -> !isNotAttempted(reason))) {
                checksByReason.keySet().removeIf(ClusterVerdict::isNotAttempted);
            }
            checksByReason.forEach((reason, ids) -> sentences.add("Not evaluated: " + names(ids) + ": " + reason));
        }
        report.results().stream()
                .flatMap(result -> result instanceof CheckResult.Errored errored ? Stream.of(errored) : Stream.empty())
                .forEach(errored -> sentences.add(
                        "Not evaluated: " + errored.checkId() + ": the check itself is at fault: " + errored.error()));
        return sentences;
    }

    private static boolean isNotAttempted(String reason) {
        return reason.startsWith(Reason.NOT_ATTEMPTED.word());
    }

    private static String names(List<String> ids) {
        String first = String.join(", ", ids.subList(0, Math.min(NAMED_CHECKS, ids.size())));
        return ids.size() <= NAMED_CHECKS ? first : first + " and " + (ids.size() - NAMED_CHECKS) + " more";
    }

    private int rank() {
        return switch (health) {
            case BROKEN -> 0;
            case DEGRADED -> 1;
            case UNKNOWN -> 2;
            case HEALTHY -> 3;
        };
    }

    private Severity severity() {
        return causes.stream()
                .map(Cause::severity)
                .max(Comparator.naturalOrder())
                .orElse(Severity.INFORMATIONAL);
    }
}
