package io.arcfleet.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckCatalog;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.CheckResult;
import io.arcfleet.finding.CheckResult.Errored;
import io.arcfleet.finding.CheckResult.Failed;
import io.arcfleet.finding.CheckResult.NotEvaluated;
import io.arcfleet.finding.CheckResult.Passed;
import io.arcfleet.finding.Finding;
import io.arcfleet.finding.Health;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.RootCause;
import io.arcfleet.finding.Severity;
import io.arcfleet.finding.Verdict;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Diagnosis over a small catalogue: network explains agents, agents explain gitops; versions stand alone. */
final class DiagnosisTest {

    private final Diagnosis diagnosis = new Diagnosis(new CheckCatalog(List.of(
            check("gitops", false, Explanation.by("agents")),
            check(
                    "agents",
                    true,
                    Explanation.by("network").onlyFor(issue -> !issue.subject().equals("immune")),
                    Explanation.byTwin("agents", "fault")),
            check("network", true),
            check("versions", false))));

    @Test
    void withoutFindingsThereIsNoRootCause() {
        assertThat(diagnose(new Passed("agents"), new Passed("network")))
                .isEqualTo(new Verdict(Health.HEALTHY, List.of()));
    }

    @Test
    void independentFaultsAreTwoRootCausesWorstFirst() {
        Verdict verdict = diagnose(
                failed("gitops", Severity.MEDIUM, "g"), new Passed("agents"), failed("versions", Severity.HIGH, "v"));
        assertThat(roots(verdict)).containsExactly("versions/v", "gitops/g");
    }

    @Test
    void amongEquallyBadOnesTheCatalogueDecides() {
        Verdict verdict = diagnose(failed("versions", Severity.LOW, "v"), failed("gitops", Severity.LOW, "g"));
        assertThat(roots(verdict)).containsExactly("gitops/g", "versions/v");
    }

    @Test
    void explanationsReachThroughFindings() {
        Verdict verdict = diagnose(
                failed("gitops", Severity.MEDIUM, "g"),
                failed("agents", Severity.HIGH, "a"),
                failed("network", Severity.HIGH, "n"));
        assertThat(roots(verdict)).containsExactly("network/n");
        assertThat(verdict.rootCauses().getFirst().explains()).containsExactly("gitops/g", "agents/a");
        assertThat(verdict.rootCauses().getFirst().sentence())
                .isEqualTo("network n is wrong. It explains 2 more findings: gitops, agents.");
    }

    @Test
    void explanationsDoNotReachThroughAPassedCheck() {
        Verdict verdict = diagnose(
                failed("gitops", Severity.MEDIUM, "g"), new Passed("agents"), failed("network", Severity.HIGH, "n"));
        assertThat(roots(verdict)).containsExactly("network/n", "gitops/g");
        assertThat(verdict.rootCauses()).allMatch(RootCause::isCertain);
    }

    @Test
    void anUnevaluatedExplanationMakesItAPossibleRootCause() {
        Verdict verdict =
                diagnose(failed("gitops", Severity.MEDIUM, "g"), new NotEvaluated("agents", "not permitted", "403"));
        RootCause root = verdict.rootCauses().getFirst();
        assertThat(root.isCertain()).isFalse();
        assertThat(root.unevaluated()).containsExactly("agents");
        assertThat(root.sentence())
                .isEqualTo(
                        "gitops g is wrong. A possible root cause only: not evaluated was agents, which might explain"
                                + " it.");
    }

    @Test
    void whatNobodyLookedAtOrWhatThrewIsPossibleToo() {
        assertThat(diagnose(failed("gitops", Severity.LOW, "g"), new NotEvaluated("agents", "not attempted", "off"))
                        .rootCauses())
                .noneMatch(RootCause::isCertain);
        assertThat(diagnose(failed("gitops", Severity.LOW, "g"), new Errored("agents", "boom"))
                        .rootCauses())
                .noneMatch(RootCause::isCertain);
    }

    @Test
    void anExplanationThatCannotConcernTheIssueLeavesItCertain() {
        NotEvaluated network = new NotEvaluated("network", "timed out", "no answer");
        assertThat(diagnose(failed("agents", Severity.LOW, "immune"), network).rootCauses())
                .allMatch(RootCause::isCertain);
        assertThat(diagnose(failed("agents", Severity.LOW, "a"), network).rootCauses())
                .noneMatch(RootCause::isCertain);
    }

    @Test
    void twinsAreOneRootCauseOnTheFirstOfThem() {
        Failed twins = new Failed(
                "agents",
                List.of(
                        finding("agents", Severity.HIGH, Issue.of("b", "B.").with("fault", "crash")),
                        finding("agents", Severity.HIGH, Issue.of("a", "A.").with("fault", "crash")),
                        finding("agents", Severity.HIGH, Issue.of("c", "C.").with("fault", "image")),
                        finding("agents", Severity.HIGH, Issue.of("d", "D."))));
        Verdict verdict = diagnose(twins, failed("gitops", Severity.LOW, "g"));
        assertThat(roots(verdict)).containsExactly("agents/a", "agents/c", "agents/d");
        assertThat(verdict.rootCauses().getFirst().explains()).containsExactly("agents/b", "gitops/g");
    }

    @Test
    void anExplainedTwinStandsForNobody() {
        Failed twins = new Failed(
                "agents",
                List.of(
                        finding("agents", Severity.HIGH, Issue.of("a", "A.").with("fault", "crash")),
                        finding(
                                "agents",
                                Severity.HIGH,
                                Issue.of("immune", "I.").with("fault", "crash"))));
        Verdict verdict = diagnose(twins, failed("network", Severity.HIGH, "n"));
        assertThat(roots(verdict)).containsExactly("agents/immune", "network/n");
        assertThat(verdict.rootCauses().getLast().explains()).containsExactly("agents/a");
    }

    @Test
    void aFindingMayFollowFromTwoRootCauses() {
        Failed two = new Failed(
                "agents",
                List.of(
                        finding("agents", Severity.HIGH, Issue.of("a", "A.")),
                        finding("agents", Severity.HIGH, Issue.of("b", "B."))));
        assertThat(diagnose(two, failed("gitops", Severity.LOW, "g")).rootCauses())
                .extracting(RootCause::explains)
                .containsExactly(List.of("gitops/g"), List.of("gitops/g"));
    }

    @Test
    void resultsOfChecksThatWereSkippedOrAreUnknownDoNoHarm() {
        Diagnosis small = new Diagnosis(new CheckCatalog(List.of(check("versions", false))));
        assertThat(roots(small.diagnose(List.of(failed("gitops", Severity.LOW, "g")))))
                .containsExactly("gitops/g");
    }

    @ParameterizedTest
    @CsvSource({
        "CRITICAL, BROKEN",
        "HIGH, BROKEN",
        "MEDIUM, DEGRADED",
        "LOW, DEGRADED",
        "INFORMATIONAL, HEALTHY",
    })
    void theWorstFindingDecidesTheHealth(Severity severity, Health health) {
        assertThat(diagnose(new Passed("agents"), failed("versions", severity, "v"))
                        .health())
                .isEqualTo(health);
    }

    @ParameterizedTest
    @CsvSource({
        "not permitted, UNKNOWN",
        "timed out, UNKNOWN",
        "not found, UNKNOWN",
        "not attempted, HEALTHY",
    })
    void aRequiredCheckThatCouldNotLookMakesItUnknown(String reason, Health health) {
        assertThat(diagnose(new Passed("agents"), new NotEvaluated("network", reason, ""))
                        .health())
                .isEqualTo(health);
    }

    @Test
    void aRequiredCheckThatThrewMakesItUnknown() {
        assertThat(diagnose(new Passed("agents"), new Errored("network", "boom"))
                        .health())
                .isEqualTo(Health.UNKNOWN);
    }

    @Test
    void aFindingCountsMoreThanACheckThatCouldNotLook() {
        assertThat(diagnose(failed("versions", Severity.LOW, "v"), new NotEvaluated("network", "timed out", ""))
                        .health())
                .isEqualTo(Health.DEGRADED);
    }

    @ParameterizedTest
    @CsvSource({
        "not permitted, UNKNOWN",
        "not attempted, HEALTHY",
    })
    void aRequiredCheckThatCouldNotLookEverywhereMakesItUnknownWhenWhatItFoundIsNoFault(String reason, Health health) {
        Failed remark = failed("network", Severity.INFORMATIONAL, "n");
        assertThat(diagnose(
                                new Passed("agents"),
                                new Failed("network", remark.findings(), new NotEvaluated("network", reason, "")))
                        .health())
                .isEqualTo(health);
        assertThat(diagnose(new Passed("agents"), remark).health()).isEqualTo(Health.HEALTHY);
    }

    @Test
    void otherChecksThatCouldNotLookDoNotMatter() {
        assertThat(diagnose(new Passed("agents"), new NotEvaluated("versions", "not found", ""))
                        .health())
                .isEqualTo(Health.HEALTHY);
    }

    @Test
    void withoutAnyRequiredAnswerNothingIsKnown() {
        assertThat(diagnose().health()).isEqualTo(Health.UNKNOWN);
        assertThat(diagnose(new Passed("versions")).health()).isEqualTo(Health.UNKNOWN);
        assertThat(diagnose(new Passed("versions"), new NotEvaluated("agents", "not attempted", "off"))
                        .health())
                .isEqualTo(Health.UNKNOWN);
    }

    @Test
    void manyFindingsOfOneClusterAreJudgedInAMoment() {
        List<Finding> agents = IntStream.range(0, 300)
                .mapToObj(i -> finding(
                        "agents",
                        Severity.HIGH,
                        Issue.of("agent-%03d".formatted(i), "down").with("fault", i % 2 == 0 ? "odd" : "unique " + i)))
                .toList();
        List<Finding> gitops = IntStream.range(0, 300)
                .mapToObj(i -> finding("gitops", Severity.LOW, Issue.of("flux-" + i, "late")))
                .toList();

        Verdict verdict = assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> diagnose(new Failed("gitops", gitops), new Failed("agents", agents)));

        assertThat(verdict.rootCauses()).hasSize(151);
        assertThat(verdict.rootCauses().getFirst().explains()).hasSize(300 + 149);
    }

    private Verdict diagnose(CheckResult... results) {
        return diagnosis.diagnose(List.of(results));
    }

    private static List<String> roots(Verdict verdict) {
        return verdict.rootCauses().stream().map(root -> root.finding().id()).toList();
    }

    private static Failed failed(String checkId, Severity severity, String subject) {
        return new Failed(
                checkId,
                List.of(finding(checkId, severity, Issue.of(subject, checkId + " " + subject + " is wrong."))));
    }

    private static Finding finding(String checkId, Severity severity, Issue issue) {
        return new Finding(
                checkId + "/" + issue.subject(),
                checkId,
                checkId,
                Area.AGENTS,
                severity,
                "cluster",
                issue,
                "Mend it.",
                "https://example.com",
                Instant.EPOCH);
    }

    private static Check<?> check(String id, boolean required, Explanation... explainedBy) {
        CheckSpec spec = new CheckSpec(
                id,
                id,
                Area.AGENTS,
                Severity.LOW,
                "Mend it.",
                List.of(URI.create("https://example.com")),
                Stream.of(explainedBy).toList(),
                required);
        return new Check<String>() {
            @Override
            public CheckSpec spec() {
                return spec;
            }

            @Override
            public Observation<String> view(ClusterSnapshot snapshot) {
                return Observation.of("");
            }

            @Override
            public List<Issue> evaluate(String view, Instant at) {
                return List.of();
            }
        };
    }
}
