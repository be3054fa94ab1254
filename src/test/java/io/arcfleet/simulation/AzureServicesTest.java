package io.arcfleet.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class AzureServicesTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-07-15T10:00:00Z"), ZoneOffset.UTC);
    private static final String LIST = "/providers/Microsoft.Kubernetes/connectedClusters?api-version=2026-05-01";

    private final Simulation simulation =
            Simulation.start(SimulationSettings.of(30).withPageSize(4), CLOCK);
    private final SimulationClient client = new SimulationClient(simulation);

    @AfterEach
    void close() {
        client.close();
        simulation.close();
    }

    @Test
    void callsWithoutTheTokenAreRefused() throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(HttpRequest.newBuilder(
                        URI.create(simulation.resourceManager() + "/subscriptions?api-version=2022-12-01"))
                .build());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("Bearer authorization_uri="));
        assertThat(code(answer)).isEqualTo("AuthenticationFailed");
    }

    @Test
    void listsAreCompleteOverTheirNextLinks() throws IOException, InterruptedException {
        List<String> ids = new ArrayList<>();
        for (JsonNode subscription : all("/subscriptions?api-version=2022-12-01")) {
            all(subscription.path("id").asText() + LIST)
                    .forEach(cluster -> ids.add(cluster.path("id").asText().toLowerCase(Locale.ROOT)));
        }

        assertThat(ids)
                .containsExactlyInAnyOrderElementsOf(
                        simulation.clusters().stream().map(SimulatedCluster::id).toList());
    }

    @Test
    void theNewestApiVersionHasMoreProperties() throws IOException, InterruptedException {
        String id = simulation.clusters().getFirst().id();

        JsonNode newest = body(client.arm(id + "?api-version=2026-05-01"));
        JsonNode older = body(client.arm(id + "?api-version=2024-01-01"));

        assertThat(newest.path("properties").has("oidcIssuerProfile")).isTrue();
        assertThat(older.path("properties").has("oidcIssuerProfile")).isFalse();
        assertThat(older.path("properties").path("connectivityStatus").asText()).isEqualTo("Connected");
        assertThat(older.path("properties").path("lastConnectivityTime").asText())
                .isLessThan(CLOCK.instant().toString());
    }

    @Test
    void unknownApiVersionsAndResourcesAreErrors() throws IOException, InterruptedException {
        String subscription = simulation.clusters().getFirst().subscriptionId();

        assertThat(code(client.arm("/subscriptions/" + subscription
                        + "/providers/Microsoft.Kubernetes/connectedClusters?api-version=2019-01-01")))
                .isEqualTo("NoRegisteredProviderFound");
        HttpResponse<String> missing = client.arm("/subscriptions/" + subscription
                + "/resourceGroups/none/providers/Microsoft.Kubernetes/connectedClusters/none?api-version=2024-01-01");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(code(missing)).isEqualTo("ResourceNotFound");
    }

    @Test
    void aForbiddenSubscriptionRefusesItsList() throws IOException, InterruptedException {
        simulation.setFleetFaults(Set.of(Fault.SUBSCRIPTION_FORBIDDEN));
        List<Integer> statuses = new ArrayList<>();
        for (JsonNode subscription : all("/subscriptions?api-version=2022-12-01")) {
            statuses.add(client.arm(subscription.path("id").asText() + LIST).statusCode());
        }

        assertThat(statuses).containsOnlyOnce(403).contains(200);
    }

    @Test
    void resourceGraphPagesTheShippedQueries() throws IOException, InterruptedException {
        List<JsonNode> rows = new ArrayList<>();
        ObjectNode request = query("connected-clusters.kql");
        ObjectNode options = request.putObject("options").put("$top", 7).put("resultFormat", "objectArray");
        JsonNode page = body(graph(request));
        page.path("data").forEach(rows::add);
        while (page.has("$skipToken")) {
            options.put("$skipToken", page.path("$skipToken").asText());
            page = body(graph(request));
            page.path("data").forEach(rows::add);
        }

        assertThat(page.path("totalRecords").asInt()).isEqualTo(30);
        assertThat(rows).extracting(row -> row.path("id").asText()).isSorted().hasSize(30);
        assertThat(rows.getFirst().fieldNames())
                .toIterable()
                .contains("connectivityStatus", "managedIdentityCertificateExpirationTime", "arcAgentProfile", "tags");
    }

    @Test
    void resourceGraphHonoursSubscriptions() throws IOException, InterruptedException {
        String subscription = simulation.clusters().getFirst().subscriptionId();
        ObjectNode request = query("extensions.kql");
        request.putArray("subscriptions").add(subscription);
        request.putObject("options").put("$top", 1000);

        assertThat(body(graph(request)).path("data"))
                .isNotEmpty()
                .allSatisfy(
                        row -> assertThat(row.path("subscriptionId").asText()).isEqualTo(subscription));
    }

    @Test
    void resourceGraphRefusesOtherQueries() throws IOException, InterruptedException {
        HttpResponse<String> answer =
                graph(SimulationClient.JSON.createObjectNode().put("query", "resources | take 1"));

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void aThrottledGraphRefusesTheFirstCallOfEachQuery() throws IOException, InterruptedException {
        simulation.setFleetFaults(Set.of(Fault.THROTTLED_GRAPH));

        HttpResponse<String> first = graph(query("extensions.kql"));
        assertThat(first.statusCode()).isEqualTo(429);
        assertThat(first.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(graph(query("extensions.kql")).statusCode()).isEqualTo(200);
        assertThat(graph(query("flux-configurations.kql")).statusCode()).isEqualTo(429);
    }

    @Test
    void failedExtensionsAndFluxConfigurationsAreInTheGraph() throws IOException, InterruptedException {
        String id = simulation.clusters().getFirst().id();
        simulation.setFaults(id, Set.of(Fault.EXTENSION_FAILED, Fault.FLUX_NON_COMPLIANT));

        assertThat(body(graph(query("extensions.kql"))).path("data"))
                .filteredOn(row -> row.path("provisioningState").asText().equals("Failed"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.path("id").asText().toLowerCase(Locale.ROOT)).startsWith(id);
                    assertThat(row.path("errorInfo").toString()).contains("ExtensionOperationFailed");
                });
        assertThat(body(graph(query("flux-configurations.kql"))).path("data"))
                .filteredOn(row -> row.path("complianceState").asText().equals("Non-Compliant"))
                .singleElement()
                .satisfies(row -> assertThat(row.path("statuses").toString()).contains("BuildFailed"));
    }

    @Test
    void credentialsHaveTheRelayAndRegistrationGivesTheWayIn() throws IOException, InterruptedException {
        SimulatedCluster cluster = simulation.clusters().getFirst();

        JsonNode relay = client.credential(cluster).path("hybridConnectionConfig");
        JsonNode config = client.kubeconfig(cluster);

        assertThat(relay.path("expirationTime").asLong())
                .isEqualTo(CLOCK.instant().plusSeconds(10_800).getEpochSecond());
        assertThat(relay.path("hybridConnectionName").asText())
                .startsWith("microsoft.kubernetes/connectedclusters/" + ClusterTraits.hash(cluster.id()) + "/");
        assertThat(relay.path("token").asText()).startsWith("SharedAccessSignature ");
        assertThat(config.path("clusters")
                        .path(0)
                        .path("cluster")
                        .path("server")
                        .asText())
                .matches("https://127\\.0\\.0\\.1:\\d+/" + ClusterTraits.hash(cluster.id()));
        assertThat(config.path("users").path(0).path("user").path("token").asText())
                .isEqualTo(simulation.clusterToken(cluster.name()));
    }

    @Test
    void registrationRefusesWhatTheProxyCannotUse() throws IOException, InterruptedException {
        SimulatedCluster cluster = simulation.clusters().getFirst();
        URI register = URI.create(simulation.proxyControl() + cluster.id() + "/register?api-version=2020-10-01");
        ObjectNode withoutToken = SimulationClient.JSON.createObjectNode();
        withoutToken.set("kubeconfigs", client.credential(cluster).path("kubeconfigs"));
        withoutToken.set("hybridConnectionConfig", client.credential(cluster).path("hybridConnectionConfig"));

        assertThat(client.post(register, SimulationClient.JSON.createObjectNode())
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.post(register, withoutToken).statusCode()).isEqualTo(400);
    }

    private List<JsonNode> all(String first) throws IOException, InterruptedException {
        List<JsonNode> values = new ArrayList<>();
        JsonNode page = body(client.arm(first));
        page.path("value").forEach(values::add);
        while (page.has("nextLink")) {
            page = body(client.send(
                    client.request(URI.create(page.path("nextLink").asText())).build()));
            assertThat(page.path("value").size()).isLessThanOrEqualTo(4);
            page.path("value").forEach(values::add);
        }
        return values;
    }

    private HttpResponse<String> graph(JsonNode request) throws IOException, InterruptedException {
        return client.post(
                URI.create(simulation.resourceManager()
                        + "/providers/Microsoft.ResourceGraph/resources?api-version=2021-03-01"),
                request);
    }

    private static ObjectNode query(String file) throws IOException {
        try (InputStream text = AzureServicesTest.class.getResourceAsStream("/io/arcfleet/fleet/" + file)) {
            String query = new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
            return SimulationClient.JSON.createObjectNode().put("query", query.replace("\n", "\r\n"));
        }
    }

    private static JsonNode body(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return SimulationClient.JSON.readTree(answer.body());
    }

    private static String code(HttpResponse<String> answer) throws IOException {
        return SimulationClient.JSON
                .readTree(answer.body())
                .path("error")
                .path("code")
                .asText();
    }
}
