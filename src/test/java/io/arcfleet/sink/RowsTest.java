package io.arcfleet.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arcfleet.finding.Health;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RowsTest {
    @Test
    void a_finding_row_says_which_root_cause_explains_it() {
        List<FindingRow> rows = Rows.findings(ClusterReports.broken("store-1"));

        assertThat(rows).extracting(FindingRow::rootCause).containsExactly(true, false);
        assertThat(rows.getFirst().explainedBy()).isNull();
        assertThat(rows.getLast().explainedBy()).isEqualTo(rows.getFirst().findingId());
    }

    @Test
    void a_finding_becomes_json_with_nested_evidence_and_iso_times() throws IOException {
        JsonNode row = json(Rows.findings(ClusterReports.broken("store-1")).getFirst());

        assertThat(row.get("TimeGenerated").textValue()).isEqualTo("2026-07-01T08:00:00Z");
        assertThat(row.get("FirstSeen")).isEqualTo(row.get("TimeGenerated"));
        assertThat(row.get("Evidence").get("expired").textValue()).isEqualTo("2026-06-28T00:00:00Z");
        assertThat(row.get("Severity").textValue()).isEqualTo("critical");
        assertThat(row.get("State").textValue()).isEqualTo("open");
        assertThat(row.get("SchemaVersion").intValue()).isEqualTo(1);
        assertThat(row.get("Simulated").booleanValue()).isTrue();
        assertThat(row.get("ClusterId").textValue())
                .startsWith("/subscriptions/11111111-")
                .endsWith("/connectedclusters/store-1");
        assertThat(row.has("IncidentId")).isFalse();
        assertThat(row.has("WaiverId")).isFalse();
    }

    @Test
    void a_cluster_becomes_json_with_its_causes_silences_and_reads() throws IOException {
        JsonNode row = json(Rows.cluster(ClusterReports.broken("store-1")));

        assertThat(row.get("Verdict").textValue()).isEqualTo("broken");
        assertThat(row.get("UnrecoverableOn").textValue()).isEqualTo("2026-06-28T00:00:00Z");
        assertThat(row.get("KubernetesVersion").textValue()).isEqualTo("v1.32.3");
        assertThat(row.get("ConnectivityStatus").textValue()).isEqualTo("Connected");
        assertThat(row.get("Location").textValue()).isEqualTo("westeurope");
        assertThat(row.get("NodeCount").intValue()).isEqualTo(3);
        assertThat(row.get("Tags").get("region").textValue()).isEqualTo("emea");
        assertThat(row.get("RootCauses").get(0).get("checkId").textValue()).isEqualTo("identity-certificate-valid");
        assertThat(row.get("RootCauses").get(0).get("explains").intValue()).isEqualTo(1);
        assertThat(row.get("NotEvaluated")).hasToString("[{\"checkId\":\"nodes-ready\",\"reason\":\"not permitted\"}]");
        assertThat(row.get("Reads")).hasToString("[{\"read\":\"pods\",\"ms\":42,\"outcome\":\"ok\"}]");
        assertThat(row.get("DurationMs").longValue()).isEqualTo(1234);
        assertThat(row.get("Reached").booleanValue()).isTrue();
        assertThat(row.has("ReachFailure")).isFalse();
        assertThat(row.has("Kind")).isFalse();
    }

    @Test
    void a_cluster_that_was_not_reached_says_why() {
        ClusterRow row = Rows.cluster(ClusterReports.unreached("store-1"));

        assertThat(row.reached()).isFalse();
        assertThat(row.reachFailure()).isEqualTo("timed out: GET /version: no answer within 10 s");
        assertThat(row.checksNotEvaluated()).isEqualTo(2);
    }

    @Test
    void a_check_that_is_at_fault_counts_as_not_evaluated_and_never_as_passed() {
        ClusterRow row = Rows.cluster(ClusterReports.denied("store-1"));

        assertThat(row.checksPassed()).isEqualTo(1);
        assertThat(row.checksFailed()).isZero();
        assertThat(row.checksNotEvaluated()).isEqualTo(2);
        assertThat(row.notEvaluated())
                .containsExactly(
                        new ClusterRow.Silence("agent-pods-ready", "not permitted"),
                        new ClusterRow.Silence("nodes-ready", "check at fault"));
    }

    @Test
    void a_cluster_without_its_azure_side_leaves_the_columns_of_the_resource_out() throws IOException {
        JsonNode row = json(Rows.cluster(ClusterReports.withoutAzure("laptop")));

        assertThat(row.get("ClusterName").textValue()).isEqualTo("laptop");
        assertThat(row.get("KubernetesVersion").textValue()).isEqualTo("v1.32.3");
        assertThat(List.of("Tags", "SubscriptionId", "ConnectivityStatus", "UnrecoverableOn", "NodeCount"))
                .noneMatch(row::has);
    }

    @Test
    void a_scan_becomes_json_with_scope_missing_parts_and_calls() throws IOException {
        JsonNode row = json(Rows.scan(ClusterReports.partialScan(Map.of(Health.BROKEN, 2, Health.HEALTHY, 5), 4)));

        assertThat(row.get("TimeGenerated").textValue()).isEqualTo("2026-07-01T08:00:00.400Z");
        assertThat(row.get("Outcome").textValue()).isEqualTo("partial");
        assertThat(row.get("Broken").intValue()).isEqualTo(2);
        assertThat(row.get("Unknown").intValue()).isZero();
        assertThat(row.get("Missing").get(0).get("why").textValue()).startsWith("not permitted");
        assertThat(row.get("Calls"))
                .hasToString("{\"resource graph\":{\"calls\":5,\"throttles\":1,\"waitedMs\":1500}}");
    }

    private static JsonNode json(Row row) throws IOException {
        return new JsonMapper().readTree(RowJson.line(row));
    }
}
