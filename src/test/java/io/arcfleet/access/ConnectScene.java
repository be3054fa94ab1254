package io.arcfleet.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arcfleet.MovingClock;
import io.arcfleet.arm.ArmClient;
import io.arcfleet.arm.ArmException;
import io.arcfleet.arm.CallReceipts;
import io.arcfleet.arm.CredentialGovernor;
import io.arcfleet.config.AccessSettings.CredentialRate;
import io.arcfleet.config.Cloud;
import io.arcfleet.snapshot.AzureFacts;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A cluster, a proxy in front of it that can be started again, and an Azure that knows both. */
final class ConnectScene implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    static final ClusterIdentity STORE = ClusterIdentity.of("sub-1", "Stores", "Store-1", null);
    static final ClusterTarget TARGET = new ClusterTarget(STORE, AzureFacts.unavailable(Reason.NOT_ATTEMPTED, "off"));

    /** SHA-256 of /subscriptions/sub-1/resourcegroups/stores/providers/microsoft.kubernetes/connectedclusters/store-1. */
    static final String HASH = "669bde7506ab7454841905f553a97137aba9311478565b4c75983528cf097f9b";

    static final String RELAY_TOKEN = "SharedAccessSignature sr=relay&sig=relay-secret";
    static final TestAuthority AUTHORITY = new TestAuthority("proxy authority");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    final FakeArm arm = new FakeArm();
    final FakeLogin login = new FakeLogin();
    final MovingClock clock = new MovingClock(NOW);
    Cloud cloud = Cloud.PUBLIC;

    /** What is done when the proxy is asked for, after it was lost. */
    Runnable starting = () -> {};

    private final List<ProxyAccess> opened = new ArrayList<>();
    private volatile Proxy proxy;

    ConnectScene() {
        this.proxy = new Proxy(1);
    }

    /** An access to this scene. */
    ProxyAccess access() {
        ClusterProxy current = new ClusterProxy() {
            @Override
            public Observation<Endpoint> endpoint(Instant deadline) {
                starting.run();
                return Observation.of(new Endpoint(
                        URI.create("http://localhost:" + proxy.control.port()),
                        URI.create("https://localhost:" + proxy.api.port()),
                        true,
                        proxy.generation));
            }

            @Override
            public void close() {}
        };
        return access(current);
    }

    ProxyAccess access(ClusterProxy through) {
        CallReceipts receipts = new CallReceipts();
        ProxyAccess access = new ProxyAccess(
                arm,
                through,
                login,
                new CredentialGovernor(new CredentialRate(200, 10), receipts, clock),
                cloud,
                receipts,
                clock);
        opened.add(access);
        return access;
    }

    Observation<ClusterTunnel> open(ProxyAccess access) {
        return access.open(TARGET, clock.instant().plusSeconds(35));
    }

    /** Why a new access does not open a tunnel. */
    Unavailable<ClusterTunnel> failure() {
        Observation<ClusterTunnel> outcome = open(access());
        return outcome.failure().orElseThrow(() -> new AssertionError(outcome));
    }

    static Observation<String> read(ClusterTunnel tunnel) {
        return tunnel.get(
                KubernetesRequest.json("/version"),
                body -> new String(body.readAllBytes(), StandardCharsets.UTF_8),
                Duration.ofSeconds(35));
    }

    /** The proxy that runs now. */
    Proxy proxy() {
        return proxy;
    }

    /** Ends the proxy. */
    void kill() {
        proxy.close();
    }

    /** A new proxy on other ports, which knows no cluster. */
    Proxy restart() {
        Proxy old = proxy;
        Proxy next = new Proxy(old.generation + 1);
        // First the new one: who loses the old one asks at once.
        proxy = next;
        old.close();
        return next;
    }

    @Override
    public void close() {
        opened.forEach(ProxyAccess::close);
        proxy.close();
    }

    static String kubeconfig(String clusterLines, String userLines) {
        return base64("""
                apiVersion: v1
                clusters:
                - name: c
                  cluster:
                    %s
                users:
                - name: u
                  user: %s
                """.formatted(clusterLines, userLines));
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** One start of the proxy. */
    static final class Proxy {

        final long generation;
        final LoopbackServer api;
        final LoopbackServer control;
        LoopbackServer.Answer answer = exchange -> LoopbackServer.send(exchange, 200, "fine");
        int controlStatus = 200;

        @Nullable
        String controlAnswer;

        String clusterLines;
        String userLines = "{}";

        private Proxy(long generation) {
            this.generation = generation;
            api = LoopbackServer.https(AUTHORITY.serverFor(TestAuthority.loopback()), exchange -> answer.to(exchange));
            control = LoopbackServer.http(exchange -> LoopbackServer.send(exchange, controlStatus, registered()));
            clusterLines = "server: https://127.0.0.1:" + api.port() + "/" + HASH + "\n    certificate-authority-data: "
                    + base64(AUTHORITY.pem());
        }

        String registered() {
            return controlAnswer != null
                    ? controlAnswer
                    : "{\"kubeconfigs\":[{\"value\":\"" + kubeconfig(clusterLines, userLines) + "\"}]}";
        }

        private void close() {
            api.close();
            control.close();
        }
    }

    /** Says what the test wants to be shown to the cluster. */
    static final class FakeLogin implements ClusterLogin {

        String method = "Token";
        Observation<Optional<String>> shown = Observation.of(Optional.of("sa-token"));
        final List<Long> generations = new CopyOnWriteArrayList<>();

        @Override
        public String authenticationMethod() {
            return method;
        }

        @Override
        public Observation<Optional<String>> ready(
                ClusterTarget target, ClusterProxy.Endpoint endpoint, Instant deadline) {
            generations.add(endpoint.generation());
            return shown;
        }
    }

    /** Gives relay credentials for three hours. */
    static final class FakeArm implements ArmClient {

        final List<String> calls = new CopyOnWriteArrayList<>();
        String relay = "azgnrelay-weu-l1";
        String kubeconfig = kubeconfig("server: https://hosted.example/x", "{}");
        long expires = NOW.plusSeconds(10_800).getEpochSecond();

        @Nullable
        ArmException failure;

        @Override
        public JsonNode get(String pathOrUrl, Duration timeout) {
            throw new UnsupportedOperationException("only the paced POST is needed");
        }

        @Override
        public JsonNode postPaced(String path, JsonNode body, Duration timeout) {
            calls.add(path + " " + body);
            if (failure != null) {
                throw failure;
            }
            var answer = JSON.createObjectNode();
            answer.putObject("hybridConnectionConfig")
                    .put("expirationTime", expires)
                    .put("hybridConnectionName", "hc")
                    .put("relay", relay)
                    .put("token", RELAY_TOKEN)
                    .put("relayTid", "t");
            answer.putArray("kubeconfigs").addObject().put("name", "Kubeconfig").put("value", kubeconfig);
            return answer;
        }
    }
}
