package io.arcfleet.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** The control endpoint of the cluster connect proxy: the call that registers a cluster. */
final class ProxyControlService implements LoopbackServer.Service {

    private static final int LARGEST_BODY = 1 << 20;

    private final SimulatedFleet fleet;
    private final URI apiServers;
    private final String caCertificate;

    /**
     * The control endpoint of a proxy.
     *
     * @param apiServers base address under which the API servers answer
     */
    ProxyControlService(SimulatedFleet fleet, URI apiServers, String caCertificate) {
        this.fleet = fleet;
        this.apiServers = apiServers;
        this.caCertificate = caCertificate;
    }

    @Override
    public SimulatedService of(Call call) {
        return SimulatedService.PROXY_CONTROL;
    }

    @Override
    public Reply answer(Call call) throws IOException {
        if (!call.method().equals("POST")
                || !call.matches(
                        "subscriptions",
                        "*",
                        "resourceGroups",
                        "*",
                        "providers",
                        "Microsoft.Kubernetes",
                        "connectedClusters",
                        "*",
                        "register")) {
            return Reply.text(404, "404 page not found");
        }
        if (!call.query("api-version").equals("2020-10-01")) {
            return Reply.text(400, "unsupported api-version");
        }
        String id = call.path().substring(0, call.path().lastIndexOf('/'));
        Optional<ClusterState> cluster = fleet.byId(id);
        if (cluster.isEmpty()) {
            return Reply.text(400, "the relay knows no such cluster");
        }
        try {
            return register(cluster.get(), Reply.JSON.readTree(call.body(LARGEST_BODY)));
        } catch (JsonProcessingException e) {
            return Reply.text(400, "the body is not JSON");
        }
    }

    private Reply register(ClusterState cluster, JsonNode body) {
        JsonNode relay = body.path("hybridConnectionConfig");
        boolean complete = !relay.path("relay").asText().isEmpty()
                && relay.path("hybridConnectionName")
                        .asText()
                        .contains(cluster.traits().hash())
                && relay.path("token").asText().startsWith("SharedAccessSignature ")
                && relay.path("expirationTime").isIntegralNumber();
        if (!complete) {
            return Reply.text(400, "hybridConnectionConfig is not complete or belongs to another cluster");
        }
        Optional<String> token =
                userToken(body.path("kubeconfigs").path(0).path("value").asText());
        if (token.isEmpty()) {
            return Reply.text(400, "kubeconfigs[0].value is not a kubeconfig in base64 with the token of a user");
        }
        cluster.register(Instant.ofEpochSecond(relay.path("expirationTime").asLong()));
        ObjectNode answer = Reply.JSON.createObjectNode();
        answer.putArray("kubeconfigs")
                .addObject()
                .put("name", "Kubeconfig")
                .put("value", kubeconfig(cluster, token.get()));
        return Reply.json(200, answer);
    }

    private static Optional<String> userToken(String base64) {
        try {
            String yaml = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            Object config = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
            if (config instanceof Map<?, ?> map
                    && map.get("users") instanceof List<?> users
                    && !users.isEmpty()
                    && users.getFirst() instanceof Map<?, ?> first
                    && first.get("user") instanceof Map<?, ?> user
                    && user.get("token") instanceof String token
                    && !token.isBlank()) {
                return Optional.of(token);
            }
            return Optional.empty();
        } catch (IllegalArgumentException | YAMLException e) {
            return Optional.empty();
        }
    }

    private String kubeconfig(ClusterState cluster, String token) {
        String authority = Base64.getEncoder().encodeToString(caCertificate.getBytes(StandardCharsets.US_ASCII));
        String yaml = """
                apiVersion: v1
                kind: Config
                preferences: {}
                clusters:
                - cluster:
                    certificate-authority-data: %s
                    server: %s/%s
                  name: %4$s
                contexts:
                - context:
                    cluster: %4$s
                    user: %4$s
                  name: %4$s
                current-context: %4$s
                users:
                - name: %4$s
                  user:
                    token: %5$s
                """.formatted(
                authority, apiServers, cluster.traits().hash(), cluster.traits().name(), token);
        return Base64.getEncoder().encodeToString(yaml.getBytes(StandardCharsets.UTF_8));
    }
}
