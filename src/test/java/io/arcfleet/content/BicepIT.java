package io.arcfleet.content;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arcfleet.config.SettingNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parses the Bicep files with a grammar and holds them to structural rules; the compiler of Bicep is not to be had here. */
@Timeout(120)
final class BicepIT {

    private static final NodeScript CHECK =
            new NodeScript(Path.of("src/test/node/bicep/check.mjs"), List.of("tree-sitter-bicep", "web-tree-sitter"));
    private static final Path INFRA = Path.of("infra");
    private static final Path PLANTED = Path.of("src/test/resources/content/planted-bicep");
    private static final JsonMapper JSON = new JsonMapper();

    /** Settings of the Functions host and of Application Insights, by their documentation. */
    private static final Set<String> OF_THE_PLATFORM = Set.of(
            "AzureWebJobsStorage__blobServiceUri",
            "AzureWebJobsStorage__queueServiceUri",
            "AzureWebJobsStorage__tableServiceUri",
            "AzureWebJobsStorage__credential",
            "AzureWebJobsStorage__clientId",
            "APPLICATIONINSIGHTS_CONNECTION_STRING",
            "APPLICATIONINSIGHTS_AUTHENTICATION_STRING");

    private static Answer own = Answer.NOTHING;
    private static Answer planted = Answer.NOTHING;

    /** What the script prints. */
    private record Answer(List<String> problems, Facts facts) {
        static final Answer NOTHING =
                new Answer(List.of(), new Facts(List.of(), List.of(), List.of(), List.of(), List.of()));
    }

    /**
     * What the files say.
     *
     * @param actions of the custom roles that are spelled out
     */
    private record Facts(
            List<String> types, List<String> loads, List<String> settings, List<Role> roles, List<String> actions) {}

    /** A role assignment; {@code role} is the GUID of a built-in role, else the name of a resource. */
    private record Role(String file, String name, String role) {}

    @BeforeAll
    static void check(@TempDir Path folder) throws Exception {
        own = check(folder, INFRA);
        planted = check(folder, PLANTED);
    }

    @Test
    void everyFileKeepsTheRules() {
        assertThat(own.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "broken-syntax.bicep:7:18: ] is missing",
                "wrong.bicep:3:1: undescribed has no description",
                "wrong.bicep:6:1: networkMode has no list of allowed values",
                "wrong.bicep:9:1: adminPassword is a secret without @secure()",
                "wrong.bicep:13:1: accessKey is a secret with a default",
                "wrong.bicep:19:16: netwrkMode is not declared",
                "wrong.bicep:21:1: Microsoft.Web/sites@2020-06-01 is not in the list of API versions",
                "wrong.bicep:25:1: Microsoft.Web/elsewhere@2024-04-01 is not in the list of API versions",
                "wrong.bicep:29:1: bare has no scope",
                "wrong.bicep:29:1: bare has no reason",
                "wrong.bicep:29:1: bare has no principalType",
                "wrong.bicep:38:3: missing.json does not exist",
                "wrong.bicep:39:3: broken-syntax.bicep is no file that a test knows",
                "wrong.bicep:42:1: foreign is not of this repository",
                "wrong.bicep:46:1: absent.bicep does not exist",
                "wrong.bicep:50:1: called.bicep has no parameter surplus",
                "wrong.bicep:50:1: called.bicep needs the parameter needed",
                "wrong.bicep:50:1: called.bicep has no output nothing",
                "wrong.bicep:58:26: listKeys gives a secret",
                "wrong.bicep:61:1: harmless would show a secret: apiKey",
                "wrong.bicep:66:1: search has no etag",
                "wrong.bicep:73:1: changing is by its parameters another role",
                "called.bicep:1:1: the target scope is not said",
            })
    void aPlantedMistakeIsFound(String problem) {
        assertThat(planted.problems()).anyMatch(found -> found.startsWith(PLANTED + "/" + problem));
    }

    @Test
    void whatIsRightIsNotFound() {
        assertThat(planted.problems()).noneMatch(found -> found.contains("apiKey is a secret"));
    }

    @Test
    void everyVersionInTheListIsUsed() throws IOException {
        Map<?, ?> versions =
                JSON.readValue(Files.readString(Path.of("src/test/node/bicep/api-versions.json")), Map.class);

        assertThat(versions.keySet()).isEqualTo(Set.copyOf(own.facts().types()));
    }

    /** A table, function, rule or workbook that no file loads would not be deployed. */
    @Test
    void allContentIsDeployed() throws IOException {
        Set<String> content = Stream.of(
                        files(INFRA.resolve("tables"), ".json"),
                        files(INFRA.resolve("queries"), ".kql"),
                        files(INFRA.resolve("alerts"), ".json"))
                .flatMap(List::stream)
                .collect(toSet());

        assertThat(content).hasSizeGreaterThan(15);
        assertThat(own.facts().loads()).containsAll(content);
    }

    @Test
    void theAppGetsSettingsThatItKnows() {
        assertThat(own.facts().settings())
                .filteredOn(name -> !OF_THE_PLATFORM.contains(name))
                .isNotEmpty()
                .isSubsetOf(SettingNames.all());
        assertThat(own.facts().settings()).containsAll(OF_THE_PLATFORM);
    }

    /** The table of docs/deploy.md says who may do what; this holds it to the files. */
    @Test
    void everyRoleOfTheFilesIsInTheTableOfPermissions() throws IOException {
        PermissionTable table = PermissionTable.read();

        assertThat(own.facts().roles())
                .allSatisfy(role -> assertThat(table.assignments())
                        .as(role.toString())
                        .contains(Path.of(role.file()).getFileName() + " " + role.name() + " " + role.role()));
        assertThat(table.assignments()).hasSize(own.facts().roles().size());
        assertThat(table.customActions()).isEqualTo(Set.copyOf(own.facts().actions()));
    }

    private static Answer check(Path folder, Path of) throws IOException, InterruptedException {
        NodeScript.Result result = CHECK.run(folder, files(of, ".bicep").toArray(String[]::new));
        assertThat(result.errors()).isEmpty();
        return JSON.readValue(String.join("\n", result.lines()), Answer.class);
    }

    private static List<String> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
