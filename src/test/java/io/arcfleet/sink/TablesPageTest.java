package io.arcfleet.sink;

import io.arcfleet.GeneratedPage;
import io.arcfleet.sink.TableDefinition.Column;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/tables.md} to {@code infra/tables}. */
final class TablesPageTest {

    private static final GeneratedPage PAGE = new GeneratedPage(Path.of("docs", "tables.md"));

    @Test
    void the_page_lists_every_table_as_its_definition_does() throws IOException {
        PAGE.holds(page());
    }

    private static String page() {
        return head()
                + TableDefinition.all().stream().map(TablesPageTest::section).collect(Collectors.joining());
    }

    private static String head() {
        return """
                # Tables

                What a scan writes to Log Analytics, and with the same names to `findings.jsonl`, `clusters.jsonl` and `scan.json`. This page
                is made from `infra/tables`, which also makes the tables of the workspace; `mvn test -Dtest=TablesPageTest
                -Darcfleet.rewrite=true` makes it anew.

                - Columns are only ever added, and `SchemaVersion` grows when they are. A value that is absent is left out of the row.
                - Rows are delivered at least once: after a failure the same row may come again, with the same `ScanId`, `ClusterId` and
                  `FindingId`. Take the newest of each: `summarize arg_max(TimeGenerated, *) by FindingId`.
                - Azure Monitor cuts fields of more than 64 KB without a word and refuses calls of more than 1 MB. So rows are cut before
                  they are sent, and say so: a text of more than %,d bytes ends with `%s`; of a list or an object of more than that the last entry
                  is `truncated`, with the number of entries that were left out, and it stays valid JSON. A row never exceeds %,d bytes.
                - Azure Monitor takes the time of arrival for `TimeGenerated` when that is more than %d days back or more than %d day ahead. The
                  log then has a line `rows will lose their time`.
                """.formatted(
                        RowLimits.FIELD_BYTES,
                        RowLimits.MARK.strip(),
                        RowLimits.ROW_BYTES,
                        ArrivalWindow.BACK.toDays(),
                        ArrivalWindow.AHEAD.toDays());
    }

    private static String section(TableDefinition table) {
        return "%n## %s%n%n%s%n%n| column | type | description |%n|---|---|---|%n"
                        .formatted(table.name(), table.description())
                + table.columns().stream().map(TablesPageTest::row).collect(Collectors.joining());
    }

    private static String row(Column column) {
        return "| `%s` | %s | %s |%n"
                .formatted(column.name(), column.type(), column.description().replace("<", "\\<"));
    }
}
