package io.arcfleet.content;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the Bicep files take out of queries and workbook is there, in the form that they take. */
final class DeployedContentTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("__[A-Za-z]+__");
    private static final Pattern PARAMETER = Pattern.compile("^param (\\w+)", Pattern.MULTILINE);
    private static final Pattern PARAMETERS = Pattern.compile("\\w+:\\w+=\\w+(,\\w+:\\w+=\\w+)*");

    @Test
    void everyPlaceholderOfTheWorkbookGetsAValue() throws IOException {
        assertThat(placeholders("infra/modules/workbook.bicep"))
                .isNotEmpty()
                .isEqualTo(placeholders("infra/workbooks/arc-fleet.workbook"));
    }

    /** As {@code infra/modules/functions.bicep} reads them. */
    @Test
    void everyFunctionHasATitleAndParameters() throws IOException {
        assertThat(queries()).hasSizeGreaterThan(5).allSatisfy(file -> {
            String query = Files.readString(file);
            String[] parts = query.split("parameters: ", -1);
            assertThat(query.lines().findFirst().orElse(""))
                    .as("title")
                    .startsWith("// ")
                    .contains(".");
            assertThat(parts).as("one line of parameters").hasSize(2);
            assertThat(parts[1].lines().findFirst().orElse("").replace(" ", "")).matches(PARAMETERS);
        });
    }

    @Test
    void everyParameterIsOnThePage() throws IOException {
        String page = Files.readString(Path.of("docs/deploy.md"));

        assertThat(parameters())
                .contains("schedule")
                .allSatisfy(name -> assertThat(page).containsPattern("\\b" + name + "\\b"));
    }

    /** A name that the template does not have would be refused at the deployment. */
    @Test
    void theFileOfParametersHasThoseOfTheTemplate() throws IOException {
        JsonNode file =
                new JsonMapper().readTree(Path.of("infra/main.parameters.json").toFile());

        assertThat(file.path("parameters").fieldNames())
                .toIterable()
                .isNotEmpty()
                .isSubsetOf(parameters());
    }

    private static Set<String> parameters() throws IOException {
        return PARAMETER
                .matcher(Files.readString(Path.of("infra/main.bicep")))
                .results()
                .map(match -> match.group(1))
                .collect(toSet());
    }

    /** Names of saved functions are in small letters in a workspace. */
    @Test
    void thePageDeletesEveryTableAndFunctionAgain() throws IOException {
        String page = Files.readString(Path.of("docs/deploy.md"));
        List<String> words = List.of(page.substring(page.indexOf("## Remove")).split("[\\s;]+"));

        assertThat(words).containsAll(names("infra/queries", ".kql", name -> name.toLowerCase(Locale.ROOT)));
        assertThat(words).containsAll(names("infra/tables", ".json", name -> name));
    }

    private static Set<String> names(String folder, String ending, UnaryOperator<String> spelling) throws IOException {
        return files(folder, ending).stream()
                .map(file -> file.getFileName().toString().replace(ending, ""))
                .map(spelling)
                .collect(toSet());
    }

    private static List<Path> queries() throws IOException {
        return files("infra/queries", ".kql");
    }

    private static List<Path> files(String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static Set<String> placeholders(String file) throws IOException {
        return PLACEHOLDER
                .matcher(Files.readString(Path.of(file)))
                .results()
                .map(MatchResult::group)
                .collect(toSet());
    }
}
