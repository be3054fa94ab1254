package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.check.CheckCatalog;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.Thresholds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReadmeTest {

    @Test
    void theReadmeListsEveryCheckAsTheCatalogueDoes() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.contains("(docs/checks/"))
                .filter(line -> line.startsWith("| "))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(CheckCatalog.standard(Thresholds.defaults()).checks().stream()
                        .map(check -> row(check.spec()))
                        .toList());
    }

    private static String row(CheckSpec spec) {
        return "| [%1$s](docs/checks/%1$s.md) | %2$s | %3$s |"
                .formatted(spec.id(), spec.severity().word(), spec.title());
    }
}
