package io.arcfleet.scan.lifecycle;

import io.arcfleet.finding.Area;
import io.arcfleet.finding.CheckResult;
import io.arcfleet.finding.Finding;
import io.arcfleet.finding.FindingState;
import io.arcfleet.finding.Health;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.RootCause;
import io.arcfleet.finding.Severity;
import io.arcfleet.finding.TrackedFinding;
import io.arcfleet.finding.Verdict;
import io.arcfleet.sink.ClusterReport;
import io.arcfleet.snapshot.AzureFacts;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Scans of one cluster, one after the other, each an hour later; what is remembered goes from one to the next. */
final class ClusterStory {

    static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    static final Duration RETENTION = Duration.ofDays(30);
    static final ClusterIdentity CLUSTER = ClusterIdentity.of("s", "g", "store-1", "westeurope");

    /** The checks of the product; {@code c} is one that the settings may leave out. */
    static final List<String> CHECKS = List.of("a", "b", "c");

    private final FindingLifecycle lifecycle = new FindingLifecycle(CHECKS, RETENTION);
    private ClusterMemory memory = ClusterMemory.none(CLUSTER.id());
    private Instant now = START;
    private int scans;

    /** The next scan, an hour later: states by {@code check/subject}. */
    Map<String, FindingState> scan(CheckResult... results) {
        return scanAfter(Duration.ofHours(1), results);
    }

    Map<String, FindingState> scanAfter(Duration pause, CheckResult... results) {
        scans++;
        return again(pause, results);
    }

    /** The same scan comes again, a minute later. */
    Map<String, FindingState> again(CheckResult... results) {
        return again(Duration.ofMinutes(1), results);
    }

    private Map<String, FindingState> again(Duration pause, CheckResult... results) {
        now = now.plus(pause);
        return states(step(results));
    }

    /** The next step, whose rows are looked at more closely; it is remembered. */
    ClusterReport step(CheckResult... results) {
        FindingLifecycle.Step step = lifecycle.step(memory, report("scan-" + scans, now, results));
        memory = step.memory();
        return step.report();
    }

    ClusterMemory memory() {
        return memory;
    }

    Instant now() {
        return now;
    }

    static Map<String, FindingState> states(ClusterReport report) {
        Map<String, FindingState> states = new TreeMap<>();
        for (TrackedFinding tracked : report.tracked()) {
            Finding finding = tracked.finding();
            states.put(finding.checkId() + "/" + finding.issue().subject(), tracked.state());
        }
        return states;
    }

    /** A check that found something wrong with these subjects; the time of the findings is set by the scan. */
    static CheckResult failed(String check, String... subjects) {
        return new CheckResult.Failed(check, findings(check, START, subjects));
    }

    static CheckResult passed(String check) {
        return new CheckResult.Passed(check);
    }

    static CheckResult silent(String check) {
        return new CheckResult.NotEvaluated(check, "timed out", "GET /version: no answer within 10 s");
    }

    /** A check that found something wrong with these subjects, and could not look for others. */
    static CheckResult failedPartly(String check, String... subjects) {
        return new CheckResult.Failed(
                check,
                findings(check, START, subjects),
                new CheckResult.NotEvaluated(check, "not permitted", "GET events: forbidden"));
    }

    static CheckResult errored(String check) {
        return new CheckResult.Errored(check, "java.lang.ArithmeticException: / by zero");
    }

    private static List<Finding> findings(String check, Instant at, String... subjects) {
        return Arrays.stream(subjects)
                .map(subject -> finding(check, subject, "It is wrong.", at))
                .toList();
    }

    static Finding finding(String check, String subject, String message, Instant at) {
        return new Finding(
                Finding.idOf(CLUSTER.id(), check, subject),
                check,
                "All is well",
                Area.AGENTS,
                Severity.HIGH,
                CLUSTER.id(),
                new Issue(subject, message, Map.of("fact", "1")),
                "Mend it.",
                "https://example.com/" + check,
                at);
    }

    /** The first finding explains all others. */
    static ClusterReport report(String scanId, Instant at, CheckResult... results) {
        List<CheckResult> timed = Arrays.stream(results)
                .map(result -> result instanceof CheckResult.Failed failed
                        ? new CheckResult.Failed(
                                failed.checkId(),
                                findings(
                                        failed.checkId(),
                                        at,
                                        failed.findings().stream()
                                                .map(finding -> finding.issue().subject())
                                                .toArray(String[]::new)),
                                failed.unseen())
                        : result)
                .toList();
        List<Finding> findings = timed.stream()
                .flatMap(result ->
                        result instanceof CheckResult.Failed failed ? failed.findings().stream() : Stream.of())
                .toList();
        List<RootCause> causes = findings.stream()
                .limit(1)
                .map(first -> new RootCause(
                        first, findings.stream().skip(1).map(Finding::id).toList(), List.of(), "It is wrong."))
                .toList();
        return new ClusterReport(
                scanId,
                true,
                new ClusterTarget(CLUSTER, AzureFacts.unavailable(Reason.NOT_ATTEMPTED, "not asked")),
                null,
                timed,
                new Verdict(findings.isEmpty() ? Health.HEALTHY : Health.BROKEN, causes),
                Observation.of("https://127.0.0.1"),
                List.of(),
                at,
                Duration.ZERO);
    }
}
