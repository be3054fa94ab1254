package io.arcfleet.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CheckCatalogTest {

    private static final Path PAGES = Path.of("docs", "checks");
    private static final List<String> HEADINGS =
            List.of("## What it means", "## Causes", "## Remediation", "## References");

    private final CheckCatalog catalog = CheckCatalog.standard(Thresholds.defaults());

    static List<Check<?>> checks() {
        return CheckCatalog.standard(Thresholds.defaults()).checks();
    }

    @Test
    void everyCheckClassIsInTheCatalogue() {
        List<String> classes = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.arcfleet.check")
                        .stream()
                        .filter(type -> type.isAssignableTo(Check.class) && !type.isInterface())
                        .map(JavaClass::getName)
                        .toList();
        assertThat(classes)
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(catalog.checks().stream()
                        .map(check -> check.getClass().getName())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("checks")
    void theIdIsTheClassNameInKebabCase(Check<?> check) {
        String name = check.getClass().getSimpleName();
        assertThat(name).endsWith("Check");
        assertThat(check.spec().id())
                .isEqualTo(name.substring(0, name.length() - "Check".length())
                        .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                        .toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @MethodSource("checks")
    void thePackageIsTheArea(Check<?> check) {
        assertThat(check.getClass().getPackageName())
                .isEqualTo("io.arcfleet.check." + check.spec().area().word().replace(" ", ""));
    }

    @ParameterizedTest
    @MethodSource("checks")
    void titleRemediationAndReferencesAreThere(Check<?> check) {
        assertThat(check.spec().title()).isNotBlank().doesNotEndWith(".");
        assertThat(check.spec().remediation()).isNotBlank().endsWith(".").doesNotContain("  ");
        assertThat(check.spec().references())
                .isNotEmpty()
                .allSatisfy(page -> assertThat(page).hasScheme("https"));
    }

    @ParameterizedTest
    @MethodSource("checks")
    void everyCheckHasItsPage(Check<?> check) throws IOException {
        List<String> lines = Files.readAllLines(PAGES.resolve(check.spec().id() + ".md"));
        assertThat(lines)
                .startsWith("# " + check.spec().id(), "", check.spec().title() + ".", "")
                .filteredOn(line -> line.startsWith("## "))
                .containsExactlyElementsOf(HEADINGS);
        assertThat(String.join("\n", lines).split("\n## .*\n", -1))
                .as("no section is empty")
                .allSatisfy(section -> assertThat(section).isNotBlank());
        assertThat(check.spec().references())
                .allSatisfy(page -> assertThat(String.join("\n", lines)).contains(page.toString()));
    }

    @Test
    void everyPageBelongsToACheck() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages.map(page -> page.getFileName().toString().replace(".md", ""))
                            .filter(name -> !name.equals("README")))
                    .containsExactlyInAnyOrderElementsOf(catalog.ids());
        }
    }

    @Test
    void theRequiredChecksAreTheFewThatAVerdictCannotDoWithout() {
        assertThat(catalog.checks().stream().map(Check::spec).filter(CheckSpec::required))
                .extracting(CheckSpec::id)
                .containsExactly(
                        "heartbeat-fresh",
                        "identity-certificate-not-expired",
                        "cluster-identity-operator-running",
                        "agent-deployments-available",
                        "agent-pods-running");
    }

    @Test
    void findsByIdInOrder() {
        assertThat(catalog.ids()).startsWith("heartbeat-fresh").endsWith("flux-compliant");
        assertThat(catalog.find("flux-compliant"))
                .map(check -> check.spec().area())
                .contains(Area.GITOPS);
        assertThat(catalog.find("nonsense")).isEmpty();
    }

    @Test
    void selectsAndSkipsInTheOrderOfTheCatalogue() {
        assertThat(catalog.select(Set.of(), Set.of()).ids()).isEqualTo(catalog.ids());
        assertThat(catalog.select(
                                Set.of("flux-compliant", "agent-pods-ready", "heartbeat-fresh"),
                                Set.of("agent-pods-ready"))
                        .ids())
                .containsExactly("heartbeat-fresh", "flux-compliant");
        assertThat(catalog.select(Set.of(), Set.of("heartbeat-fresh")).ids())
                .hasSize(catalog.ids().size() - 1)
                .doesNotContain("heartbeat-fresh");
    }

    @Test
    void namesAllUnknownIdsOfASelection() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> catalog.select(Set.of("b-check", "heartbeat-fresh"), Set.of("a-check")))
                .withMessage("unknown checks: a-check, b-check");
    }

    @Test
    void refusesANewestVersionThatIsNone() {
        Thresholds nonsense = Thresholds.defaults().withNewestAgent("latest");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CheckCatalog.standard(nonsense))
                .withMessageContaining("latest");
    }

    @Test
    void refusesTwoChecksOfOneId() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CheckCatalog(List.of(explained("a"), explained("a"))))
                .withMessage("two checks have the id a");
    }

    @Test
    void refusesExplanationsByUnknownChecks() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CheckCatalog(List.of(explained("a", "z", "y"))))
                .withMessage("a is explained by unknown checks: y, z");
    }

    @Test
    void refusesCirclesOfExplanations() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CheckCatalog(
                        List.of(explained("a"), explained("b", "a", "d"), explained("c", "b"), explained("d", "c"))))
                .withMessage("explanations form a circle: b <- d <- c <- b");
    }

    @Test
    void acceptsTwinsAndDiamonds() {
        assertThat(new CheckCatalog(List.of(
                                explained("a", "a"),
                                explained("b", "a"),
                                explained("c", "a"),
                                explained("d", "b", "c")))
                        .ids())
                .containsExactly("a", "b", "c", "d");
    }

    private static Check<?> explained(String id, String... by) {
        CheckSpec spec = new CheckSpec(
                id,
                id,
                Area.AGENTS,
                Severity.LOW,
                "Mend it.",
                List.of(URI.create("https://example.com")),
                Arrays.stream(by).map(Explanation::by).toList(),
                false);
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
