package io.arcfleet.content;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.partitioningBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compiles and type-checks every KQL query of the repository, and in the same process the queries of a folder with planted
 * errors, which must be found.
 */
@Timeout(120)
final class KqlIT {

    private static final NodeScript CHECK =
            new NodeScript(Path.of("src/test/node/kql/check.js"), List.of("@kusto/language-service-next"));
    private static final Path PLANTED = Path.of("src/test/resources/content/planted");
    private static final JsonMapper JSON = new JsonMapper();

    /** A line of the script's output: a query that was compiled, or a problem of one. */
    private record Line(Path file, String where, String code, String message) {
        boolean isProblem() {
            return !code.isEmpty();
        }

        boolean isPlanted() {
            return file.startsWith(PLANTED);
        }
    }

    private static List<Line> own = List.of();
    private static List<Line> planted = List.of();

    @BeforeAll
    static void compileAll(@TempDir Path folder) throws Exception {
        NodeScript.Result result = CHECK.run(folder, "--planted", PLANTED.toString());

        assertThat(result.errors()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(1);
        Map<Boolean, List<Line>> lines =
                result.lines().stream().map(KqlIT::line).collect(partitioningBy(Line::isPlanted));
        own = lines.getOrDefault(false, List.of());
        planted = lines.getOrDefault(true, List.of());
    }

    @TestFactory
    Stream<DynamicTest> everyQueryCompiles() {
        Map<Path, List<Line>> files = own.stream().collect(groupingBy(Line::file, TreeMap::new, Collectors.toList()));
        return files.entrySet().stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.getKey().toString(),
                        () -> assertThat(file.getValue()).noneMatch(Line::isProblem)));
    }

    @Test
    void everyKindOfFileIsLookedAt() {
        assertThat(own)
                .extracting(line -> line.file().toString())
                .contains(
                        "docs/architecture.md",
                        "infra/alerts/cluster-broken.json",
                        "infra/queries/ArcFleetClusterState.kql",
                        "infra/queries/README.md",
                        "src/main/resources/io/arcfleet/fleet/connected-clusters.kql");
    }

    @ParameterizedTest
    @CsvSource({
        "WrongColumn, KS142, Temperature",
        "WithoutParameters, parameters, is missing",
        "NotOnThePage, columns, does not have the function",
        "wrong-table, KS204, ArcFleetNodes_CL",
        "wrong-dimension, columns, has no column CheckId",
        "with-time, columns, has the column TimeGenerated",
        "unknown-placeholder, KS213, not supported",
        "parameters/Regions, KS142, Region",
        "wrong type, KS106, string and long",
        "wrong function, KS211, ArcFleetPlanets",
        "wrong argument, argument, within is a timespan",
        "unknown parameter, KS213, not supported",
        "block 1, KS176, operator expected",
        "foreign-operator, dialect, SampleOperator",
        "transformKql 1, dialect, other than source",
    })
    void aPlantedErrorIsFound(String where, String code, String words) {
        assertThat(planted)
                .filteredOn(line -> line.where().equals(where) && line.isProblem())
                .first()
                .satisfies(line -> {
                    assertThat(line.code()).isEqualTo(code);
                    assertThat(line.message()).contains(words);
                });
    }

    @ParameterizedTest
    @CsvSource({"right", "exported", "parameters/Groups"})
    void aRightStepOfAWorkbookCompilesWithItsParameters(String where) {
        assertThat(planted)
                .filteredOn(line -> line.where().equals(where))
                .singleElement()
                .matches(line -> !line.isProblem());
    }

    private static Line line(String text) {
        try {
            JsonNode line = JSON.readTree(text);
            return new Line(
                    Path.of(line.path("file").asText()),
                    line.path("where").asText(),
                    line.path("code").asText(),
                    line.path("message").asText());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
