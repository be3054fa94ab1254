package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.arcfleet.signature.Example;
import io.arcfleet.signature.SignatureCatalog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ErrorExplanationTest {

    private static final String ERROR = "\u001B[31mERROR: Cannot load native module 'Crypto.Hash._MD5'\u001B[0m\n";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<String> problems = new ArrayList<>();

    @Test
    void aKnownTextHasItsCauseLineAndRemedy() throws IOException {
        Path file = Files.writeString(folder.resolve("error.txt"), "first\n\n" + ERROR);

        assertThat(explain(file.toString(), false, "")).isEqualTo(ExitStatus.DONE);

        assertThat(printed().lines().toList())
                .startsWith(
                        "1 known cause:",
                        "",
                        "The extension of the Azure CLI is installed in part  (crypto-hash-module-missing, certain)",
                        "  Line 3: ERROR: Cannot load native module 'Crypto.Hash._MD5'")
                .anyMatch(line -> line.startsWith("  Remedy: Run `az extension remove`"))
                .last()
                .asString()
                .startsWith("  See https://");
        assertThat(printed()).doesNotContain("\u001B");
    }

    @Test
    void standardInputIsReadAndSeveralCausesAreCounted() {
        assertThat(explain("-", false, ERROR + "\n" + ERROR + "\nProxy closed externally"))
                .isEqualTo(ExitStatus.DONE);

        assertThat(printed()).startsWith("2 known causes, the surest first:").contains("  Line 1, first of 2: ERROR");
    }

    @Test
    void anUnknownTextHasNoKnownCauseAndAWayOn() {
        assertThat(explain("-", false, "psql: could not connect")).isEqualTo(ExitStatus.NO_KNOWN_CAUSE);

        assertThat(printed()).startsWith("No known cause.").contains("Give more of the text");
    }

    @Test
    void aProgramGetsJson() throws IOException {
        assertThat(explain("-", true, ERROR)).isEqualTo(ExitStatus.DONE);
        assertThat(new ObjectMapper().readTree(printed()).path("causes")).hasSize(1);

        out.reset();
        assertThat(explain("-", true, "psql")).isEqualTo(ExitStatus.NO_KNOWN_CAUSE);
        assertThat(new ObjectMapper().readTree(printed()).path("causes")).isEmpty();
    }

    @Test
    void whatCannotBeReadIsToldWithAFix() {
        String missing = folder.resolve("missing").toString();

        explain(missing, false, "");
        explain(folder.toString(), false, "");
        explain("-", false, " \n");
        explain("-", false, " ".repeat(ErrorExplanation.LARGEST_TEXT + 1));
        explain(null, false, "");

        assertThat(problems).hasSize(5);
        assertThat(problems.get(0)).isEqualTo(missing + ": there is no such file; name one, or - for standard input");
        assertThat(problems.get(1)).startsWith(folder + ": cannot be read (");
        assertThat(problems.get(2)).isEqualTo("-: is empty; give the error as it was printed");
        assertThat(problems.get(3)).isEqualTo("-: is larger than 16 MiB; give the part around the error");
        assertThat(problems.get(4)).isEqualTo("explain: give a file, or - for standard input");
        assertThat(printed()).isEmpty();
    }

    @Test
    void theCommandLineKnowsIt() throws IOException {
        Path file = Files.writeString(folder.resolve("error.txt"), ERROR);
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        assertThat(run(err, "explain", file.toString())).isZero();
        assertThat(run(err, "explain", "--json", file.toString())).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(run(err, "explain", "--nonsense")).isEqualTo(2);
        assertThat(run(err, "explain")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("--nonsense: there is no such option", "give a file, or - for standard input");
    }

    @ParameterizedTest
    @MethodSource("io.arcfleet.signature.Example#ofTheGuide")
    void theCauseOfAnErrorThatTheGuidePrintsComesFirstHoweverItWasCopied(Example error) throws IOException {
        for (Map.Entry<String, String> variant : error.variants().entrySet()) {
            out.reset();
            Path file = Files.writeString(folder.resolve("error.txt"), variant.getValue());

            assertThat(run(new ByteArrayOutputStream(), "explain", "--json", file.toString()))
                    .isZero();
            assertThat(new ObjectMapper().readTree(printed()).at("/causes/0/id").asText())
                    .as("%s: %s", variant.getKey(), variant.getValue())
                    .isEqualTo(error.id());
        }
    }

    private int run(ByteArrayOutputStream err, String... arguments) {
        ArcFleetScanner scanner = new ArcFleetScanner(
                Terminal.none(),
                List.of(),
                request -> List.of(),
                (request, output, errors) -> ExitStatus.INCOMPLETE,
                (port, fleet, output) -> List.of(),
                (request, output, errors) -> ExitStatus.INCOMPLETE);
        return scanner.run(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private ExitStatus explain(@Nullable String file, boolean json, String input) {
        return new ErrorExplanation(
                        SignatureCatalog.standard(),
                        Terminal.none(),
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)))
                .explain(file, json, new PrintStream(out, true, StandardCharsets.UTF_8), problems);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
