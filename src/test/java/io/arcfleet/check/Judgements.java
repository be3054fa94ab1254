package io.arcfleet.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.Issue;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Observed;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.util.List;

/** What a single check says of a snapshot. */
public final class Judgements {

    private Judgements() {}

    /**
     * The issues that {@code check} finds; fails when it could not look, and when it would take one of them for resolved
     * after a part of the snapshot was lost.
     */
    public static <V> List<Issue> issues(Check<V> check, ClusterSnapshot snapshot) {
        Observation<V> view = check.view(snapshot);
        return switch (view) {
            case Observed<V>(V value) -> {
                List<Issue> issues = check.evaluate(value, snapshot.observedAt());
                EvidenceLost.isNoAllClear(check, snapshot, issues);
                yield issues;
            }
            case Unavailable<V> unavailable -> throw new AssertionError("not evaluated: " + unavailable);
        };
    }

    /** The only issue that {@code check} finds. */
    public static <V> Issue issue(Check<V> check, ClusterSnapshot snapshot) {
        List<Issue> issues = issues(check, snapshot);
        assertThat(issues).hasSize(1);
        assertThat(issues.getFirst().message()).endsWith(".").doesNotContain("null", "..", "Optional");
        return issues.getFirst();
    }

    /** Why {@code check} could not look. */
    public static <V> Reason silence(Check<V> check, ClusterSnapshot snapshot) {
        return check.view(snapshot)
                .failure()
                .map(Unavailable::reason)
                .orElseThrow(() -> new AssertionError("it could look"));
    }
}
