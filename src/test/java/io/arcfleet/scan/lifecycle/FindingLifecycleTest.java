package io.arcfleet.scan.lifecycle;

import static io.arcfleet.finding.FindingState.NEW;
import static io.arcfleet.finding.FindingState.OPEN;
import static io.arcfleet.finding.FindingState.REOPENED;
import static io.arcfleet.finding.FindingState.RESOLVED;
import static io.arcfleet.finding.FindingState.UNKNOWN;
import static io.arcfleet.scan.lifecycle.ClusterStory.errored;
import static io.arcfleet.scan.lifecycle.ClusterStory.failed;
import static io.arcfleet.scan.lifecycle.ClusterStory.failedPartly;
import static io.arcfleet.scan.lifecycle.ClusterStory.passed;
import static io.arcfleet.scan.lifecycle.ClusterStory.silent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.arcfleet.finding.CheckResult;
import io.arcfleet.finding.Finding;
import io.arcfleet.finding.FindingState;
import io.arcfleet.finding.TrackedFinding;
import io.arcfleet.sink.ClusterReport;
import io.arcfleet.sink.FindingRow;
import io.arcfleet.sink.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FindingLifecycleTest {

    private static final CheckResult FAILED = failed("a", "x");
    private static final CheckResult PASSED = passed("a");
    private static final CheckResult OTHER_SUBJECT = failed("a", "y");
    private static final CheckResult OTHER_SUBJECT_SEEN_PARTLY = failedPartly("a", "y");
    private static final CheckResult SILENT = silent("a");
    private static final CheckResult ERRORED = errored("a");

    /** Not run. */
    private static final CheckResult LEFT_OUT = passed("b");

    private final ClusterStory story = new ClusterStory();

    /** What the scans said of one check, and the last state of its subject {@code x}; null: no row. */
    static Stream<Arguments> stories() {
        return Stream.of(
                arguments(List.of(FAILED), NEW),
                arguments(List.of(PASSED), null),
                arguments(List.of(PASSED, FAILED), NEW),
                arguments(List.of(FAILED, FAILED), OPEN),
                arguments(List.of(FAILED, FAILED, FAILED), OPEN),
                arguments(List.of(FAILED, PASSED), RESOLVED),
                arguments(List.of(FAILED, OTHER_SUBJECT), RESOLVED),
                arguments(List.of(FAILED, OTHER_SUBJECT_SEEN_PARTLY), UNKNOWN),
                arguments(List.of(FAILED, OTHER_SUBJECT_SEEN_PARTLY, OTHER_SUBJECT), RESOLVED),
                arguments(List.of(FAILED, failedPartly("a", "x")), OPEN),
                arguments(List.of(FAILED, PASSED, PASSED), null),
                arguments(List.of(FAILED, PASSED, SILENT), null),
                arguments(List.of(FAILED, PASSED, FAILED), REOPENED),
                arguments(List.of(FAILED, PASSED, PASSED, FAILED), REOPENED),
                arguments(List.of(FAILED, PASSED, SILENT, FAILED), REOPENED),
                arguments(List.of(FAILED, PASSED, FAILED, FAILED), OPEN),
                arguments(List.of(FAILED, PASSED, FAILED, PASSED), RESOLVED),
                arguments(List.of(FAILED, SILENT), UNKNOWN),
                arguments(List.of(FAILED, ERRORED), UNKNOWN),
                arguments(List.of(FAILED, LEFT_OUT), UNKNOWN),
                arguments(List.of(FAILED, SILENT, SILENT), UNKNOWN),
                arguments(List.of(FAILED, SILENT, FAILED), OPEN),
                arguments(List.of(FAILED, SILENT, PASSED), RESOLVED),
                arguments(List.of(FAILED, LEFT_OUT, ERRORED, PASSED), RESOLVED),
                arguments(List.of(SILENT, FAILED), NEW));
    }

    @ParameterizedTest
    @MethodSource("stories")
    void theStateFollowsFromTheScansSoFar(List<CheckResult> scans, FindingState expected) {
        Map<String, FindingState> last = Map.of();
        for (CheckResult scan : scans) {
            last = story.scan(scan);
        }

        assertThat(last.get("a/x")).isEqualTo(expected);
    }

    /** As above, but every scan comes twice: what its rows said the first time, they say again. */
    @ParameterizedTest
    @MethodSource("stories")
    void aScanThatComesAgainSaysTheSame(List<CheckResult> scans, FindingState expected) {
        for (CheckResult scan : scans) {
            Map<String, FindingState> first = story.scan(scan);

            assertThat(story.again(scan)).isEqualTo(first);
            assertThat(story.again(scan)).isEqualTo(first);
        }
    }

    @Test
    void aFindingThatIsGoneWhenItsScanComesAgainIsResolvedBecauseItsRowsMayBeThere() {
        assertThat(story.scan(FAILED)).containsEntry("a/x", NEW);

        assertThat(story.again(PASSED)).containsEntry("a/x", RESOLVED);
        assertThat(story.scan(PASSED)).isEmpty();
        assertThat(story.scan(FAILED)).containsEntry("a/x", REOPENED);
        assertThat(story.again(PASSED)).containsEntry("a/x", RESOLVED);
    }

    @Test
    void aFindingKeepsTheTimeOfItsFirstSightEvenWhenItWasResolved() {
        story.scan(FAILED);
        Instant first = story.now();

        for (CheckResult next : List.of(FAILED, SILENT, PASSED, FAILED, FAILED)) {
            story.scan(next);
            assertThat(remembered().firstSeen()).isEqualTo(first);
        }
        assertThat(remembered().finding().observedAt()).isEqualTo(story.now());
    }

    @Test
    void aScanThatComesAgainKeepsTheTimeOfItsFirstSight() {
        story.scan(FAILED);
        Instant first = story.now();

        story.again(FAILED);

        assertThat(remembered().firstSeen()).isEqualTo(first);
    }

    @Test
    void whatWasNotFoundNowHasARowOfThisScanThatSaysWhy() {
        story.scan(FAILED, failed("b", "y"));
        Instant found = story.now();
        story.scan(passed("c"));

        ClusterReport report = story.step(PASSED, silent("b"));

        assertThat(Rows.findings(report)).extracting(FindingRow::state).containsExactly("resolved", "unknown");
        assertThat(Rows.findings(report)).allSatisfy(row -> {
            assertThat(row.timeGenerated()).isEqualTo(report.observedAt());
            assertThat(row.scanId()).isEqualTo(report.scanId());
            assertThat(row.message()).isEqualTo("It is wrong.");
            assertThat(row.remedy()).isEqualTo("Mend it.");
            assertThat(row.evidence()).containsEntry("fact", "1").containsEntry("lastSeen", found.toString());
        });
        assertThat(Rows.findings(report))
                .extracting(row -> String.valueOf(row.evidence().get("stateReason")))
                .containsExactly(
                        "the check found nothing",
                        "the check could not look: timed out: GET /version: no answer within 10 s");
    }

    @Test
    void whatACheckCouldNotSeeOfItsOtherSubjectsIsSaid() {
        story.scan(FAILED);

        ClusterReport report = story.step(OTHER_SUBJECT_SEEN_PARTLY);

        assertThat(report.tracked())
                .filteredOn(tracked -> tracked.state() == UNKNOWN)
                .extracting(TrackedFinding::stateReason)
                .containsExactly("the check found other subjects, and could not look everywhere: not permitted:"
                        + " GET events: forbidden");
    }

    @Test
    void explainedFindingsHaveStatesAndKeepTheirCause() {
        story.scan(failed("a", "x"), failed("b", "y"));
        story.scan(failed("a", "x"), failed("b", "y"));

        ClusterReport report = story.step(silent("a"), silent("b"));

        assertThat(Rows.findings(report)).extracting(FindingRow::state).containsOnly("unknown");
        assertThat(Rows.findings(report)).extracting(FindingRow::rootCause).containsExactly(true, false);
        assertThat(Rows.findings(report).getLast().explainedBy())
                .isEqualTo(Rows.findings(report).getFirst().findingId());
    }

    @Test
    void aFindingOfACheckThatIsNoMoreIsResolvedInWords() {
        story.scan(failed("retired", "x"));
        story.scan(silent("a"));

        assertThat(story.memory().findings()).singleElement().satisfies(tracked -> {
            assertThat(tracked.state()).isEqualTo(RESOLVED);
            assertThat(tracked.stateReason()).isEqualTo("the check no longer exists");
        });
    }

    @Test
    void neitherTheFindingsNorTheVerdictOfTheScanChange() {
        story.scan(FAILED);

        ClusterReport report = story.step(SILENT, failed("b", "y"));

        assertThat(report.tracked()).hasSize(2);
        assertThat(report.findings()).extracting(Finding::checkId).containsExactly("b");
        assertThat(report.verdict().rootCauses()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"resolved", "unknown"})
    void whatNobodyHasFoundForTheRetentionIsForgotten(String state) {
        CheckResult result = state.equals("resolved") ? PASSED : SILENT;
        story.scan(FAILED);
        story.scan(result);
        story.scanAfter(ClusterStory.RETENTION.minus(Duration.ofHours(2)), result);
        assertThat(story.memory().findings()).hasSize(1);

        story.scanAfter(Duration.ofHours(3), result);

        assertThat(story.memory().findings()).isEmpty();
        assertThat(story.scan(FAILED)).containsEntry("a/x", NEW);
    }

    @Test
    void anOvertakenScanDoesNotUndoWhatANewerOneSawAndLosesNothing() {
        FindingLifecycle lifecycle = new FindingLifecycle(ClusterStory.CHECKS, ClusterStory.RETENTION);
        Instant early = ClusterStory.START;
        ClusterMemory newer = lifecycle
                .step(
                        ClusterMemory.none(ClusterStory.CLUSTER.id()),
                        ClusterStory.report("newer", early.plusSeconds(60), FAILED))
                .memory();

        ClusterMemory after = lifecycle
                .step(newer, ClusterStory.report("older", early, PASSED, failed("b", "y")))
                .memory();

        assertThat(after.observedAt()).isEqualTo(early.plusSeconds(60));
        assertThat(after.findings())
                .extracting(tracked -> tracked.finding().checkId(), TrackedFinding::state)
                .containsExactlyInAnyOrder(tuple("a", NEW), tuple("b", NEW));
    }

    @Test
    void ofAFloodTheResolvedOnesAreForgottenFirst() {
        String[] flood =
                IntStream.range(0, ClusterMemory.MOST).mapToObj(i -> "s" + i).toArray(String[]::new);
        story.scan(failed("b", "x"));
        story.scan(passed("b"), failed("a", flood));

        assertThat(story.memory().findings())
                .hasSize(ClusterMemory.MOST)
                .extracting(TrackedFinding::state)
                .containsOnly(NEW);
    }

    @Test
    void whatIsRememberedOfAFindingIsBounded() {
        Map<String, String> facts = new LinkedHashMap<>();
        IntStream.range(0, 99).forEach(i -> facts.put("fact" + i, "\ud83d\ude00".repeat(9_999)));
        Finding large = ClusterStory.finding("a", "x", "\ud83d\ude00x".repeat(99_999), ClusterStory.START);
        TrackedFinding tracked = TrackedFinding.open(
                        List.of(large),
                        ClusterStory.report("s", ClusterStory.START).verdict())
                .getFirst();

        Finding kept = Keepsake.of(tracked).finding();
        Finding factual = Keepsake.of(tracked.with(withEvidence(large, facts))).finding();

        assertThat(kept.issue().message()).hasSizeBetween(1_900, 2_000).endsWith("... [cut]");
        assertThat(kept.issue().message().codePoints())
                .noneMatch(character -> character >= 0xD800 && character < 0xE000);
        assertThat(kept.id()).isEqualTo(large.id());
        assertThat(factual.issue().evidence())
                .hasSize(20)
                .allSatisfy((name, value) -> assertThat(value).hasSizeLessThanOrEqualTo(500));
    }

    private static Finding withEvidence(Finding finding, Map<String, String> evidence) {
        Finding[] changed = {finding};
        evidence.forEach((name, value) -> changed[0] = new Finding(
                finding.id(),
                finding.checkId(),
                finding.title(),
                finding.area(),
                finding.severity(),
                finding.clusterId(),
                changed[0].issue().with(name, value),
                finding.remedy(),
                finding.reference(),
                finding.observedAt()));
        return changed[0];
    }

    /** Random stories: the rules that hold whatever happens. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aFindingIsNeverResolvedUnlessItsCheckWasEvaluatedInThatScan(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 15; round++) {
            ClusterStory cluster = new ClusterStory();
            Map<String, FindingState> current = new LinkedHashMap<>();
            Set<String> before = Set.of();
            for (int scan = 0; scan < 20; scan++) {
                CheckResult[] results = randomResults(random);
                boolean again = scan > 0 && random.nextInt(4) == 0;
                Map<String, FindingState> states = again ? cluster.again(results) : cluster.scan(results);
                before = again ? before : Set.copyOf(current.keySet());
                Set<String> known = new TreeSet<>(before);
                known.addAll(current.keySet());
                List<String> evaluated = evaluated(results);
                List<String> found = found(results);

                states.forEach((finding, state) -> {
                    String check = finding.substring(0, 1);
                    switch (state) {
                        case NEW, OPEN, REOPENED -> assertThat(found).contains(finding);
                        case RESOLVED -> {
                            assertThat(evaluated).contains(check);
                            assertThat(found).doesNotContain(finding);
                        }
                        case UNKNOWN -> {
                            assertThat(evaluated).doesNotContain(check);
                            assertThat(known).contains(finding);
                        }
                    }
                });
                // What the newest rows say: all that was found, all that was and was not looked for, and nothing else.
                Set<String> expected = new TreeSet<>(found);
                known.stream()
                        .filter(finding -> !evaluated.contains(finding.substring(0, 1)))
                        .forEach(expected::add);
                current.putAll(states);
                current.values().removeIf(state -> state == RESOLVED);
                assertThat(current.keySet()).containsExactlyInAnyOrderElementsOf(expected);
            }
        }
    }

    private static CheckResult[] randomResults(Random random) {
        return ClusterStory.CHECKS.stream()
                .flatMap(check -> switch (random.nextInt(7)) {
                    case 0 -> Stream.of(failed(check, "x"));
                    case 1 -> Stream.of(failed(check, "x", "y"));
                    case 2 -> Stream.of(passed(check));
                    case 3 -> Stream.of(silent(check));
                    case 4 -> Stream.of(errored(check));
                    case 5 -> Stream.of(failedPartly(check, "x"));
                    default -> Stream.<CheckResult>of();
                })
                .toArray(CheckResult[]::new);
    }

    private static List<String> evaluated(CheckResult... results) {
        return Stream.of(results)
                .filter(result -> result instanceof CheckResult.Passed
                        || (result instanceof CheckResult.Failed failed && failed.unseen() == null))
                .map(CheckResult::checkId)
                .toList();
    }

    private static List<String> found(CheckResult... results) {
        return Stream.of(results)
                .flatMap(result ->
                        result instanceof CheckResult.Failed failed ? failed.findings().stream() : Stream.of())
                .map(finding -> finding.checkId() + "/" + finding.issue().subject())
                .toList();
    }

    private TrackedFinding remembered() {
        return story.memory().findings().getFirst();
    }
}
