package io.arcfleet.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The limits of the Logs Ingestion API hold for any row. */
final class GiantRowsTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int ROWS = 12;
    private static final List<FindingRow> FINDINGS = rows(FindingRow.class);
    private static final List<ClusterRow> CLUSTERS = rows(ClusterRow.class);
    private static final List<ScanRow> SCANS = rows(ScanRow.class);

    @ParameterizedTest
    @MethodSource("rowsAndTables")
    void no_row_exceeds_a_limit_or_stops_being_a_row(List<Row> rows, TableDefinition table) throws IOException {
        for (Row row : rows) {
            byte[] line = RowJson.line(row);
            JsonNode json = JSON.readTree(line);

            assertThat(line).hasSizeLessThanOrEqualTo(RowLimits.ROW_BYTES);
            assertThat(table.problems(json)).allMatch(problem -> problem.contains(" is none of "));
            assertThat(json.size()).isEqualTo(table.columns().size());
            assertThat(json).allSatisfy(field -> assertThat(bytes(field)).isLessThanOrEqualTo(RowLimits.FIELD_BYTES));
            assertThat(new String(line, StandardCharsets.UTF_8)).doesNotContainPattern("(?i)\\\\ud83d(?!\\\\ude80)");
        }
    }

    @ParameterizedTest
    @MethodSource("rowsAndTables")
    void no_call_exceeds_the_limit_compressed_or_not_and_every_row_is_in_one(List<Row> rows, TableDefinition table)
            throws IOException {
        List<RowBatch> batches = RowBatch.of(table.name(), rows);

        assertThat(batches.stream().mapToInt(batch -> batch.rows().size()).sum())
                .isEqualTo(rows.size());
        for (RowBatch batch : batches) {
            assertThat(batch.body()).hasSizeLessThanOrEqualTo(RowLimits.CALL_BYTES);
            assertThat(zipped(batch.body())).isLessThanOrEqualTo(RowLimits.CALL_BYTES);
            assertThat(JSON.readTree(batch.body())).hasSize(batch.rows().size());
        }
    }

    static Stream<Arguments> rowsAndTables() {
        return Stream.of(
                Arguments.of(FINDINGS, TableDefinition.FINDINGS),
                Arguments.of(CLUSTERS, TableDefinition.CLUSTERS),
                Arguments.of(SCANS, TableDefinition.SCANS));
    }

    private static <R extends Record & Row> List<R> rows(Class<R> type) {
        return LongStream.range(0, ROWS)
                .mapToObj(seed -> GiantRows.any(type, seed))
                .toList();
    }

    /** As a field is counted: a text without its quotes and escapes, everything else as JSON. */
    private static int bytes(JsonNode field) throws IOException {
        return field.isTextual()
                ? field.textValue().getBytes(StandardCharsets.UTF_8).length
                : JSON.writeValueAsBytes(field).length;
    }

    private static int zipped(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.size();
    }
}
