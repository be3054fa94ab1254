package io.arcfleet.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.arcfleet.simulation.SimulatedCluster;
import io.arcfleet.simulation.Simulation;
import io.arcfleet.simulation.SimulationClient;
import io.arcfleet.simulation.SimulationSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class StandInProxyIT {

    private static final String SERVER = "6256c85f-0aad-4d50-b960-e6e9b21efe35";

    @TempDir
    private Path folder;

    private final Simulation simulation = Simulation.start(SimulationSettings.of(3), Clock.systemUTC());
    private final SimulationClient client = new SimulationClient(simulation);
    private final SimulatedCluster cluster = simulation.clusters().getFirst();
    private final List<Integer> ports = freePorts();
    private final URI control = URI.create("http://127.0.0.1:" + ports.getFirst());
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
        started.forEach(process -> process.onExit().join());
        client.close();
        simulation.close();
    }

    @Test
    void passesReadsOfARegisteredClusterOnToItsApiServer() throws Exception {
        StandIn standIn = start(StandInSettings.of(simulation));
        String token = simulation.clusterToken(cluster.name());

        JsonNode kubeconfig = registered("\n    token: " + token);

        assertThat(server(kubeconfig)).matches("https://127\\.0\\.0\\.1:" + ports.getLast() + "/[0-9a-f]{64}");
        assertThat(get(kubeconfig, server(kubeconfig) + "/version", token).body())
                .contains("gitVersion");
        HttpResponse<String> pods =
                get(kubeconfig, server(kubeconfig) + "/api/v1/namespaces/azure-arc/pods?limit=1", token);
        assertThat(pods.statusCode()).isEqualTo(200);
        assertThat(StandIn.JSON.readTree(pods.body()).path("items")).hasSize(1);
        assertThat(get(kubeconfig, server(kubeconfig) + "/version", "other").statusCode())
                .isEqualTo(401);
        String elsewhere = server(kubeconfig).replaceAll("[0-9a-f]{64}", "0".repeat(64));
        assertThat(get(kubeconfig, elsewhere + "/version", token).statusCode()).isEqualTo(404);
        assertThat(standIn.asked("register"))
                .singleElement()
                .returns("Token", line -> line.path("method").asText())
                .returns(200, line -> line.path("status").asInt());
    }

    @Test
    void showsItsOwnTokenForAClusterThatWasRegisteredWithoutOne() throws Exception {
        StandIn standIn = start(StandInSettings.of(simulation).with(Misbehaviour.KEY_EXPIRES));
        JsonNode kubeconfig = registered("{}");
        String version = server(kubeconfig) + "/version";

        assertThat(kubeconfig.toString()).doesNotContain("token");
        assertThat(get(kubeconfig, version, "").statusCode()).isEqualTo(401);
        assertThat(post(kubeconfig, key(kubeconfig)).body()).isEqualTo("public key expired");
        assertThat(post(kubeconfig, key(kubeconfig)).statusCode()).isEqualTo(200);
        assertThat(get(kubeconfig, version, "").statusCode()).isEqualTo(200);
        assertThat(standIn.asked("at"))
                .extracting(line -> line.path("status").asInt())
                .containsExactly(500, 200);
    }

    @Test
    void registersNothingWithoutARelay() throws Exception {
        start(StandInSettings.alone());

        assertThat(client.register(control, cluster, "{}").statusCode()).isEqualTo(502);
    }

    private StandIn start(StandInSettings settings) throws IOException, InterruptedException {
        Path config = Files.writeString(
                folder.resolve("config.yml"),
                "server:\n  httpPort: " + ports.getFirst() + "\n  httpsPort: " + ports.getLast() + "\n");
        StandIn standIn = StandIn.executable(folder, settings);
        started.add(new ProcessBuilder(standIn.program().toString(), "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start());
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!accepts(ports.getLast())) {
            assertThat(started.getLast().isAlive()).as(() -> output()).isTrue();
            assertThat(System.nanoTime()).as(() -> output()).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return standIn;
    }

    private JsonNode registered(String user) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.register(control, cluster, user);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return SimulationClient.kubeconfig(answer);
    }

    private static String server(JsonNode kubeconfig) {
        return kubeconfig.at("/clusters/0/cluster/server").asText();
    }

    private String key(JsonNode kubeconfig) throws IOException, InterruptedException {
        String answer = get(kubeconfig, "https://127.0.0.1:" + ports.getLast() + "/identity/poppublickey", "")
                .body();
        return StandIn.JSON.readTree(answer).at("/publicKey/kid").asText();
    }

    private HttpResponse<String> post(JsonNode kubeconfig, String kid) throws IOException, InterruptedException {
        var body = StandIn.JSON
                .createObjectNode()
                .put("accessToken", "access")
                .put("serverId", SERVER)
                .put("tenantID", "tenant")
                .put("kid", kid);
        return send(
                kubeconfig,
                HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + ports.getLast() + "/identity/at"))
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    private static HttpResponse<String> get(JsonNode kubeconfig, String address, String token)
            throws IOException, InterruptedException {
        return send(kubeconfig, HttpRequest.newBuilder(URI.create(address)).header("Authorization", "Bearer " + token));
    }

    private static HttpResponse<String> send(JsonNode kubeconfig, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        String authority =
                kubeconfig.at("/clusters/0/cluster/certificate-authority-data").asText();
        String pem = new String(Base64.getDecoder().decode(authority), StandardCharsets.US_ASCII);
        try (HttpClient http = HttpClient.newBuilder()
                .sslContext(SimulationClient.trusting(pem))
                .build()) {
            return http.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
        }
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("output.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static List<Integer> freePorts() {
        try (ServerSocket first = new ServerSocket(0);
                ServerSocket second = new ServerSocket(0)) {
            return List.of(first.getLocalPort(), second.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
