package io.arcfleet.standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.arcfleet.simulation.SimulationClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The clusters that were registered, and the way to their API servers. */
final class StandInClusters {

    private static final Pattern REGISTER = Pattern.compile(
            "(/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Kubernetes/connectedClusters/([^/]+))/register",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ON_CLUSTER = Pattern.compile("/([0-9a-f]{64})(/.*)?");
    private static final String[] PASSED_ON = {"Accept", "Authorization", "Content-Type"};

    private final StandInSettings settings;
    private final StandInIdentity identity;
    private final AskedFile asked;
    private final URI api;
    private final String authority;
    private final HttpClient http;
    private final ConcurrentMap<String, Tunnel> tunnels = new ConcurrentHashMap<>();

    /**
     * No cluster yet.
     *
     * @param api where they will answer
     * @param authority PEM certificate that {@code api} is trusted with
     */
    StandInClusters(StandInSettings settings, StandInIdentity identity, AskedFile asked, URI api, String authority) {
        this.settings = settings;
        this.identity = identity;
        this.asked = asked;
        this.api = api;
        this.authority = authority;
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        this.http = (settings.authority() == null
                        ? builder
                        : builder.sslContext(SimulationClient.trusting(settings.authority())))
                .build();
    }

    /**
     * The way to an API server.
     *
     * @param ownToken what the proxy shows in place of the caller; null when the caller shows a token
     */
    private record Tunnel(String server, @Nullable String ownToken) {}

    /** Registers a cluster here and with the upstream, whose answer says where the API server is. */
    void register(HttpExchange exchange) throws IOException {
        Matcher path = REGISTER.matcher(exchange.getRequestURI().getPath());
        if (!exchange.getRequestMethod().equals("POST")
                || !path.matches()
                || !"api-version=2020-10-01".equals(exchange.getRequestURI().getQuery())) {
            Answers.send(exchange, 404, "404 page not found");
            return;
        }
        try {
            ObjectNode body =
                    (ObjectNode) StandIn.JSON.readTree(exchange.getRequestBody().readAllBytes());
            register(exchange, path.group(1), path.group(2), body);
        } catch (JsonProcessingException | ClassCastException | IllegalArgumentException e) {
            Answers.send(exchange, 400, "the body is not a registration");
        }
    }

    private void register(HttpExchange exchange, String id, String name, ObjectNode body) throws IOException {
        StandInKubeconfig sent = StandInKubeconfig.read(body);
        String ownToken = sent.hasToken() ? null : settings.clusterTokens().getOrDefault(name, "");
        if (ownToken != null) {
            sent.withToken(ownToken).writeTo(body);
        }
        HttpResponse<InputStream> answer = null;
        if (settings.upstream() != null) {
            answer = send(HttpRequest.newBuilder(URI.create(settings.upstream() + exchange.getRequestURI()))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                    .build());
        }
        int status = answer == null ? 502 : answer.statusCode();
        asked.add(AskedFile.line("register")
                .put("cluster", name.toLowerCase(Locale.ROOT))
                .put("method", ownToken == null ? "Token" : "AAD")
                .put("status", status));
        if (answer == null || status != 200) {
            String text = answer == null ? "there is no relay" : text(answer);
            Answers.send(exchange, status, text);
            return;
        }
        ObjectNode registered = (ObjectNode) StandIn.JSON.readTree(text(answer));
        StandInKubeconfig kubeconfig = StandInKubeconfig.read(registered);
        String hash = hash(id);
        tunnels.put(hash, new Tunnel(kubeconfig.server(), ownToken));
        kubeconfig.on(api + "/" + hash, authority);
        if (ownToken != null) {
            kubeconfig.withoutToken();
        }
        kubeconfig.writeTo(registered);
        Answers.send(exchange, 200, registered.toString());
    }

    /** Passes a request on to the API server of the cluster in its path, and the answer back. */
    void forward(HttpExchange exchange) throws IOException {
        Matcher path = ON_CLUSTER.matcher(exchange.getRequestURI().getRawPath());
        Tunnel tunnel = path.matches() ? tunnels.get(path.group(1)) : null;
        if (tunnel == null) {
            Answers.send(exchange, 404, "this cluster is not registered with the proxy");
            return;
        }
        if (tunnel.ownToken() != null && !identity.hasToken()) {
            Answers.send(exchange, 401, unauthorized());
            return;
        }
        String query = exchange.getRequestURI().getRawQuery();
        String rest = path.group(2) == null ? "" : path.group(2);
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(tunnel.server() + rest + (query == null ? "" : "?" + query)))
                .method(
                        exchange.getRequestMethod(),
                        HttpRequest.BodyPublishers.ofByteArray(
                                exchange.getRequestBody().readAllBytes()));
        for (String header : PASSED_ON) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                request.setHeader(header, value);
            }
        }
        if (tunnel.ownToken() != null) {
            request.setHeader("Authorization", "Bearer " + tunnel.ownToken());
        }
        HttpResponse<InputStream> answer;
        try {
            answer = send(request.build());
        } catch (IOException e) {
            Answers.send(exchange, 502, "the tunnel broke: " + e);
            return;
        }
        answer.headers()
                .firstValue("Content-Type")
                .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
        long length = answer.headers().firstValueAsLong("Content-Length").orElse(0);
        exchange.sendResponseHeaders(answer.statusCode(), length);
        try (InputStream body = answer.body()) {
            body.transferTo(exchange.getResponseBody());
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the stand-in ends", e);
        }
    }

    private static String text(HttpResponse<InputStream> answer) throws IOException {
        try (InputStream body = answer.body()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String unauthorized() {
        JsonNode status = StandIn.JSON
                .createObjectNode()
                .put("kind", "Status")
                .put("apiVersion", "v1")
                .put("status", "Failure")
                .put("message", "Unauthorized")
                .put("reason", "Unauthorized")
                .put("code", 401);
        return status.toString();
    }

    private static String hash(String id) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(id.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
