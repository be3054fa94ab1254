package io.arcfleet.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A plain HTTPS client that trusts one simulation. */
public final class SimulationClient implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    private final Simulation simulation;
    private final HttpClient http;

    /** Over its own connections. */
    public SimulationClient(Simulation simulation) {
        this.simulation = simulation;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trusting(simulation.caCertificate()))
                .build();
    }

    /** A request builder with the simulation's token and a deadline. */
    HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + simulation.token());
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** GET of a path of Resource Manager. */
    HttpResponse<String> arm(String pathAndQuery) throws IOException, InterruptedException {
        return send(
                request(URI.create(simulation.resourceManager() + pathAndQuery)).build());
    }

    /** POST of JSON with the simulation's token. */
    public HttpResponse<String> post(URI uri, JsonNode body) throws IOException, InterruptedException {
        return send(request(uri)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .header("Content-Type", "application/json")
                .build());
    }

    /** The answer of listClusterUserCredential. */
    JsonNode credential(SimulatedCluster cluster) throws IOException, InterruptedException {
        URI uri = URI.create(
                simulation.resourceManager() + cluster.id() + "/listClusterUserCredential?api-version=2024-01-01");
        JsonNode body =
                JSON.createObjectNode().put("authenticationMethod", "Token").put("clientProxy", true);
        return JSON.readTree(post(uri, body).body());
    }

    /** Registers a cluster with the proxy as the command line of Azure does. */
    HttpResponse<String> register(SimulatedCluster cluster) throws IOException, InterruptedException {
        return register(simulation.proxyControl(), cluster, "\n    token: " + simulation.clusterToken(cluster.name()));
    }

    /**
     * Registers a cluster with a proxy.
     *
     * @param control address of its control port
     * @param user what the kubeconfig says of the user, as YAML
     */
    public HttpResponse<String> register(URI control, SimulatedCluster cluster, String user)
            throws IOException, InterruptedException {
        JsonNode credential = credential(cluster);
        String yaml = new String(
                Base64.getDecoder()
                        .decode(credential
                                .path("kubeconfigs")
                                .path(0)
                                .path("value")
                                .asText()),
                StandardCharsets.UTF_8);
        String withUser = yaml.replace("user: {}", "user: " + user);
        var body = JSON.createObjectNode();
        body.putArray("kubeconfigs")
                .addObject()
                .put("name", "Kubeconfig")
                .put("value", Base64.getEncoder().encodeToString(withUser.getBytes(StandardCharsets.UTF_8)));
        body.set("hybridConnectionConfig", credential.path("hybridConnectionConfig"));
        return post(URI.create(control + cluster.id() + "/register?api-version=2020-10-01"), body);
    }

    /** Registers a cluster and gives the kubeconfig's server, user token and certificate authority. */
    JsonNode kubeconfig(SimulatedCluster cluster) throws IOException, InterruptedException {
        return kubeconfig(register(cluster));
    }

    /** The kubeconfig in the answer to a registration. */
    public static JsonNode kubeconfig(HttpResponse<String> answer) throws IOException {
        String yaml = new String(
                Base64.getDecoder()
                        .decode(JSON.readTree(answer.body())
                                .path("kubeconfigs")
                                .path(0)
                                .path("value")
                                .asText()),
                StandardCharsets.UTF_8);
        Object config = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        return JSON.valueToTree(config);
    }

    /** Registers a cluster and gives the address of its API server. */
    String server(SimulatedCluster cluster) throws IOException, InterruptedException {
        return kubeconfig(cluster)
                .path("clusters")
                .path(0)
                .path("cluster")
                .path("server")
                .asText();
    }

    /** GET of a path of an API server. */
    HttpResponse<String> kubernetes(SimulatedCluster cluster, String server, String path, String accept)
            throws IOException, InterruptedException {
        return send(
                toKubernetes(cluster, server + path).header("Accept", accept).build());
    }

    /** POST to a path of an API server. */
    HttpResponse<String> post(SimulatedCluster cluster, String path, String body)
            throws IOException, InterruptedException {
        return send(toKubernetes(cluster, server(cluster) + path)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder toKubernetes(SimulatedCluster cluster, String uri) {
        return HttpRequest.newBuilder(URI.create(uri))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + simulation.clusterToken(cluster.name()));
    }

    HttpResponse<String> kubernetes(SimulatedCluster cluster, String path) throws IOException, InterruptedException {
        return kubernetes(cluster, server(cluster), path, "application/json");
    }

    @Override
    public void close() {
        http.close();
    }

    /** Trusts one certificate. */
    public static SSLContext trusting(String pem) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "ca",
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }
}
