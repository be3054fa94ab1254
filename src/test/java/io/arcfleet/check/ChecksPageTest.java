package io.arcfleet.check;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.GeneratedPage;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.finding.Area;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/checks/README.md} to the catalogue. */
final class ChecksPageTest {

    private static final GeneratedPage PAGE = new GeneratedPage(Path.of("docs", "checks", "README.md"));

    private final CheckCatalog catalog = CheckCatalog.standard(Thresholds.defaults());
    private final CheckNeeds needs = new CheckNeeds();

    @Test
    void thePageListsEveryCheckAsTheCatalogueDoes() throws IOException {
        PAGE.holds(page());
    }

    @Test
    void whatACheckNeedsIsFoundByTrying() {
        assertThat(needs.of(check("agent-pods-ready"))).containsExactly("pods");
        assertThat(needs.of(check("key-pair-valid"))).containsExactly("pods", "logs");
        assertThat(needs.of(check("openshift-version-supported"))).contains("openShift");
    }

    private Check<?> check(String id) {
        return catalog.find(id).orElseThrow();
    }

    private String page() {
        String head = """
                # Checks

                What a scan judges, in the order of its results. This page is made from the catalogue, `CheckCatalog`; `mvn test
                -Dtest=ChecksPageTest -Darcfleet.rewrite=true` makes it anew.

                **needs**: what must have been read of a cluster. A check never passes when one of these could not be read:
                unless it sees a fault in the others, it is not evaluated, with the reason; where only some clusters need a part
                (OpenShift, a feature that is on, logs of agents in which something looks wrong), only there. `resource`,
                `extensions`, `flux configurations` and `incidents` are read in Azure, all else inside the cluster. Of two with
                "or" between them either is enough.

                **explained by**: the checks whose findings can be the reason for this one's; then this one's is listed below
                theirs. The whole is a graph without circles; [the diagrams](#what-explains-what) show it by area.

                | id | title | severity | area | needs | explained by |
                |---|---|---|---|---|---|
                """;
        String rows = catalog.checks().stream().map(this::row).collect(joining());
        String diagrams = Arrays.stream(Area.values()).map(this::diagram).collect(joining());
        return head + rows + """

                ## What explains what

                An arrow leads from the reason to what it explains. Every diagram has the arrows to the checks of one area; checks of
                other areas have round corners. An arrow that follows from others is left out: where a explains b and b explains c,
                none leads from a to c.
                """ + diagrams;
    }

    private String row(Check<?> check) {
        CheckSpec spec = check.spec();
        return "| [%1$s](%1$s.md) | %2$s | %3$s | %4$s | %5$s | %6$s |%n"
                .formatted(
                        spec.id(),
                        spec.title(),
                        spec.severity().word(),
                        spec.area().word(),
                        needs.of(check).stream().map(ChecksPageTest::words).collect(joining(", ")),
                        String.join(", ", causes(spec)));
    }

    private String diagram(Area area) {
        List<CheckSpec> specs = catalog.checks().stream()
                .map(Check::spec)
                .filter(spec -> spec.area() == area)
                .toList();
        List<String> arrows = specs.stream()
                .flatMap(spec -> nearest(spec).map(cause -> "  %s --> %s%n".formatted(cause, spec.id())))
                .toList();
        if (arrows.isEmpty()) {
            return "";
        }
        Stream<String> others = specs.stream()
                .flatMap(this::nearest)
                .distinct()
                .filter(id -> check(id).spec().area() != area)
                .map(id -> "  %1$s([%1$s])%n".formatted(id));
        return Stream.concat(others, arrows.stream())
                .collect(joining("", "%n### %s%n%n```mermaid%nflowchart LR%n".formatted(heading(area)), "```\n"));
    }

    /** The causes of a check that do not lead to it by way of another one. */
    private Stream<String> nearest(CheckSpec spec) {
        List<String> causes = causes(spec);
        return causes.stream().filter(cause -> causes.stream().noneMatch(other -> leadsTo(cause, other)));
    }

    private boolean leadsTo(String cause, String effect) {
        List<String> causes = causes(check(effect).spec());
        return causes.contains(cause) || causes.stream().anyMatch(other -> leadsTo(cause, other));
    }

    private static String heading(Area area) {
        return area.word().substring(0, 1).toUpperCase(Locale.ROOT)
                + area.word().substring(1);
    }

    private static List<String> causes(CheckSpec spec) {
        return spec.explainedBy().stream()
                .map(Explanation::checkId)
                .distinct()
                .filter(id -> !id.equals(spec.id()))
                .toList();
    }

    private static String words(String component) {
        return component.equals("openShift")
                ? "OpenShift"
                : component.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }
}
