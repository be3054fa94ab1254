package io.arcfleet.diagnosis;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckCatalog;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.finding.CheckResult;
import io.arcfleet.finding.CheckResult.Errored;
import io.arcfleet.finding.CheckResult.Failed;
import io.arcfleet.finding.CheckResult.NotEvaluated;
import io.arcfleet.finding.CheckResult.Passed;
import io.arcfleet.finding.Finding;
import io.arcfleet.finding.Health;
import io.arcfleet.finding.RootCause;
import io.arcfleet.finding.Severity;
import io.arcfleet.finding.Verdict;
import io.arcfleet.snapshot.Reason;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns what the checks said of one cluster into one verdict.
 *
 * <p>A finding follows from another when its check names the other's check as an explanation and the edge accepts the two
 * issues. Chains count as far as their findings are really there: A, explained by B, explained by C, does not follow from
 * C when B passed, for B saw that C had not come so far; an edge from A to C itself says otherwise. Findings that follow
 * from none are root causes. Twins among these (one fault that hits several workloads) are one root cause, on the first.
 *
 * <p>An explanation that was not evaluated makes a root cause a possible one, whatever the reason: a fault that nobody
 * looked for can be there. Only direct explanations are named, because those behind them act through these.
 */
public final class Diagnosis {

    private final CheckCatalog catalog;

    /** With the checks whose results will be diagnosed; results of other checks are explained by nothing. */
    public Diagnosis(CheckCatalog catalog) {
        this.catalog = catalog;
    }

    /** The verdict on the cluster whose checks said {@code results}. */
    public Verdict diagnose(List<CheckResult> results) {
        List<Finding> findings = results.stream()
                .flatMap(result -> result instanceof Failed failed ? failed.findings().stream() : Stream.empty())
                .toList();
        Set<String> silent = results.stream()
                .filter(result -> result instanceof NotEvaluated || result instanceof Errored)
                .map(CheckResult::checkId)
                .collect(Collectors.toSet());
        List<String> order = catalog.ids();
        CauseGraph graph = graph(findings);
        List<RootCause> rootCauses = findings.stream()
                .filter(graph::isRoot)
                .sorted(Comparator.comparing(Finding::severity)
                        .reversed()
                        .thenComparingInt(finding -> order.indexOf(finding.checkId())))
                .map(finding -> rootCause(finding, graph, silent))
                .toList();
        return new Verdict(health(findings, results), rootCauses);
    }

    private RootCause rootCause(Finding root, CauseGraph graph, Set<String> silent) {
        List<Finding> explained = graph.explainedBy(root);
        List<String> unevaluated = explanations(root)
                .filter(edge ->
                        silent.contains(edge.checkId()) && edge.concerns().test(root.issue()))
                .map(Explanation::checkId)
                .distinct()
                .toList();
        return new RootCause(
                root,
                explained.stream().map(Finding::id).toList(),
                unevaluated,
                RootCauseSentence.of(root, explained, unevaluated));
    }

    /** Asks every edge once: a cluster can have a finding for each of a hundred Flux configurations. */
    private CauseGraph graph(List<Finding> findings) {
        CauseGraph graph = new CauseGraph(findings);
        for (Finding finding : findings) {
            explaining(
                            finding,
                            findings.stream()
                                    .filter(other -> !other.checkId().equals(finding.checkId()))
                                    .toList())
                    .forEach(cause -> graph.add(cause, finding));
        }
        // Findings of the same check stand for each other, but not for one that has a cause of its own, nor may that
        // one.
        List<Finding> uncaused = findings.stream().filter(graph::isRoot).toList();
        for (Finding finding : uncaused) {
            explaining(
                            finding,
                            uncaused.stream()
                                    .filter(other ->
                                            other.checkId().equals(finding.checkId()) && !other.equals(finding))
                                    .toList())
                    .forEach(twin -> graph.add(twin, finding));
        }
        return graph;
    }

    private List<Finding> explaining(Finding finding, List<Finding> candidates) {
        return candidates.stream()
                .filter(other -> explanations(finding)
                        .anyMatch(edge -> edge.checkId().equals(other.checkId())
                                && edge.explains(finding.issue(), other.issue())))
                .toList();
    }

    private Stream<Explanation> explanations(Finding finding) {
        return catalog.find(finding.checkId()).stream()
                .map(Check::spec)
                .map(CheckSpec::explainedBy)
                .flatMap(List::stream);
    }

    private Health health(List<Finding> findings, List<CheckResult> results) {
        if (hasAny(findings, Severity.HIGH)) {
            return Health.BROKEN;
        }
        if (hasAny(findings, Severity.LOW)) {
            return Health.DEGRADED;
        }
        List<CheckResult> required = results.stream()
                .filter(result -> catalog.find(result.checkId())
                        .filter(check -> check.spec().required())
                        .isPresent())
                .toList();
        boolean blind = required.stream().anyMatch(Diagnosis::isBlind);
        boolean evaluated = required.stream().anyMatch(result -> result instanceof Passed || result instanceof Failed);
        return blind || !evaluated ? Health.UNKNOWN : Health.HEALTHY;
    }

    private static boolean hasAny(List<Finding> findings, Severity orWorse) {
        return findings.stream().anyMatch(finding -> finding.severity().isAtLeast(orWorse));
    }

    /** Whether a check failed to look although it was meant to: what was switched off was not. */
    private static boolean isBlind(CheckResult result) {
        return switch (result) {
            case Passed passed -> false;
            case Failed failed -> failed.unseen() != null && isBlind(failed.unseen());
            case NotEvaluated silent -> !silent.reason().equals(Reason.NOT_ATTEMPTED.word());
            case Errored errored -> true;
        };
    }
}
