package io.arcfleet.scan.lifecycle;

import io.arcfleet.finding.CheckResult;
import io.arcfleet.finding.Finding;
import io.arcfleet.finding.FindingState;
import io.arcfleet.finding.TrackedFinding;
import io.arcfleet.sink.ClusterReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what has become of a cluster's findings, from what is remembered and what a scan found. Pure: the same memory and the
 * same report give the same states.
 *
 * <p>A finding is resolved only by a scan in which its check looked everywhere; one whose check could not, or was not run, is
 * unknown. A check that is no longer in the catalogue will never look again, so its findings are resolved.
 */
public final class FindingLifecycle {

    private final Set<String> checks;
    private final Duration retention;

    /**
     * With the rules that need to be known beforehand.
     *
     * @param checks ids of every check of the product, also of those that the settings leave out
     * @param retention how long a finding is remembered that is resolved, or that nobody could look for
     */
    public FindingLifecycle(Collection<String> checks, Duration retention) {
        this.checks = Set.copyOf(checks);
        this.retention = retention;
    }

    /**
     * What a scan made of a cluster's findings.
     *
     * @param report the scan's report with the states
     * @param memory to be written down once the rows of the report are delivered
     */
    public record Step(ClusterReport report, ClusterMemory memory) {}

    /** Takes one step: from the scans before to the one of {@code report}. */
    public Step step(ClusterMemory memory, ClusterReport report) {
        boolean repeated = memory.scanId().equals(report.scanId());
        List<TrackedFinding> before = repeated ? memory.before() : memory.findings();
        Map<String, TrackedFinding> was = byId(before);
        Map<String, TrackedFinding> shown = byId(memory.findings());
        List<TrackedFinding> rows = new ArrayList<>();
        List<TrackedFinding> silent = new ArrayList<>();
        Set<String> found = new LinkedHashSet<>();
        for (TrackedFinding now : report.tracked()) {
            found.add(now.finding().id());
            rows.add(found(
                    now, was.get(now.finding().id()), shown.get(now.finding().id())));
        }
        Map<String, CheckResult> results = new HashMap<>();
        report.results().forEach(result -> results.put(result.checkId(), result));
        Set<String> gone = new LinkedHashSet<>(was.keySet());
        gone.addAll(shown.keySet());
        gone.removeAll(found);
        for (String id : gone) {
            TrackedFinding last = Optional.ofNullable(was.get(id)).orElseGet(() -> shown.get(id));
            // What the rows of a run of this scan said before counts too: they are never taken back.
            if (isOver(was.get(id)) && isOver(shown.get(id))) {
                silent.add(last);
            } else {
                rows.add(notFound(last, results.get(last.finding().checkId()), report.observedAt()));
            }
        }
        Instant oldest = report.observedAt().minus(retention);
        List<TrackedFinding> kept = new ArrayList<>(rows);
        kept.addAll(silent);
        kept.removeIf(tracked -> tracked.lastKnown().isBefore(oldest));
        ClusterMemory next = new ClusterMemory(
                memory.clusterId(),
                report.scanId(),
                report.observedAt(),
                kept.stream().map(Keepsake::of).toList(),
                before);
        boolean overtaken = report.observedAt().isBefore(memory.observedAt());
        return new Step(report.withTracked(rows), overtaken ? next.joinedWith(memory) : next);
    }

    private static TrackedFinding found(
            TrackedFinding now, @Nullable TrackedFinding was, @Nullable TrackedFinding shown) {
        if (was == null) {
            // A run of this scan before may have found it: its time stays.
            return now.found(FindingState.NEW, shown == null ? now.firstSeen() : shown.firstSeen());
        }
        return now.found(was.isResolved() ? FindingState.REOPENED : FindingState.OPEN, was.firstSeen());
    }

    private TrackedFinding notFound(TrackedFinding last, @Nullable CheckResult result, Instant at) {
        Finding finding = last.finding();
        return switch (result) {
            case null ->
                checks.contains(finding.checkId())
                        ? last.unknown("the check was not run: the settings leave it out")
                        : last.resolved("the check no longer exists", at);
            case CheckResult.Passed passed -> last.resolved("the check found nothing", at);
            case CheckResult.Failed failed ->
                failed.unseen() == null
                        ? last.resolved("the check found other subjects, and this one no longer", at)
                        : last.unknown("the check found other subjects, and could not look everywhere: "
                                + words(failed.unseen()));
            case CheckResult.NotEvaluated silent -> last.unknown("the check could not look: " + words(silent));
            case CheckResult.Errored errored -> last.unknown("the check could not look: it is at fault itself");
        };
    }

    private static String words(CheckResult.NotEvaluated silent) {
        return silent.reason() + ": " + silent.detail();
    }

    private static boolean isOver(@Nullable TrackedFinding tracked) {
        return tracked == null || tracked.isResolved();
    }

    private static Map<String, TrackedFinding> byId(List<TrackedFinding> findings) {
        Map<String, TrackedFinding> byId = new LinkedHashMap<>();
        findings.forEach(tracked -> byId.put(tracked.finding().id(), tracked));
        return byId;
    }
}
