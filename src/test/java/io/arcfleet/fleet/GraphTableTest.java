package io.arcfleet.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arcfleet.snapshot.ClusterExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The columns of the shipped queries and the readers of their rows belong together. */
final class GraphTableTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern COLUMN = Pattern.compile("^(\\w+)(?:\\s*=.*)?$", Pattern.DOTALL);
    private static final String CLUSTER =
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.Kubernetes/connectedClusters/";
    private static final String CHILD = CLUSTER + "c/providers/Microsoft.KubernetesConfiguration/x/";

    /** Values of the columns that are not plain texts. */
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("tags", "{\"a\":\"b\"}"),
            Map.entry("lastConnectivityTime", "\"2026-01-01T00:00:00Z\""),
            Map.entry("managedIdentityCertificateExpirationTime", "\"2026-01-01T00:00:00Z\""),
            Map.entry("statusUpdatedAt", "\"2026-01-01T00:00:00Z\""),
            Map.entry("totalNodeCount", "3"),
            Map.entry("totalCoreCount", "3"),
            Map.entry("privateLinkState", "\"Enabled\""),
            Map.entry("suspend", "true"),
            Map.entry("arcAgentProfile", "{\"agentState\":\"Failed\"}"),
            Map.entry("aadProfile", "{\"enableAzureRBAC\":true}"),
            Map.entry("securityProfile", "{\"workloadIdentity\":{\"enabled\":true}}"),
            Map.entry("oidcIssuerProfile", "{\"enabled\":true}"),
            Map.entry("gateway", "{\"enabled\":true}"),
            Map.entry("arcAgentryConfigurations", "[{\"feature\":\"proxy\",\"settings\":{\"https_proxy\":\"p\"}}]"),
            Map.entry("startedAt", "\"2026-01-01T00:00:00Z\""),
            Map.entry("impact", "[{\"impactedService\":\"Azure Arc\",\"impactedRegions\":[\"global\"]}]"),
            Map.entry("errorInfo", "{\"code\":\"E\"}"),
            Map.entry("statuses", "[{\"code\":\"E\",\"kind\":\"K\",\"complianceState\":\"Pending\"}]"));

    @TestFactory
    List<DynamicTest> everyColumnIsRead() {
        List<DynamicTest> tests = new ArrayList<>();
        ConnectedClusterReader clusters = new ConnectedClusterReader(Map.of());
        tests.addAll(columnTests(
                GraphTable.CONNECTED_CLUSTERS,
                CLUSTER,
                Set.of(),
                row -> clusters.fromGraph(row).orElseThrow()));
        // The subscription of a child is that of its cluster, which its ID names.
        tests.addAll(columnTests(
                GraphTable.EXTENSIONS,
                CHILD,
                Set.of("subscriptionId"),
                row -> ExtensionReader.read(row).orElseThrow()));
        tests.addAll(columnTests(
                GraphTable.FLUX_CONFIGURATIONS,
                CHILD,
                Set.of("subscriptionId"),
                row -> FluxConfigurationReader.read(row).orElseThrow()));
        // An incident has no cluster; a row without the services that it concerns is left out.
        tests.addAll(columnTests(
                GraphTable.SERVICE_INCIDENTS,
                CHILD,
                Set.of("id", "subscriptionId"),
                row -> IncidentReader.read(withDefaults((ObjectNode) row))));
        return tests;
    }

    private static ObjectNode withDefaults(ObjectNode incident) {
        ObjectNode complete = row("impact", "[{\"impactedService\":\"Azure Arc enabled Kubernetes\"}]");
        if (!incident.has("name")) {
            complete.put("name", "event");
        }
        complete.setAll(incident);
        return complete;
    }

    @ParameterizedTest
    @EnumSource(GraphTable.class)
    void everyQueryCanBePaged(GraphTable table) {
        assertThat(columns(table)).startsWith("id");
        assertThat(table.query().strip()).endsWith("| order by id asc");
    }

    @Test
    void findsTheColumns() {
        assertThat(columns(GraphTable.EXTENSIONS))
                .containsExactly(
                        "id",
                        "name",
                        "subscriptionId",
                        "extensionType",
                        "currentVersion",
                        "provisioningState",
                        "errorInfo",
                        "statuses");
        assertThat(ExtensionReader.read(row("id", "\"" + CHILD + "x\""))
                        .orElseThrow()
                        .value())
                .isInstanceOf(ClusterExtension.class);
    }

    private static List<DynamicTest> columnTests(
            GraphTable table, String idPrefix, Set<String> exempt, Function<JsonNode, ?> reader) {
        String id = "\"" + idPrefix + "x\"";
        Object without = reader.apply(row("id", id));
        return columns(table).stream()
                .filter(column -> !exempt.contains(column))
                .map(column -> DynamicTest.dynamicTest(table.words() + ": " + column, () -> {
                    String value = column.equals("id")
                            ? "\"" + idPrefix + "other\""
                            : VALUES.getOrDefault(column, "\"value of " + column + "\"");
                    ObjectNode row = row("id", id);
                    row.set(column, JSON.readTree(value));
                    assertThat(reader.apply(row)).isNotEqualTo(without);
                }))
                .toList();
    }

    private static ObjectNode row(String column, String value) {
        try {
            ObjectNode row = JSON.createObjectNode();
            row.set(column, JSON.readTree(value));
            return row;
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(value, e);
        }
    }

    /** The names between {@code project} and the next operator; commas inside brackets do not separate. */
    private static List<String> columns(GraphTable table) {
        String query = table.query();
        String projection = query.substring(query.indexOf("| project ") + 10, query.lastIndexOf("| order by"));
        List<String> columns = new ArrayList<>();
        int depth = 0;
        StringBuilder column = new StringBuilder();
        for (char c : (projection + ",").toCharArray()) {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                Matcher matcher = COLUMN.matcher(column.toString().strip());
                assertThat(matcher.matches()).as(column.toString()).isTrue();
                columns.add(matcher.group(1));
                column.setLength(0);
            } else {
                column.append(c);
            }
        }
        return columns;
    }
}
