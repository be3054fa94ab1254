package io.arcfleet.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The workbook: it is what its files make, and what can be found without the portal is right. */
@Timeout(120)
final class WorkbookIT {

    private static final NodeScript ASSEMBLE = new NodeScript(Path.of("infra/workbooks/assemble.mjs"), List.of());
    private static final NodeScript LINT =
            new NodeScript(Path.of("src/test/node/workbook/lint.mjs"), List.of("@kusto/language-service-next"));
    private static final NodeScript PLANTED = new NodeScript(Path.of("src/test/node/workbook/planted.mjs"), List.of());

    @TempDir
    private Path folder;

    @Test
    void theWorkbookIsWhatItsFilesMake() throws Exception {
        NodeScript.Result result = ASSEMBLE.run(folder, "--check");

        assertThat(result.errors()).isEmpty();
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void theWorkbookHasNoProblem() throws Exception {
        NodeScript.Result result = LINT.run(folder);

        assertThat(result.lines()).isEmpty();
        assertThat(result.errors()).isEmpty();
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void everyPlantedMistakeIsFound() throws Exception {
        NodeScript.Result result = PLANTED.run(folder);

        assertThat(result.errors()).isEmpty();
        assertThat(result.lines()).singleElement().asString().endsWith(" mistakes planted");
        assertThat(result.exitCode()).isZero();
    }
}
