package io.arcfleet.signature;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.check.CheckCatalog;
import io.arcfleet.check.Thresholds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/coverage.md} to the catalogues of checks and of signatures. */
final class CoverageTest {

    private static final Pattern LINK = Pattern.compile("\\[([a-z0-9-]+)]\\(([^)]+)\\)");

    private final List<String> checks =
            CheckCatalog.standard(Thresholds.defaults()).ids();
    private final Set<String> withExample =
            Example.all().stream().map(Example::id).collect(toSet());

    /** A row of a table; the table of the causes that the guide lacks has no {@code side}. */
    private record Row(String subject, String side, List<String> checks, List<String> signatures) {}

    @Test
    void everySectionOfTheGuideIsCovered() throws IOException {
        assertThat(rows("## The guide"))
                .hasSizeGreaterThanOrEqualTo(20)
                .allSatisfy(this::isCovered)
                .allSatisfy(row -> {
                    assertThat(row.side()).matches("cluster|client|cluster and client");
                    assertThat(!row.side().contains("cluster") || !row.checks().isEmpty())
                            .as("a check judges '%s'", row.subject())
                            .isTrue();
                    assertThat(!row.side().contains("client")
                                    || !row.signatures().isEmpty())
                            .as("a signature explains '%s'", row.subject())
                            .isTrue();
                })
                .extracting(Row::subject)
                .doesNotHaveDuplicates();
    }

    @Test
    void everyCauseThatTheGuideLacksIsCovered() throws IOException {
        assertThat(rows("## Causes that the guide does not have"))
                .hasSizeGreaterThanOrEqualTo(10)
                .allSatisfy(this::isCovered);
    }

    private void isCovered(Row row) {
        assertThat(Stream.concat(row.checks().stream(), row.signatures().stream()))
                .as(row.subject())
                .isNotEmpty();
        assertThat(checks).as("checks").containsAll(row.checks());
        assertThat(withExample).as("signatures with an example").containsAll(row.signatures());
    }

    private static List<Row> rows(String heading) throws IOException {
        return Files.readAllLines(Path.of("docs", "coverage.md")).stream()
                .dropWhile(line -> !line.equals(heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| "))
                .skip(1)
                .map(CoverageTest::row)
                .toList();
    }

    private static Row row(String line) {
        List<String> cells = Arrays.stream(line.substring(2).split("\\|", -1))
                .map(String::strip)
                .toList();
        int links = cells.size() - 3;
        return new Row(
                cells.getFirst(),
                links == 2 ? cells.get(1) : "",
                linked(cells.get(links), "checks/%s.md"),
                linked(cells.get(links + 1), "signatures.md#%s"));
    }

    private static List<String> linked(String cell, String target) {
        return LINK.matcher(cell)
                .results()
                .map(link -> {
                    assertThat(link.group(2)).isEqualTo(target.formatted(link.group(1)));
                    return link.group(1);
                })
                .toList();
    }
}
