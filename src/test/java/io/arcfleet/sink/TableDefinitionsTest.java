package io.arcfleet.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.NamingBase;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.FindingState;
import io.arcfleet.finding.Health;
import io.arcfleet.finding.ScanOutcome;
import io.arcfleet.finding.Severity;
import io.arcfleet.snapshot.Reason;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds {@code infra/tables} to the rows that are written, and to what a workspace takes. */
final class TableDefinitionsTest {

    /** Documented in "Logs Ingestion API in Azure Monitor"; Log Analytics compares names without case here. */
    private static final Set<String> RESERVED =
            Set.of("id", "_resourceid", "_subscriptionid", "tenantid", "type", "uniqueid", "title");

    private static final NamingBase NAMES = (NamingBase) PropertyNamingStrategies.UPPER_CAMEL_CASE;

    @ParameterizedTest
    @MethodSource("rowsAndTables")
    void the_columns_are_the_components_of_the_row_in_their_order(Class<?> row, TableDefinition table) {
        assertThat(table.columns().stream()
                        .map(column -> column.name() + " " + column.type())
                        .toList())
                .containsExactlyElementsOf(Arrays.stream(row.getRecordComponents())
                        .map(component -> NAMES.translate(component.getName()) + " " + type(component))
                        .toList());
    }

    static Stream<Arguments> rowsAndTables() {
        return Stream.of(
                Arguments.of(FindingRow.class, TableDefinition.FINDINGS),
                Arguments.of(ClusterRow.class, TableDefinition.CLUSTERS),
                Arguments.of(ScanRow.class, TableDefinition.SCANS));
    }

    @Test
    void the_streams_are_those_of_the_tables() {
        assertThat(TableDefinition.all())
                .extracting(table -> "Custom-" + table.name())
                .containsExactly(LogAnalyticsSink.FINDINGS, LogAnalyticsSink.CLUSTERS, LogAnalyticsSink.SCANS);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void a_workspace_takes_the_names_of_the_columns(TableDefinition table) {
        assertThat(table.columns())
                .extracting(column -> column.name().toLowerCase(Locale.ROOT))
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(RESERVED)
                .allMatch(name -> name.matches("[a-z][a-z0-9_]{0,44}"));
        assertThat(table.columns().getFirst().name()).isEqualTo("TimeGenerated");
    }

    @ParameterizedTest
    @MethodSource("tables")
    void the_table_and_each_column_are_described_in_sentences(TableDefinition table) {
        assertThat(table.description()).matches("[A-Z].{40,}\\.");
        assertThat(table.columns())
                .allSatisfy(column ->
                        assertThat(column.description()).as(column.name()).matches("[A-Z].{15,}[.\\]]"));
    }

    static List<TableDefinition> tables() {
        return TableDefinition.all();
    }

    @Test
    void the_closed_lists_are_those_of_the_program() {
        List<String> reasons = words(Reason.values(), Reason::word);
        assertThat(TableDefinition.FINDINGS.column("Area").words()).isEqualTo(words(Area.values(), Area::word));
        assertThat(TableDefinition.FINDINGS.column("Severity").words())
                .isEqualTo(words(Severity.values(), Severity::word));
        assertThat(TableDefinition.FINDINGS.column("State").words())
                .containsExactlyInAnyOrderElementsOf(words(FindingState.values(), FindingState::word));
        assertThat(TableDefinition.CLUSTERS.column("Verdict").words()).isEqualTo(words(Health.values(), Health::word));
        assertThat(TableDefinition.CLUSTERS.column("ReachFailure").words()).isEqualTo(reasons);
        assertThat(TableDefinition.CLUSTERS.column("NotEvaluated").words())
                .isEqualTo(Stream.concat(reasons.stream(), Stream.of("check at fault"))
                        .toList());
        assertThat(TableDefinition.CLUSTERS.column("Reads").words())
                .isEqualTo(Stream.concat(Stream.of("ok"), reasons.stream()).toList());
        assertThat(TableDefinition.SCANS.column("Outcome").words())
                .isEqualTo(words(ScanOutcome.values(), ScanOutcome::word));
    }

    @Test
    void the_rows_fit_the_tables() throws IOException {
        for (ClusterReport report : List.of(
                ClusterReports.broken("store-1"),
                ClusterReports.unreached("store-2"),
                ClusterReports.denied("store-3"),
                ClusterReports.withoutAzure("laptop"))) {
            assertThat(TableDefinition.CLUSTERS.problems(json(Rows.cluster(report))))
                    .isEmpty();
            for (FindingRow row : Rows.findings(report)) {
                assertThat(TableDefinition.FINDINGS.problems(json(row))).isEmpty();
            }
        }
        assertThat(TableDefinition.SCANS.problems(
                        json(Rows.scan(ClusterReports.partialScan(Map.of(Health.BROKEN, 2), 4)))))
                .isEmpty();
    }

    @Test
    void a_row_that_does_not_fit_is_noticed() throws IOException {
        ObjectNode row = (ObjectNode) json(Rows.cluster(ClusterReports.healthy("store-1")));
        row.put("Color", "green").put("NodeCount", "3").put("Verdict", "fine").put("LastConnectivity", "yesterday");
        row.put("Tags", "region=emea").put("Reached", 1).put("DurationMs", 1.5).put("ClusterName", true);

        assertThat(TableDefinition.CLUSTERS.problems(row))
                .containsExactlyInAnyOrder(
                        "ArcFleetClusters_CL has no column Color",
                        "NodeCount is no int: \"3\"",
                        "Verdict is none of [healthy, unknown, degraded, broken]: \"fine\"",
                        "LastConnectivity is no datetime: \"yesterday\"",
                        "Tags is no dynamic: \"region=emea\"",
                        "Reached is no boolean: 1",
                        "DurationMs is no long: 1.5",
                        "ClusterName is no string: true");
    }

    private static <E> List<String> words(E[] values, Function<E, String> word) {
        return Arrays.stream(values).map(word).toList();
    }

    private static String type(RecordComponent component) {
        Class<?> type = component.getType();
        if (Map.class.isAssignableFrom(type) || List.class.isAssignableFrom(type)) {
            return "dynamic";
        }
        String word = Map.<Class<?>, String>of(
                        String.class, "string",
                        int.class, "int",
                        Integer.class, "int",
                        long.class, "long",
                        boolean.class, "boolean",
                        Instant.class, "datetime")
                .get(type);
        return Objects.requireNonNull(word, () -> "no type of Log Analytics for " + component);
    }

    private static JsonNode json(Row row) throws IOException {
        return new JsonMapper().readTree(RowJson.line(row));
    }
}
