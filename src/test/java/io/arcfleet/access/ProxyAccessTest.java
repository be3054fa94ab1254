package io.arcfleet.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arcfleet.arm.ArmClient;
import io.arcfleet.arm.ArmException;
import io.arcfleet.arm.CallReceipts;
import io.arcfleet.config.Cloud;
import io.arcfleet.snapshot.AzureFacts;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.ConnectedCluster;
import io.arcfleet.snapshot.ConnectivityStatus;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ProxyAccessTest {

    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final ClusterIdentity STORE = ClusterIdentity.of("sub-1", "Stores", "Store-1", null);
    private static final ClusterTarget TARGET =
            new ClusterTarget(STORE, AzureFacts.unavailable(Reason.NOT_ATTEMPTED, "off"));

    /** SHA-256 of /subscriptions/sub-1/resourcegroups/stores/providers/microsoft.kubernetes/connectedclusters/store-1. */
    private static final String HASH = "669bde7506ab7454841905f553a97137aba9311478565b4c75983528cf097f9b";

    private static final String RELAY_TOKEN = "SharedAccessSignature sr=relay&sig=relay-secret";
    private static final TestAuthority AUTHORITY = new TestAuthority("proxy authority");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final LoopbackServer cluster = LoopbackServer.https(
            AUTHORITY.serverFor(TestAuthority.loopback()), exchange -> LoopbackServer.send(exchange, 200, "fine"));
    private final LoopbackServer control =
            LoopbackServer.http(exchange -> LoopbackServer.send(exchange, controlStatus(), registered()));
    private final FakeArm arm = new FakeArm();
    private final List<ProxyAccess> opened = new ArrayList<>();
    private int controlStatus = 200;
    private @Nullable String controlServer;
    private String token = "sa-token";

    @AfterEach
    void close() {
        opened.forEach(ProxyAccess::close);
        control.close();
        cluster.close();
    }

    @Test
    void registersTheClusterAndReadsThroughTheProxy() throws IOException {
        try (ClusterTunnel tunnel = open(access(NOW)).seen().orElseThrow()) {
            assertThat(tunnel.get(
                            KubernetesRequest.json("/version"),
                            body -> new String(body.readAllBytes(), StandardCharsets.UTF_8),
                            Duration.ofSeconds(10)))
                    .isEqualTo(Observation.of("fine"));
            assertThat(tunnel.toString()).doesNotContain("sa-token");
        }

        assertThat(arm.calls)
                .containsExactly("/subscriptions/sub-1/resourceGroups/Stores/providers/Microsoft.Kubernetes/"
                        + "connectedClusters/Store-1/listClusterUserCredential?api-version=2024-01-01"
                        + " {\"authenticationMethod\":\"Token\",\"clientProxy\":true}");
        LoopbackServer.Received register = control.received().getFirst();
        assertThat(register.method()).isEqualTo("POST");
        assertThat(register.uri())
                .isEqualTo("/subscriptions/sub-1/resourceGroups/Stores/providers/Microsoft.Kubernetes/"
                        + "connectedClusters/Store-1/register?api-version=2020-10-01");
        JsonNode body = JSON.readTree(register.body());
        assertThat(body.path("hybridConnectionConfig").toString())
                .isEqualTo("{\"relay\":\"azgnrelay-weu-l1\",\"hybridConnectionName\":\"hc\",\"token\":\"" + RELAY_TOKEN
                        + "\",\"expirationTime\":" + NOW.plusSeconds(10_800).getEpochSecond() + "}");
        assertThat(body.path("kubeconfigs").path(0).path("name").asText()).isEqualTo("Kubeconfig");
        String kubeconfig = new String(
                Base64.getDecoder()
                        .decode(body.path("kubeconfigs").path(0).path("value").asText()),
                StandardCharsets.UTF_8);
        assertThat(kubeconfig).contains("token: sa-token");
        assertThat(cluster.received().getFirst().uri()).isEqualTo("/" + HASH + "/version");
        assertThat(cluster.received().getFirst().authorization()).isEqualTo("Bearer sa-token");
    }

    @Test
    void keepsARegistrationUntilItIsAboutToExpire() {
        MovingClock clock = new MovingClock(NOW);
        ProxyAccess access = access(clock);

        assertThat(open(access, clock).seen()).isPresent();
        clock.now = NOW.plus(Duration.ofMinutes(174));
        assertThat(open(access, clock).seen()).isPresent();
        assertThat(arm.calls).hasSize(1);

        clock.now = NOW.plus(Duration.ofMinutes(175));
        assertThat(open(access, clock).seen()).isPresent();
        assertThat(arm.calls).hasSize(2);
    }

    @Test
    void registersAgainForAnotherToken() {
        ProxyAccess access = access(NOW);
        assertThat(open(access).seen()).isPresent();
        token = "renewed";
        assertThat(open(access).seen()).isPresent();

        assertThat(control.received()).hasSize(2);
    }

    @Test
    void doesNotTryWithPrivateLink() {
        ConnectedCluster resource = new ConnectedCluster(
                STORE,
                null,
                null,
                Map.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                ConnectivityStatus.CONNECTED,
                "Connected",
                null,
                null,
                null,
                true,
                null,
                ConnectedCluster.Features.none(),
                ConnectedCluster.AgentProfile.empty(),
                true);
        ClusterTarget target = new ClusterTarget(
                STORE,
                new AzureFacts(
                        Observation.of(resource),
                        Observation.of(List.of()),
                        Observation.of(List.of()),
                        Observation.of(List.of())));

        assertThat(access(NOW).open(target, NOW.plusSeconds(20)))
                .isEqualTo(Observation.unavailable(
                        Reason.NOT_ATTEMPTED, "cluster connect is not supported with private link"));
        assertThat(arm.calls).isEmpty();
    }

    @Test
    void saysWhyAzureResourceManagerGaveNoCoordinates() {
        for (ArmException.Kind kind : ArmException.Kind.values()) {
            arm.failure = new ArmException(kind, 0, "Code", "said no");

            Unavailable<ClusterTunnel> failure = failure(open(access(NOW)));
            assertThat(failure.detail()).contains("said no");
            assertThat(failure.reason().name())
                    .isEqualTo(kind == ArmException.Kind.REJECTED ? "MALFORMED" : kind.name());
        }
    }

    @Test
    void refusesARelayOutsideTheCloud() {
        for (String relay : List.of("", "evil.example", "evil.example/", "a#", "a?b", "user@a", "-a", "a:1")) {
            arm.relay = relay;

            assertThat(failure(open(access(NOW))).reason()).as(relay).isEqualTo(Reason.MALFORMED);
        }
        assertThat(control.received()).isEmpty();
    }

    @Test
    void refusesAnotherHostAndAnotherCluster() {
        controlServer = "https://evil.example/" + HASH;
        assertThat(failure(open(access(NOW))).detail()).contains("another host");

        controlServer = "https://127.0.0.1:" + cluster.port() + "/" + HASH.replace('0', '1');
        assertThat(failure(open(access(NOW))).detail()).contains("another cluster");

        controlServer = "http://127.0.0.1:" + cluster.port() + "/" + HASH;
        assertThat(failure(open(access(NOW))).detail()).contains("not https");
        assertThat(cluster.received()).isEmpty();
    }

    @Test
    void saysThatTheProxyFailed() {
        controlStatus = 500;

        Unavailable<ClusterTunnel> failure = failure(open(access(NOW)));

        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(failure.detail())
                .contains("the proxy")
                .doesNotContain("relay-secret")
                .doesNotContain("sa-token");
    }

    @Test
    void saysThatNoProxyListens() {
        control.close();

        assertThat(failure(open(access(NOW))).detail()).contains("nothing listens there");
    }

    @Test
    void needsAResourceIdAndAToken() {
        ClusterTarget byContext =
                new ClusterTarget(new ClusterIdentity("kubeconfig:h/c", "c", null, null, null), TARGET.azure());
        assertThat(failure(access(NOW).open(byContext, NOW.plusSeconds(20))).reason())
                .isEqualTo(Reason.NOT_ATTEMPTED);

        ProxyAccess tokenless = new ProxyAccess(
                arm,
                URI.create("http://localhost:1"),
                (cluster, deadline) -> Observation.unavailable(Reason.NOT_ATTEMPTED, "no token"),
                Cloud.PUBLIC,
                new CallReceipts(),
                Clock.fixed(NOW, ZoneOffset.UTC));
        opened.add(tokenless);
        assertThat(open(tokenless)).isEqualTo(Observation.unavailable(Reason.NOT_ATTEMPTED, "no token"));
    }

    @Test
    void sendsTokensInPlainTextToThisMachineOnly() {
        for (String address : List.of("http://proxy.example:47010", "http://127.0.0.1.example", "http://10.0.0.1")) {
            assertThatThrownBy(() -> new ProxyControl(URI.create(address), new CallReceipts()))
                    .as(address)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aControlPortWithHttpsIsTrustedByTheCertificatesOfTheCloud() {
        try (LoopbackServer secure = LoopbackServer.https(
                AUTHORITY.serverFor(TestAuthority.loopback()),
                exchange -> LoopbackServer.send(exchange, 200, registered()))) {
            Cloud cloud = new Cloud(
                    "test",
                    URI.create("https://127.0.0.1"),
                    "a",
                    URI.create("https://127.0.0.1"),
                    "a",
                    "servicebus.example",
                    AUTHORITY.pem(),
                    null);
            ProxyAccess access = new ProxyAccess(
                    arm,
                    URI.create("https://127.0.0.1:" + secure.port()),
                    (identity, deadline) -> Observation.of(token),
                    cloud,
                    new CallReceipts(),
                    Clock.fixed(NOW, ZoneOffset.UTC));
            opened.add(access);

            assertThat(open(access).seen()).isPresent();
        }
    }

    private ProxyAccess access(Instant now) {
        return access(Clock.fixed(now, ZoneOffset.UTC));
    }

    private ProxyAccess access(Clock clock) {
        ProxyAccess access = new ProxyAccess(
                arm,
                URI.create("http://localhost:" + control.port()),
                (identity, deadline) -> Observation.of(token),
                Cloud.PUBLIC,
                new CallReceipts(),
                clock);
        opened.add(access);
        return access;
    }

    private static Observation<ClusterTunnel> open(ProxyAccess access) {
        return access.open(TARGET, NOW.plusSeconds(20));
    }

    private static Observation<ClusterTunnel> open(ProxyAccess access, Clock clock) {
        return access.open(TARGET, clock.instant().plusSeconds(20));
    }

    private static Unavailable<ClusterTunnel> failure(Observation<ClusterTunnel> opened) {
        return opened.failure().orElseThrow(() -> new AssertionError(opened));
    }

    private int controlStatus() {
        return controlStatus;
    }

    private String registered() {
        String server = controlServer == null ? "https://127.0.0.1:" + cluster.port() + "/" + HASH : controlServer;
        return "{\"kubeconfigs\":[{\"value\":\"" + kubeconfig(server, AUTHORITY.pem()) + "\"}]}";
    }

    private static String kubeconfig(String server, String authority) {
        return base64("""
                apiVersion: v1
                clusters:
                - name: c
                  cluster:
                    server: %s
                    certificate-authority-data: %s
                users:
                - name: u
                  user: {}
                """.formatted(server, base64(authority)));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static final class FakeArm implements ArmClient {

        private final List<String> calls = new ArrayList<>();
        private String relay = "azgnrelay-weu-l1";
        private @Nullable ArmException failure;

        @Override
        public JsonNode get(String pathOrUrl, Duration timeout) {
            throw new UnsupportedOperationException("only POST is needed");
        }

        @Override
        public JsonNode post(String path, JsonNode body, Duration timeout) {
            calls.add(path + " " + body);
            if (failure != null) {
                throw failure;
            }
            var answer = JSON.createObjectNode();
            answer.putObject("hybridConnectionConfig")
                    .put("expirationTime", NOW.plusSeconds(10_800).getEpochSecond())
                    .put("hybridConnectionName", "hc")
                    .put("relay", relay)
                    .put("token", RELAY_TOKEN)
                    .put("relayTid", "t");
            answer.putArray("kubeconfigs")
                    .addObject()
                    .put("name", "Kubeconfig")
                    .put("value", base64(kubeconfig("https://hosted.example/x", "PEM")));
            return answer;
        }
    }

    private static final class MovingClock extends Clock {

        private Instant now;

        private MovingClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
