package io.arcfleet.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.Issue;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation.Observed;
import io.arcfleet.snapshot.Observation.Unavailable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * That no check gives the all-clear when the evidence of its issues can no longer be read. {@link Judgements} asks it of
 * every snapshot in which a check finds something, so that no check and no fixture is forgotten.
 */
final class EvidenceLost {

    /** By check and part: where another witness says the same, and is asked in its place. */
    static final Map<String, Map<String, String>> OTHER_WITNESS = Map.of(
            "agent-version-supported",
            Map.of("resource", "the agents write their version into the cluster too"),
            "kubernetes-version-supported",
            Map.of("version", "Azure has the version from the agents"));

    private EvidenceLost() {}

    /**
     * Takes each part of the snapshot away, one at a time: {@code check}, which finds {@code issues} in it, must find
     * them still, or say that it could not look everywhere.
     */
    static <V> void isNoAllClear(Check<V> check, ClusterSnapshot snapshot, List<Issue> issues) {
        Map<String, String> other = OTHER_WITNESS.getOrDefault(check.spec().id(), Map.of());
        Refusals.ofEverything(snapshot).forEach((part, refusal) -> {
            ClusterSnapshot blinded = refusal.apply(snapshot);
            if (!other.containsKey(part) && check.blindSpot(blinded).isEmpty()) {
                assertThat(missed(check, blinded, issues))
                        .as(
                                "found by %s, and taken for resolved without %s",
                                check.spec().id(), part)
                        .isEmpty();
            }
        });
    }

    /** The subjects of {@code issues} of which the check says that nothing is wrong with them. */
    private static <V> Set<String> missed(Check<V> check, ClusterSnapshot blinded, List<Issue> issues) {
        return switch (check.view(blinded)) {
            case Unavailable<V> silence -> Set.of();
            case Observed<V>(V view) -> {
                Set<String> missed = subjects(issues);
                missed.removeAll(subjects(check.evaluate(view, blinded.observedAt())));
                yield missed;
            }
        };
    }

    private static Set<String> subjects(List<Issue> issues) {
        return issues.stream().map(Issue::subject).collect(Collectors.toCollection(HashSet::new));
    }
}
