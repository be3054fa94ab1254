package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.check.CheckCatalog;
import io.arcfleet.check.Thresholds;
import io.arcfleet.finding.Area;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ReadmeTest {

    private static final Pattern LINK = Pattern.compile("]\\(((?!https?:)[^)#]+)");

    @Test
    void theReadmeCountsTheChecksOfEveryAreaAsTheCatalogueDoes() throws IOException {
        List<String> areas = Files.readAllLines(Path.of("README.md")).stream()
                .dropWhile(line -> !line.equals("## What it checks"))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| ") && !line.startsWith("| area |"))
                .map(line -> line.substring(2, line.lastIndexOf(" | ")))
                .toList();

        assertThat(areas)
                .containsExactlyElementsOf(
                        Arrays.stream(Area.values()).map(ReadmeTest::row).toList());
    }

    @Test
    void everyFileThatTheReadmeLinksToIsThere() throws IOException {
        assertThat(LINK.matcher(Files.readString(Path.of("README.md"))).results())
                .isNotEmpty()
                .allSatisfy(link -> assertThat(Path.of(link.group(1))).exists());
    }

    private static String row(Area area) {
        long checks = CheckCatalog.standard(Thresholds.defaults()).checks().stream()
                .filter(check -> check.spec().area() == area)
                .count();
        return area.word() + " | " + checks;
    }
}
