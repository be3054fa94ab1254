package io.arcfleet.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arcfleet.snapshot.ConnectedCluster;
import io.arcfleet.snapshot.ConnectedCluster.AgentError;
import io.arcfleet.snapshot.ConnectedCluster.AgentProfile;
import io.arcfleet.snapshot.ConnectedCluster.Features;
import io.arcfleet.snapshot.ConnectivityStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConnectedClusterReaderTest {

    private static final String SUBSCRIPTION = "0a0a0a0a-0000-0000-0000-000000000001";
    private static final String ID = "/subscriptions/0A0A0A0A-0000-0000-0000-000000000001/resourceGroups/Shops"
            + "/providers/Microsoft.Kubernetes/connectedClusters/Shop-1";

    private final ConnectedClusterReader reader = new ConnectedClusterReader(Map.of(SUBSCRIPTION, "Retail"));

    @Test
    void readsAResourceOfTheApi() {
        ConnectedCluster cluster = live("""
                {"id": "%s", "name": "Shop-1", "location": "West Europe", "kind": "AWS",
                 "tags": {"owner": "retail", "none": null, "count": 3},
                 "systemData": {"createdAt": "2025-01-02T03:04:05.1234567Z"},
                 "properties": {
                   "distribution": "k3s", "infrastructure": "generic", "kubernetesVersion": "1.31.4+k3s1",
                   "agentVersion": "1.30.2", "totalNodeCount": 3, "totalCoreCount": 12,
                   "connectivityStatus": "Expired", "lastConnectivityTime": "2026-01-01T00:00:00+00:00",
                   "managedIdentityCertificateExpirationTime": "2026-02-01T00:00:00Z",
                   "provisioningState": "Succeeded", "privateLinkState": "Enabled",
                   "arcAgentProfile": {"desiredAgentVersion": "1.31.0", "agentAutoUpgrade": "Enabled",
                     "agentState": "Failed", "agentErrors": [
                       {"component": "config-agent", "severity": "Error", "message": "no route", "time":
                        "2026-01-01T01:00:00Z"}, {}, null, "plain words"]}}}
                """.formatted(ID));

        assertThat(cluster.identity().id()).isEqualTo(ID.toLowerCase(java.util.Locale.ROOT));
        assertThat(cluster.identity().name()).isEqualTo("Shop-1");
        assertThat(cluster.identity().subscriptionId()).isEqualTo(SUBSCRIPTION);
        assertThat(cluster.identity().resourceGroup()).isEqualTo("Shops");
        assertThat(cluster.identity().location()).isEqualTo("westeurope");
        assertThat(cluster)
                .isEqualTo(new ConnectedCluster(
                        cluster.identity(),
                        "Retail",
                        "AWS",
                        Map.of("owner", "retail", "count", "3"),
                        "k3s",
                        "generic",
                        "1.31.4+k3s1",
                        "1.30.2",
                        3,
                        12,
                        ConnectivityStatus.EXPIRED,
                        "Expired",
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Instant.parse("2026-02-01T00:00:00Z"),
                        "Succeeded",
                        true,
                        Instant.parse("2025-01-02T03:04:05.1234567Z"),
                        ConnectedCluster.Features.none(),
                        new AgentProfile(
                                "1.31.0",
                                "Enabled",
                                "Failed",
                                List.of(
                                        new AgentError(
                                                "config-agent",
                                                "Error",
                                                "no route",
                                                Instant.parse("2026-01-01T01:00:00Z")),
                                        new AgentError(null, null, "plain words", null))),
                        true));
    }

    @Test
    void readsARowOfResourceGraphWithAProfileInPascalCase() {
        ConnectedCluster cluster = graph("""
                {"id": "%s", "name": "Shop-1", "subscriptionId": "%s", "resourceGroup": "shops", "kind": "",
                 "connectivityStatus": "Connected", "totalNodeCount": "4", "totalCoreCount": -1,
                 "arcAgentProfile": {"DesiredAgentVersion": "1.31.0", "AgentErrors": [{"Message": "m"}]}}
                """.formatted(ID, SUBSCRIPTION));

        assertThat(cluster.identity().resourceGroup()).isEqualTo("shops");
        assertThat(cluster.kind()).isNull();
        assertThat(cluster.nodeCount()).isEqualTo(4);
        assertThat(cluster.coreCount()).isNull();
        assertThat(cluster.agent().desiredVersion()).isEqualTo("1.31.0");
        assertThat(cluster.agent().errors()).extracting(AgentError::message).containsExactly("m");
        assertThat(cluster.live()).isFalse();
    }

    @Test
    void readsAProfileThatCameAsText() {
        ConnectedCluster cluster = graph(
                "{\"id\": \"%s\", \"arcAgentProfile\": \"{\\\"agentState\\\":\\\"Succeeded\\\"}\"}".formatted(ID));

        assertThat(cluster.agent().state()).isEqualTo("Succeeded");
    }

    @Test
    void readsWhatIsSwitchedOnAndTakesTheCredentialsOutOfTheProxySettings() {
        String features = """
                "aadProfile": {"enableAzureRBAC": true}, "securityProfile": {"workloadIdentity": {"enabled": true}},
                "oidcIssuerProfile": {"enabled": true, "issuerUrl": "https://issuer"}, "gateway": {"enabled": true},
                "arcAgentryConfigurations": [null, {"feature": "other", "settings": {"a": "b"}},
                  {"feature": "Proxy", "settings": {"https_proxy": "http://svc:hun@ter2@proxy:3128",
                    "no_proxy": "10.0.0.0/8,.svc", "proxy_password": "hunter2", "port": 3128, "nested": {}}}]""";
        Features expected = new Features(
                true,
                true,
                true,
                true,
                Map.of("https_proxy", "http://proxy:3128", "no_proxy", "10.0.0.0/8,.svc", "port", "3128"));

        assertThat(live("{\"id\": \"%s\", \"properties\": {%s}}".formatted(ID, features))
                        .features())
                .isEqualTo(expected);
        assertThat(graph("{\"id\": \"%s\", %s}".formatted(ID, features)).features())
                .isEqualTo(expected);
    }

    @Test
    void aLiveRecordThatDoesNotTellOfAFeatureLeavesItAsResourceGraphHasIt() {
        ConnectedCluster known = graph("""
                {"id": "%s", "aadProfile": {"enableAzureRBAC": true}, "oidcIssuerProfile": {"enabled": true},
                 "arcAgentryConfigurations": [{"feature": "proxy", "settings": {"http_proxy": "http://proxy"}}]}
                """.formatted(ID));

        ConnectedCluster live = reader.knowing(List.of(known))
                .fromResourceManager(json("""
                        {"id": "%s", "properties": {"aadProfile": {"enableAzureRBAC": false}, "gateway": null}}
                        """.formatted(ID)))
                .orElseThrow();

        assertThat(live.features())
                .isEqualTo(new Features(false, false, true, false, Map.of("http_proxy", "http://proxy")));
    }

    @Test
    void featuresOfUnexpectedTypesAreOff() {
        assertThat(graph("""
                {"id": "%s", "aadProfile": [], "securityProfile": "x", "oidcIssuerProfile": {"enabled": {}},
                 "gateway": 5, "arcAgentryConfigurations": {"feature": "proxy"}}
                """.formatted(ID)).features()).isEqualTo(Features.none());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\": \"%s\"}",
                "{\"id\": \"%s\", \"name\": null, \"location\": null, \"tags\": null, \"connectivityStatus\": null,"
                        + " \"arcAgentProfile\": null, \"totalNodeCount\": null, \"properties\": null}",
                "{\"id\": \"%s\", \"name\": [], \"location\": {}, \"tags\": \"x\", \"connectivityStatus\": [1],"
                        + " \"arcAgentProfile\": 5, \"totalNodeCount\": \"many\", \"lastConnectivityTime\": \"never\","
                        + " \"privateLinkState\": {}, \"systemData\": [], \"properties\": \"x\"}"
            })
    void missingNullAndWrongFieldsAreAbsent(String json) {
        for (ConnectedCluster cluster : List.of(graph(json.formatted(ID)), live(json.formatted(ID)))) {
            assertThat(cluster.identity().name()).isEqualTo("Shop-1");
            assertThat(cluster.tags()).isEmpty();
            assertThat(cluster.connectivityStatus()).isEqualTo(ConnectivityStatus.OTHER);
            assertThat(cluster.connectivityWord()).isNull();
            assertThat(cluster.nodeCount()).isNull();
            assertThat(cluster.lastConnectivity()).isNull();
            assertThat(cluster.privateLink()).isFalse();
            assertThat(cluster.agent()).isEqualTo(AgentProfile.empty());
        }
    }

    @Test
    void anUnknownStatusKeepsItsWord() {
        ConnectedCluster cluster = graph("{\"id\": \"%s\", \"connectivityStatus\": \"Hibernating\"}".formatted(ID));

        assertThat(cluster.connectivityStatus()).isEqualTo(ConnectivityStatus.OTHER);
        assertThat(cluster.connectivityWord()).isEqualTo("Hibernating");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:00:00, 2026-01-01T00:00:00Z",
        "2026-01-01T02:00:00.5+02:00, 2026-01-01T00:00:00.500Z",
        "0001-01-01T00:00:00Z,",
        "yesterday,"
    })
    void readsTimesLeniently(String text, @org.jspecify.annotations.Nullable Instant expected) {
        ConnectedCluster cluster = graph("{\"id\": \"%s\", \"lastConnectivityTime\": \"%s\"}".formatted(ID, text));

        assertThat(cluster.lastConnectivity()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "[]",
                "{\"id\": 5}",
                "{\"id\": \"/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerService/managedClusters/c\"}",
                "{\"id\": \"/subscriptions/s/resourceGroups/g/providers/Microsoft.Kubernetes/connectedClusters/\"}"
            })
    void whatNamesNoClusterIsNotOne(String json) {
        assertThat(reader.fromGraph(json(json))).isEmpty();
        assertThat(reader.fromResourceManager(json(json))).isEmpty();
    }

    private ConnectedCluster graph(String json) {
        return reader.fromGraph(json(json)).orElseThrow();
    }

    private ConnectedCluster live(String json) {
        return reader.fromResourceManager(json(json)).orElseThrow();
    }

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
