package io.arcfleet.scan;

import static io.arcfleet.snapshot.ClusterSnapshots.NOW;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckCatalog;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.Thresholds;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.CheckResult;
import io.arcfleet.finding.CheckResult.Errored;
import io.arcfleet.finding.CheckResult.Failed;
import io.arcfleet.finding.CheckResult.NotEvaluated;
import io.arcfleet.finding.CheckResult.Passed;
import io.arcfleet.finding.Finding;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.snapshot.AzureFacts;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ClusterSnapshots;
import io.arcfleet.snapshot.KubernetesFacts;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckRunnerTest {

    private static final CheckCatalog STANDARD = CheckCatalog.standard(Thresholds.defaults());
    private static final String REMEDY =
            "Run `fix {subject} -n {name} -g {resourceGroup} -s {subscription} -l {location} -c {exit code}` in {Nowhere}.";

    @Test
    void aHealthyClusterPassesEveryCheck() {
        assertThat(new CheckRunner(STANDARD).run(healthy()))
                .containsExactlyElementsOf(
                        STANDARD.ids().stream().<CheckResult>map(Passed::new).toList());
    }

    @Test
    void anUnavailableViewIsNotEvaluatedWithItsReason() {
        assertThat(run(view -> Observation.unavailable(Reason.NOT_PERMITTED, "GET pods answered 403."), List.of()))
                .isEqualTo(new NotEvaluated("a", "not permitted", "GET pods answered 403."));
    }

    @Test
    void noIssueWithABlindSpotIsNotEvaluatedWithItsReason() {
        assertThat(runWithBlindSpot(List.of()))
                .isEqualTo(new NotEvaluated("a", "timed out", "GET events: no answer within 10 s"));
    }

    @Test
    void anIssueWithABlindSpotSaysThatThereMayBeMore() {
        assertThat(runWithBlindSpot(List.of(Issue.of("x", "Down.")))).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.findings()).hasSize(1);
            assertThat(failed.unseen())
                    .isEqualTo(new NotEvaluated("a", "timed out", "GET events: no answer within 10 s"));
        });
    }

    @Test
    void aCheckThatThrowsCostsNoOtherCheckItsResult() {
        CheckCatalog catalog = new CheckCatalog(List.of(
                check(
                        "a",
                        snapshot -> {
                            throw new IllegalStateException("boom");
                        },
                        List.of()),
                check("b", snapshot -> Observation.of(""), List.of())));
        assertThat(new CheckRunner(catalog).run(healthy()))
                .containsExactly(new Errored("a", "java.lang.IllegalStateException: boom"), new Passed("b"));
    }

    @Test
    void anIssueBecomesAFindingWithEverythingThatIsKnownOfItsCheck() {
        Issue issue = Issue.of("deployment/x", "It is down.").with("exit code", "137");
        assertThat(run(view -> Observation.of(""), List.of(issue)))
                .isEqualTo(new Failed(
                        "a",
                        List.of(new Finding(
                                Finding.idOf(ClusterSnapshots.IDENTITY.id(), "a", "deployment/x"),
                                "a",
                                "All is well",
                                Area.AGENTS,
                                Severity.HIGH,
                                ClusterSnapshots.IDENTITY.id(),
                                issue,
                                "Run `fix deployment/x -n store-042 -g rg-stores -s 11111111-2222-3333-4444-555555555555"
                                        + " -l westeurope -c 137` in <nowhere>.",
                                "https://example.com/first",
                                NOW))));
    }

    @Test
    void whatIsNotKnownIsLeftForTheReaderToFillIn() {
        ClusterSnapshot direct =
                with(healthy(), "identity", new ClusterIdentity("kubeconfig:host/ctx", "ctx", null, null, null));
        Issue issue =
                Issue.of("x", "Down.").with("resourceGroup", "of evidence").with("exit code", "$1 {name}");
        assertThat(findings(direct, List.of(issue)).getFirst().remedy())
                .isEqualTo("Run `fix x -n ctx -g <resource group> -s <subscription> -l <location> -c $1 {name}` in"
                        + " <nowhere>.");
    }

    @Test
    void twoIssuesOnOneSubjectAreOneFindingThatSaysBoth() {
        List<Finding> findings = findings(
                healthy(),
                List.of(
                        Issue.of("x", "First.").with("one", "1"),
                        Issue.of("y", "Other."),
                        Issue.of("x", "Second.").with("one", "2").with("two", "2")));
        assertThat(findings)
                .extracting(finding -> finding.issue().message())
                .containsExactly("First. Second.", "Other.");
        assertThat(findings.getFirst().issue().evidence())
                .containsEntry("one", "1")
                .containsEntry("two", "2");
        assertThat(findings).extracting(Finding::id).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void nothingObservedIsNotEvaluatedThroughoutWithTheReason(Reason reason) {
        assertThat(new CheckRunner(STANDARD).run(ClusterSnapshots.unavailable(reason)))
                .hasSize(STANDARD.ids().size())
                .allSatisfy(result -> assertThat(result)
                        .isInstanceOfSatisfying(
                                NotEvaluated.class,
                                silent -> assertThat(silent.reason()).isEqualTo(reason.word())));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverIsMissingEveryCheckGivesOneResultAndNoneThrows(long seed) {
        Random random = new Random(seed);
        CheckRunner runner = new CheckRunner(STANDARD);
        for (int round = 0; round < 200; round++) {
            ClusterSnapshot snapshot = withHoles(healthy(), random);
            List<CheckResult> results = runner.run(snapshot);
            assertThat(results)
                    .as("seed %d, round %d", seed, round)
                    .noneMatch(Errored.class::isInstance)
                    .noneMatch(Failed.class::isInstance)
                    .extracting(CheckResult::checkId)
                    .containsExactlyElementsOf(STANDARD.ids());
        }
    }

    private static ClusterSnapshot withHoles(ClusterSnapshot snapshot, Random random) {
        AzureFacts azure = snapshot.azure();
        for (String component : observations(AzureFacts.class)) {
            azure = random.nextBoolean() ? azure : with(azure, component, hole(random, component));
        }
        KubernetesFacts kubernetes = snapshot.kubernetes();
        for (String component : observations(KubernetesFacts.class)) {
            kubernetes = random.nextBoolean() ? kubernetes : with(kubernetes, component, hole(random, component));
        }
        return with(with(snapshot, "azure", azure), "kubernetes", kubernetes);
    }

    private static Observation<?> hole(Random random, String component) {
        // That Azure has no such resource is no hole but an answer, and judged as one.
        List<Reason> reasons = Arrays.stream(Reason.values())
                .filter(reason -> !component.equals("resource") || reason != Reason.NOT_FOUND)
                .toList();
        return Observation.unavailable(reasons.get(random.nextInt(reasons.size())), "A hole.");
    }

    private static List<String> observations(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> component.getType().equals(Observation.class))
                .map(RecordComponent::getName)
                .toList();
    }

    private static CheckResult run(Function<ClusterSnapshot, Observation<String>> view, List<Issue> issues) {
        return new CheckRunner(new CheckCatalog(List.of(check("a", view, issues))))
                .run(healthy())
                .getFirst();
    }

    private static CheckResult runWithBlindSpot(List<Issue> issues) {
        return new CheckRunner(new CheckCatalog(List.of(check(
                        "a",
                        view -> Observation.of(""),
                        issues,
                        Optional.of(new Unavailable<>(Reason.TIMED_OUT, "GET events: no answer within 10 s"))))))
                .run(healthy())
                .getFirst();
    }

    private static List<Finding> findings(ClusterSnapshot snapshot, List<Issue> issues) {
        CheckCatalog catalog = new CheckCatalog(List.of(check("a", view -> Observation.of(""), issues)));
        return new CheckRunner(catalog).run(snapshot).getFirst() instanceof Failed failed
                ? failed.findings()
                : List.of();
    }

    private static Check<?> check(String id, Function<ClusterSnapshot, Observation<String>> view, List<Issue> issues) {
        return check(id, view, issues, Optional.empty());
    }

    private static Check<?> check(
            String id,
            Function<ClusterSnapshot, Observation<String>> view,
            List<Issue> issues,
            Optional<Unavailable<?>> blindSpot) {
        CheckSpec spec = new CheckSpec(
                id,
                "All is well",
                Area.AGENTS,
                Severity.HIGH,
                REMEDY,
                List.of(URI.create("https://example.com/first"), URI.create("https://example.com/second")),
                List.of(),
                false);
        return new Check<String>() {
            @Override
            public CheckSpec spec() {
                return spec;
            }

            @Override
            public Observation<String> view(ClusterSnapshot snapshot) {
                return view.apply(snapshot);
            }

            @Override
            public List<Issue> evaluate(String value, Instant at) {
                return issues;
            }

            @Override
            public Optional<Unavailable<?>> blindSpot(ClusterSnapshot snapshot) {
                return blindSpot;
            }
        };
    }
}
