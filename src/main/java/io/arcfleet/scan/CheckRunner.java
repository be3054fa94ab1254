package io.arcfleet.scan;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckCatalog;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.finding.CheckResult;
import io.arcfleet.finding.CheckResult.NotEvaluated;
import io.arcfleet.finding.Finding;
import io.arcfleet.finding.Issue;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation.Observed;
import io.arcfleet.snapshot.Observation.Unavailable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs every check on one snapshot. The only place that catches what a check throws. */
public final class CheckRunner {

    private static final Logger LOG = LoggerFactory.getLogger(CheckRunner.class);

    private final CheckCatalog catalog;

    /** With the checks to run. */
    public CheckRunner(CheckCatalog catalog) {
        this.catalog = catalog;
    }

    /** One result per check of the catalogue, in its order, as of the time of the snapshot. Never throws. */
    public List<CheckResult> run(ClusterSnapshot snapshot) {
        return catalog.checks().stream()
                .map(check -> runGuarded(check, snapshot))
                .toList();
    }

    // A check is code of ours: whatever it throws is a bug, and must not cost the cluster its other checks.
    private static CheckResult runGuarded(Check<?> check, ClusterSnapshot snapshot) {
        try {
            return judge(check, snapshot);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).addKeyValue("check", check.spec().id()).log("Check threw");
            return new CheckResult.Errored(check.spec().id(), e.toString());
        }
    }

    private static <V> CheckResult judge(Check<V> check, ClusterSnapshot snapshot) {
        String id = check.spec().id();
        return switch (check.view(snapshot)) {
            case Unavailable<V> failure -> silence(id, failure);
            case Observed<V>(V view) -> {
                List<Issue> issues = check.evaluate(view, snapshot.observedAt());
                @Nullable
                NotEvaluated unseen = check.blindSpot(snapshot)
                        .map(failure -> silence(id, failure))
                        .orElse(null);
                if (!issues.isEmpty()) {
                    yield new CheckResult.Failed(
                            id,
                            onePerSubject(issues).stream()
                                    .map(issue -> finding(check.spec(), issue, snapshot))
                                    .toList(),
                            unseen);
                }
                yield unseen == null ? new CheckResult.Passed(id) : unseen;
            }
        };
    }

    private static NotEvaluated silence(String checkId, Unavailable<?> failure) {
        return new NotEvaluated(checkId, failure.reason().word(), failure.detail());
    }

    /** A finding is known by its subject, so two issues on one subject are one finding that says both. */
    private static Collection<Issue> onePerSubject(List<Issue> issues) {
        Map<String, Issue> bySubject = new LinkedHashMap<>();
        issues.forEach(issue -> bySubject.merge(issue.subject(), issue, CheckRunner::joined));
        return bySubject.values();
    }

    private static Issue joined(Issue first, Issue second) {
        Map<String, String> evidence = new LinkedHashMap<>(second.evidence());
        evidence.putAll(first.evidence());
        return new Issue(
                first.subject(),
                first.message() + " " + second.message(),
                evidence,
                first.remedy() == null ? second.remedy() : first.remedy());
    }

    private static Finding finding(CheckSpec spec, Issue issue, ClusterSnapshot snapshot) {
        String clusterId = snapshot.identity().id();
        return new Finding(
                Finding.idOf(clusterId, spec.id(), issue.subject()),
                spec.id(),
                spec.title(),
                spec.area(),
                spec.severity(),
                clusterId,
                issue,
                Remedy.fill(Objects.requireNonNullElse(issue.remedy(), spec.remediation()), snapshot.identity(), issue),
                spec.references().getFirst().toString(),
                snapshot.observedAt());
    }
}
