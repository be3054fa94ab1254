package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arcfleet.finding.Health;
import io.arcfleet.finding.ScanSummary;
import io.arcfleet.finding.Severity;
import io.arcfleet.sink.ClusterReports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonReportTest {
    @Test
    void is_one_document_with_totals_causes_and_the_clusters_that_are_not_healthy() throws IOException {
        ScanSummary summary =
                ClusterReports.partialScan(Map.of(Health.HEALTHY, 1, Health.UNKNOWN, 1, Health.BROKEN, 1), 2);

        JsonNode json = new JsonMapper().readTree(print(summary, "store-2"));

        assertThat(json.get("outcome").textValue()).isEqualTo("partial");
        assertThat(json.get("clustersByHealth"))
                .hasToString("{\"broken\":1,\"degraded\":0,\"healthy\":1,\"unknown\":1}");
        assertThat(json.get("findings").intValue()).isEqualTo(2);
        assertThat(json.get("coverage").get("notEvaluated").get("timed out").intValue())
                .isEqualTo(2);
        assertThat(json.get("missing").get(0).get("what").textValue()).startsWith("subscription 2222");
        assertThat(json.get("causes").get(0).get("clusters").intValue()).isEqualTo(1);
        JsonNode clusters = json.get("unhealthyClusters");
        assertThat(clusters).hasSize(2);
        assertThat(clusters.get(0).get("rootCauses").get(0).get("remedy").textValue())
                .startsWith("Do what helps");
        assertThat(clusters.get(1).get("notEvaluated").get(0).textValue()).startsWith("Not reached: timed out");
    }

    @Test
    void holds_no_character_that_can_act_on_a_terminal() {
        String text = print(ClusterReports.partialScan(Map.of(Health.BROKEN, 1), 2), "st\u001b[2J\u009b\u202eore");

        assertThat(text.replace(System.lineSeparator(), "")).matches("[ -~]*").contains("\\u001B");
    }

    @Test
    void the_severity_of_the_worst_finding_is_known() {
        try (FleetVerdicts verdicts = new FleetVerdicts()) {
            assertThat(verdicts.worst()).isEmpty();

            verdicts.deliver(List.of(ClusterReports.withFinding("a", Severity.LOW, "check", "m")));
            verdicts.deliver(List.of(ClusterReports.withFinding("b", Severity.HIGH, "check", "m")));
            verdicts.deliver(List.of(ClusterReports.withFinding("c", Severity.MEDIUM, "check", "m")));

            assertThat(verdicts.worst()).contains(Severity.HIGH);
        }
    }

    private static String print(ScanSummary summary, String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (FleetVerdicts verdicts = new FleetVerdicts()) {
            verdicts.deliver(List.of(
                    ClusterReports.unreached("store-3"),
                    ClusterReports.healthy("store-1"),
                    ClusterReports.broken(name)));
            JsonReport.print(verdicts, summary, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
