package io.arcfleet.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckCatalog;
import io.arcfleet.check.Judgements;
import io.arcfleet.check.Thresholds;
import io.arcfleet.diagnosis.Diagnosis;
import io.arcfleet.finding.CheckResult;
import io.arcfleet.finding.CheckResult.Errored;
import io.arcfleet.finding.CheckResult.Failed;
import io.arcfleet.finding.CheckResult.NotEvaluated;
import io.arcfleet.finding.CheckResult.Passed;
import io.arcfleet.finding.Verdict;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ClusterSnapshots;
import io.arcfleet.snapshot.RandomSnapshots;
import io.arcfleet.snapshot.Reason;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every check of the catalogue, whatever was observed of a cluster. */
final class CatalogPropertiesTest {

    private static final long SEEDS = 200;

    private final CheckCatalog catalog = CheckCatalog.standard(Thresholds.defaults());
    private final CheckRunner runner = new CheckRunner(catalog);
    private final Diagnosis diagnosis = new Diagnosis(catalog);

    static Stream<LongFunction<ClusterSnapshot>> snapshots() {
        ClusterSnapshot healthy = ClusterSnapshots.healthy();
        return Stream.of(RandomSnapshots::any, seed -> RandomSnapshots.spoilt(healthy, seed));
    }

    @ParameterizedTest
    @MethodSource("snapshots")
    void everyCheckAnswersAndNoneIsAtFault(LongFunction<ClusterSnapshot> snapshots) {
        forEverySeed(seed -> {
            List<CheckResult> results = runner.run(snapshots.apply(seed));
            assertThat(results).extracting(CheckResult::checkId).isEqualTo(catalog.ids());
            assertThat(results).as("seed %d", seed).doesNotHaveAnyElementsOfTypes(Errored.class);
        });
    }

    @ParameterizedTest
    @MethodSource("snapshots")
    void theSameSnapshotGetsTheSameAnswer(LongFunction<ClusterSnapshot> snapshots) {
        forEverySeed(seed -> {
            List<CheckResult> results = runner.run(snapshots.apply(seed));
            assertThat(runner.run(snapshots.apply(seed))).as("seed %d", seed).isEqualTo(results);
            assertThat(diagnosis.diagnose(results)).as("seed %d", seed).isEqualTo(diagnosis.diagnose(results));
        });
    }

    @ParameterizedTest
    @MethodSource("snapshots")
    void whereThereIsAFindingThereIsARootCauseAndEveryFindingFollowsFromOne(LongFunction<ClusterSnapshot> snapshots) {
        forEverySeed(seed -> {
            List<CheckResult> results = runner.run(snapshots.apply(seed));
            Verdict verdict = diagnosis.diagnose(results);
            Set<String> told = verdict.rootCauses().stream()
                    .flatMap(root -> Stream.concat(Stream.of(root.finding().id()), root.explains().stream()))
                    .collect(Collectors.toSet());
            assertThat(told)
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(results.stream()
                            .flatMap(result -> result instanceof Failed failed ? failed.findings().stream() : null)
                            .map(finding -> finding.id())
                            .collect(Collectors.toSet()));
        });
    }

    @ParameterizedTest
    @MethodSource("snapshots")
    void theSeedsReachEveryKindOfAnswer(LongFunction<ClusterSnapshot> snapshots) {
        assertThat(LongStream.range(0, SEEDS)
                        .boxed()
                        .flatMap(seed -> runner.run(snapshots.apply(seed)).stream())
                        .<Class<?>>map(CheckResult::getClass)
                        .distinct())
                .contains(Passed.class, Failed.class, NotEvaluated.class);
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void nothingObservedIsNothingEvaluated(Reason reason) {
        List<CheckResult> results = runner.run(ClusterSnapshots.unavailable(reason));
        assertThat(results).hasOnlyElementsOfType(NotEvaluated.class);
        assertThat(diagnosis.diagnose(results).rootCauses()).isEmpty();
    }

    /** {@link Judgements} takes every part away in turn: few seeds are many snapshots. */
    @Test
    void noFindingIsResolvedByEvidenceThatIsLost() {
        Set<String> failed = LongStream.range(0, SEEDS / 50)
                .mapToObj(seed -> RandomSnapshots.spoilt(ClusterSnapshots.healthy(), seed))
                .flatMap(snapshot -> catalog.checks().stream()
                        .filter(check -> hasIssues(check, snapshot))
                        .map(check -> check.spec().id()))
                .collect(Collectors.toSet());
        assertThat(failed).hasSizeGreaterThan(5);
    }

    @Test
    void aHealthyClusterHasNoFinding() {
        assertThat(runner.run(ClusterSnapshots.healthy())).doesNotHaveAnyElementsOfTypes(Failed.class, Errored.class);
    }

    private static boolean hasIssues(Check<?> check, ClusterSnapshot snapshot) {
        return check.view(snapshot).seen().isPresent()
                && !Judgements.issues(check, snapshot).isEmpty();
    }

    private static void forEverySeed(LongConsumer property) {
        LongStream.range(0, SEEDS).forEach(property);
    }
}
