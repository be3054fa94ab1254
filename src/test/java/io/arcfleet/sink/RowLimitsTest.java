package io.arcfleet.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arcfleet.finding.CheckResult;
import io.arcfleet.finding.Finding;
import io.arcfleet.finding.Health;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.finding.Verdict;
import io.arcfleet.snapshot.Observation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RowLimitsTest {
    @Test
    void a_text_within_the_limit_stays_as_it_is() {
        String text = "\u00e9".repeat(50);

        assertThat(RowLimits.cut(text, 100)).isSameAs(text);
    }

    @Test
    void a_longer_text_is_cut_to_the_limit_in_bytes_and_marked() {
        String cut = RowLimits.cut("\u00e9".repeat(51), 100);

        assertThat(cut).endsWith(RowLimits.MARK);
        assertThat(cut.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(99, 100);
    }

    @Test
    void a_cut_never_halves_a_character_outside_the_basic_plane() {
        String cut = RowLimits.cut("\ud83d\ude80".repeat(100), 101);

        assertThat(cut.replace("\ud83d\ude80", "")).isEqualTo(RowLimits.MARK);
    }

    @Test
    void a_field_larger_than_the_limit_is_cut_and_the_rest_stays() throws IOException {
        JsonNode row = row("x".repeat(70_000), Map.of("short", "kept"));

        assertThat(row.get("Message").textValue())
                .hasSize(RowLimits.FIELD_BYTES)
                .endsWith(RowLimits.MARK);
        assertThat(row.get("Evidence")).hasToString("{\"short\":\"kept\"}");
    }

    @Test
    void nested_evidence_larger_than_the_limit_stays_json_and_says_what_was_left_out() throws IOException {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("first", "y".repeat(70_000));
        for (int i = 0; i < 200; i++) {
            evidence.put("log" + i, "z".repeat(1_000));
        }

        JsonNode row = row("message", evidence);

        JsonNode kept = row.get("Evidence");
        assertThat(kept.toString().length()).isLessThanOrEqualTo(RowLimits.FIELD_BYTES);
        assertThat(kept.get("first").textValue()).endsWith(RowLimits.MARK);
        assertThat(kept.get("log0").textValue()).hasSize(1_000);
        assertThat(kept.get("truncated").textValue()).isEqualTo((201 - (kept.size() - 1)) + " left out");
    }

    @Test
    void a_long_list_keeps_its_first_entries_and_says_how_many_follow() throws IOException {
        List<CheckResult> results = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            results.add(new CheckResult.NotEvaluated("check-number-" + i, "not permitted", ""));
        }
        ClusterReport report = ClusterReports.report(
                "store-1", results, new Verdict(Health.UNKNOWN, List.of()), Observation.of("server"));

        JsonNode silences = json(Rows.cluster(report)).get("NotEvaluated");

        assertThat(silences.toString().length()).isLessThanOrEqualTo(RowLimits.FIELD_BYTES);
        assertThat(silences.get(0).get("checkId").textValue()).isEqualTo("check-number-0");
        assertThat(silences.get(silences.size() - 1).get("truncated").textValue())
                .isEqualTo((2_000 - (silences.size() - 1)) + " left out");
    }

    @Test
    void a_list_that_only_needs_shorter_texts_leaves_nothing_out() throws IOException {
        ClusterReport report = ClusterReports.withFinding("store-1", Severity.HIGH, "check", "x".repeat(70_000));

        JsonNode causes = json(Rows.cluster(report)).get("RootCauses");

        assertThat(causes)
                .singleElement()
                .satisfies(
                        cause -> assertThat(cause.get("sentence").textValue()).endsWith(RowLimits.MARK));
    }

    @Test
    void half_a_surrogate_pair_is_replaced_since_it_would_cost_the_whole_call() throws IOException {
        JsonNode row = row("a\ud83d\ude80b\ud83dc", Map.of("log", "\ude80"));

        assertThat(row.get("Message").textValue()).isEqualTo("a\ud83d\ude80b?c");
        assertThat(row.get("Evidence").get("log").textValue()).isEqualTo("?");
    }

    @Test
    void a_row_of_nothing_but_huge_fields_still_fits_into_a_call() throws IOException {
        String huge = "\u0001".repeat(300_000);
        Finding finding = ClusterReports.finding(
                "store-1", huge, Severity.HIGH, new Issue(huge, huge, Map.of("a", huge, "b", huge)));
        ClusterReport report = ClusterReports.report(
                huge,
                List.of(new CheckResult.Failed("check", List.of(finding))),
                new Verdict(Health.BROKEN, List.of()),
                Observation.of("server"));

        byte[] line = RowJson.line(Rows.findings(report).getFirst());

        assertThat(line).hasSizeLessThanOrEqualTo(RowLimits.ROW_BYTES);
        assertThat(new JsonMapper().readTree(line).get("Evidence")).hasToString("{\"truncated\":\"2 left out\"}");
    }

    private static JsonNode row(String message, Map<String, String> evidence) throws IOException {
        Finding finding =
                ClusterReports.finding("store-1", "check", Severity.HIGH, new Issue("cluster", message, evidence));
        ClusterReport report = ClusterReports.report(
                "store-1",
                List.of(new CheckResult.Failed("check", List.of(finding))),
                new Verdict(Health.BROKEN, List.of()),
                Observation.of("server"));
        return json(Rows.findings(report).getFirst());
    }

    private static JsonNode json(Row row) throws IOException {
        return new JsonMapper().readTree(RowJson.line(row));
    }
}
