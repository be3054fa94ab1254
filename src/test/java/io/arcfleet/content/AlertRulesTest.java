package io.arcfleet.content;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.GeneratedPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the alert rules to what Azure Monitor allows, and {@code infra/alerts/README.md} to the rules. */
final class AlertRulesTest {

    private static final GeneratedPage PAGE = new GeneratedPage(AlertRule.FOLDER.resolve("README.md"));
    private static final Pattern PACED = Pattern.compile("'([a-z-]+)': \\{\\s+parameters: \\{\\s+(\\w+):");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

    /** The most that a log alert reads, also when its query asks for more. */
    private static final Duration MOST = Duration.ofDays(2);

    static List<AlertRule> rules() {
        return AlertRule.all();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aRuleHasTheNameOfItsFileAndValuesThatAreAllowed(AlertRule rule) {
        assertThat(AlertRule.FOLDER.resolve(rule.name() + ".json")).exists();
        assertThat(rule.severity()).isBetween(0, 4);
        assertThat(rule.windowSize()).isBetween(rule.evaluationFrequency(), Duration.ofDays(1));
        // Less would be too short for twice a daily schedule.
        assertThat(range(rule)).isEqualTo(MOST);
        assertThat(rule.failingPeriods()).isEqualTo(new AlertRule.FailingPeriods(1, 1));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyParameterIsUsedAndDescribed(AlertRule rule) {
        Set<String> used = PLACEHOLDER
                .matcher(rule.query())
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());

        assertThat(used).isEqualTo(rule.parameters().keySet());
        assertThat(rule.parameterDescriptions().keySet())
                .isEqualTo(rule.parameters().keySet());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aRuleAsksFunctionsAndNoTable(AlertRule rule) {
        assertThat(rule.query()).contains("ArcFleet").doesNotContain("_CL");
    }

    /** What {@code modules/alerts.bicep} sets by the time between two scans; a name that no rule has would do nothing. */
    @Test
    void whatDependsOnTheScheduleAreParametersOfRules() throws IOException {
        Map<String, Object> parameters = new TreeMap<>();
        for (AlertRule rule : rules()) {
            rule.parameters().forEach((name, value) -> parameters.put(rule.name() + " " + name, value));
        }

        List<String> paced = PACED.matcher(Files.readString(Path.of("infra/modules/alerts.bicep")))
                .results()
                .map(match -> match.group(1) + " " + match.group(2))
                .toList();

        assertThat(paced).contains("no-completed-scan within").hasSizeGreaterThan(1);
        assertThat(parameters)
                .containsKeys(paced.toArray(String[]::new))
                .containsEntry("no-completed-scan within", "2h");
    }

    /** Somebody who looks at single clusters would keep the alert of a dead scanner quiet. */
    @Test
    void aScanOfChosenClustersIsNoSignOfLife() {
        assertThat(rules())
                .filteredOn(rule -> rule.name().equals("no-completed-scan"))
                .singleElement()
                .satisfies(rule -> assertThat(rule.query()).contains("tostring(Scope.clusters) == \"all\""));
    }

    /** An evaluation gives 300 alerts at most: one for each finding would be too many. */
    @ParameterizedTest
    @MethodSource("rules")
    void aRuleOfClustersIsPutOnTheClusterAndLeavesOutThoseWithoutAlerts(AlertRule rule) {
        assertThat(rule.dimensions()).doesNotContain("FindingId");
        if (rule.resourceIdColumn() != null) {
            assertThat(rule.dimensions()).contains(rule.resourceIdColumn());
            assertThat(rule.query()).contains("AlertsOff");
        }
    }

    @Test
    void thePageListsEveryRule() throws IOException {
        PAGE.holds(page());
    }

    private static Duration range(AlertRule rule) {
        Duration override = rule.overrideQueryTimeRange();
        return override == null ? rule.windowSize() : override;
    }

    private static String page() {
        return """
                # Alert rules

                Each file is a log alert rule; `modules/alerts.bicep` makes them, and its parameter `changes` changes them by name. This
                page is made from the files; `mvn test -Dtest=AlertRulesTest -Darcfleet.rewrite=true` makes it anew.

                Severity 0 is the worst. **On**: what gets an alert of its own. An alert resolves itself when its row is gone from the
                result. A cluster with the tag `arcfleet-alerts` = `off` has none. The queries ask the [saved functions](../queries/README.md);
                a finding whose check cannot look keeps its alert. No result has a column `TimeGenerated`: with one, Azure Monitor would
                count only the rows of one window.

                One evaluation gives at most 300 alerts; `many-clusters-offline` is there for the day when that is too few. A log alert
                reads two days at most, so the scanner should run daily or more often.

                Two installations that write into one workspace read each other's rows: switch the rules of one off (`alerts`), or a cluster
                has two alerts. `no-completed-scan` is then quiet as long as one of them scans, unless `scope` names what only the other one
                scans; two that scan the same subscriptions cannot be told apart.

                | rule | severity | fires when | every | on |
                |---|---|---|---|---|
                """
                + rules().stream().map(AlertRulesTest::row).collect(joining())
                + """

                ## Parameters of the queries

                | rule | parameter | default | what it is |
                |---|---|---|---|
                """
                + rules().stream().map(AlertRulesTest::parameters).collect(joining());
    }

    private static String row(AlertRule rule) {
        String on = rule.dimensions().isEmpty() ? "the workspace" : String.join(", ", rule.dimensions());
        return "| `%s` | %d | %s | %d min | %s |%n"
                .formatted(
                        rule.name(),
                        rule.severity(),
                        rule.description(),
                        rule.evaluationFrequency().toMinutes(),
                        on);
    }

    private static String parameters(AlertRule rule) {
        return rule.parameters().entrySet().stream()
                .map(parameter -> "| `%s` | `%s` | %s | %s |%n"
                        .formatted(
                                rule.name(),
                                parameter.getKey(),
                                parameter.getValue().equals("") ? "" : "`" + parameter.getValue() + "`",
                                rule.parameterDescriptions().get(parameter.getKey())))
                .collect(joining());
    }
}
