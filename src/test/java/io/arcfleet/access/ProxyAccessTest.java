package io.arcfleet.access;

import static io.arcfleet.access.ConnectScene.AUTHORITY;
import static io.arcfleet.access.ConnectScene.HASH;
import static io.arcfleet.access.ConnectScene.NOW;
import static io.arcfleet.access.ConnectScene.RELAY_TOKEN;
import static io.arcfleet.access.ConnectScene.STORE;
import static io.arcfleet.access.ConnectScene.TARGET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arcfleet.arm.ArmException;
import io.arcfleet.config.Cloud;
import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.AzureFacts;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ClusterSnapshots;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import io.arcfleet.snapshot.Records;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProxyAccessTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ConnectScene scene = new ConnectScene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void registersTheClusterAndReadsThroughTheProxy() throws IOException {
        try (ClusterTunnel tunnel = scene.open(scene.access()).seen().orElseThrow()) {
            assertThat(ConnectScene.read(tunnel)).isEqualTo(Observation.of("fine"));
            assertThat(tunnel.toString()).doesNotContain("sa-token");
        }

        assertThat(scene.arm.calls)
                .containsExactly("/subscriptions/sub-1/resourceGroups/Stores/providers/Microsoft.Kubernetes/"
                        + "connectedClusters/Store-1/listClusterUserCredential?api-version=2024-01-01"
                        + " {\"authenticationMethod\":\"Token\",\"clientProxy\":true}");
        LoopbackServer.Received register = registered().getFirst();
        assertThat(register.method()).isEqualTo("POST");
        assertThat(register.uri())
                .isEqualTo("/subscriptions/sub-1/resourceGroups/Stores/providers/Microsoft.Kubernetes/"
                        + "connectedClusters/Store-1/register?api-version=2020-10-01");
        JsonNode body = JSON.readTree(register.body());
        assertThat(body.path("hybridConnectionConfig").toString())
                .isEqualTo("{\"relay\":\"azgnrelay-weu-l1\",\"hybridConnectionName\":\"hc\",\"token\":\"" + RELAY_TOKEN
                        + "\",\"expirationTime\":" + NOW.plusSeconds(10_800).getEpochSecond() + "}");
        assertThat(body.path("kubeconfigs").path(0).path("name").asText()).isEqualTo("Kubeconfig");
        assertThat(sentKubeconfig()).contains("token: sa-token");
        assertThat(scene.proxy().api.received().getFirst().uri()).isEqualTo("/" + HASH + "/version");
        assertThat(scene.proxy().api.received().getFirst().authorization()).isEqualTo("Bearer sa-token");
    }

    @Test
    void showsNoTokenOfItsOwnWhereTheProxyShowsOne() throws IOException {
        scene.login.method = "AAD";
        scene.login.shown = Observation.of(Optional.empty());
        scene.arm.kubeconfig = ConnectScene.kubeconfig("server: https://hosted.example/x", "{token: from-azure}");

        ConnectScene.read(scene.open(scene.access()).seen().orElseThrow());

        assertThat(scene.arm.calls.getFirst()).contains("\"authenticationMethod\":\"AAD\"");
        assertThat(sentKubeconfig()).contains("users").doesNotContain("token");
        assertThat(scene.proxy().api.received().getFirst().authorization()).isNull();
    }

    @Test
    void showsTheTokenThatTheProxyHandsOut() {
        scene.login.shown = Observation.of(Optional.empty());
        scene.proxy().userLines = "{token: of-the-proxy}";

        ConnectScene.read(scene.open(scene.access()).seen().orElseThrow());

        assertThat(scene.proxy().api.received().getFirst().authorization()).isEqualTo("Bearer of-the-proxy");
    }

    @Test
    void understandsAKubeconfigThatIsEncodedTwice() {
        scene.arm.kubeconfig = ConnectScene.base64(scene.arm.kubeconfig);

        assertThat(scene.open(scene.access()).seen()).isPresent();
    }

    @Test
    void keepsARegistrationUntilItIsAboutToExpire() {
        ProxyAccess access = scene.access();

        assertThat(scene.open(access).seen()).isPresent();
        scene.clock.set(NOW.plus(Duration.ofMinutes(174)));
        assertThat(scene.open(access).seen()).isPresent();
        assertThat(scene.arm.calls).hasSize(1);
        assertThat(registered()).hasSize(1);

        scene.clock.set(NOW.plus(Duration.ofMinutes(175)));
        assertThat(scene.open(access).seen()).isPresent();
        assertThat(scene.arm.calls).hasSize(2);
        assertThat(registered()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -5, Long.MIN_VALUE})
    void keepsNothingThatHasEndedAlready(long expires) {
        scene.arm.expires = expires;
        ProxyAccess access = scene.access();

        assertThat(scene.open(access).seen()).isPresent();
        assertThat(scene.open(access).seen()).isPresent();
        assertThat(scene.arm.calls).hasSize(2);
    }

    @Test
    void asksAgainAfterADayWhateverTheExpirationSays() {
        scene.arm.expires = Long.MAX_VALUE;
        ProxyAccess access = scene.access();

        assertThat(scene.open(access).seen()).isPresent();
        scene.clock.set(NOW.plus(Duration.ofDays(1)));
        assertThat(scene.open(access).seen()).isPresent();
        assertThat(scene.arm.calls).hasSize(2);
    }

    @Test
    void anExpirationInMillisecondsIsNoLongerLife() {
        scene.arm.expires = NOW.plus(Duration.ofHours(3)).toEpochMilli();
        ProxyAccess access = scene.access();

        assertThat(scene.open(access).seen()).isPresent();
        scene.clock.set(NOW.plus(Duration.ofMinutes(174)));
        assertThat(scene.open(access).seen()).isPresent();
        assertThat(scene.arm.calls).hasSize(1);

        scene.clock.set(NOW.plus(Duration.ofMinutes(175)));
        assertThat(scene.open(access).seen()).isPresent();
        assertThat(scene.arm.calls).hasSize(2);
    }

    @Test
    void registersAgainForAnotherTokenWithTheCredentialThatIsKept() {
        ProxyAccess access = scene.access();
        assertThat(scene.open(access).seen()).isPresent();
        scene.login.shown = Observation.of(Optional.of("renewed"));
        assertThat(scene.open(access).seen()).isPresent();

        assertThat(registered()).hasSize(2);
        assertThat(scene.arm.calls).hasSize(1);
    }

    @Test
    void aKeptCredentialThatTheProxyRefusesIsAskedForAnew() {
        ProxyAccess access = scene.access();
        assertThat(scene.open(access).seen()).isPresent();
        scene.login.shown = Observation.of(Optional.of("renewed"));
        scene.proxy().controlStatus = 400;

        assertThat(scene.open(access).failure()).isPresent();

        assertThat(scene.arm.calls).hasSize(2);
        assertThat(registered()).as("one try with each credential").hasSize(3);
    }

    @Test
    void doesNotTryWithPrivateLink() {
        AzureFacts azure = ClusterSnapshots.healthy().azure();
        ClusterTarget target = new ClusterTarget(
                STORE,
                Records.with(
                        azure,
                        "resource",
                        azure.resource().map(cluster -> Records.with(cluster, "privateLink", true))));

        assertThat(scene.access().open(target, NOW.plusSeconds(20)))
                .isEqualTo(Observation.unavailable(
                        AccessFault.PRIVATE_LINK, "cluster connect is not supported with private link"));
        assertThat(scene.arm.calls).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_PERMITTED, 403, ROLE_MISSING, NOT_PERMITTED",
        "NOT_PERMITTED, 401, ARM_UNAUTHENTICATED, NOT_PERMITTED",
        "NOT_PERMITTED, 0, ARM_UNAUTHENTICATED, NOT_PERMITTED",
        "NOT_FOUND, 404, RESOURCE_GONE, NOT_FOUND",
        "UNREACHABLE, 503, ARM_UNREACHABLE, UNREACHABLE",
        "MALFORMED, 200, ARM_UNREACHABLE, MALFORMED",
        "REJECTED, 400, ARM_UNREACHABLE, MALFORMED",
        "TIMED_OUT, 0, , TIMED_OUT"
    })
    void saysWhyAzureResourceManagerGaveNoCredential(
            ArmException.Kind kind, int status, AccessFault fault, Reason reason) {
        scene.arm.failure = new ArmException(kind, status, "Code", "said no");

        Unavailable<ClusterTunnel> failure = scene.failure();

        assertThat(failure.detail()).contains("said no");
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.fault()).isEqualTo(fault);
        assertThat(registered()).isEmpty();
    }

    @Test
    void aThrottledRequestIsGivenUpWhenItsTurnComesTooLate() {
        scene.arm.failure =
                new ArmException(ArmException.Kind.THROTTLED, 429, "TooManyRequests", "no", Duration.ofSeconds(40));

        Unavailable<ClusterTunnel> failure = scene.failure();

        assertThat(failure.fault()).isEqualTo(AccessFault.ARM_THROTTLED);
        assertThat(failure.reason()).isEqualTo(Reason.THROTTLED);
        assertThat(failure.detail()).contains("the next turn in 41 s only");
        assertThat(scene.arm.calls).hasSize(1);
    }

    @Test
    void aRefusedRequestMaySayThatClusterConnectIsOff() {
        scene.arm.failure = new ArmException(
                ArmException.Kind.REJECTED, 409, "Conflict", "Cluster connect feature is not enabled on this cluster.");

        assertThat(scene.failure().fault()).isEqualTo(AccessFault.CLUSTER_CONNECT_DISABLED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "evil.example",
                "evil.example/",
                "a#",
                "a?b",
                "user@a",
                "-a",
                "a:1",
                "a.servicebus.windows.net.evil.example",
                "aservicebus.windows.net",
                ".servicebus.windows.net",
                "a.servicebus.windows.net.",
                "a.servicebus.windows.net/x",
                "a.servicebus.usgovcloudapi.net"
            })
    void refusesARelayOutsideTheCloud(String relay) {
        scene.arm.relay = relay;

        assertThat(scene.failure().fault()).isEqualTo(AccessFault.RELAY_OF_ANOTHER_CLOUD);
        assertThat(registered()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "azgnrelay-weu-l1.servicebus.windows.net", "A.B.ServiceBus.Windows.Net"})
    void takesARelayOfTheCloud(String relay) {
        scene.arm.relay = relay;

        assertThat(scene.open(scene.access()).seen()).isPresent();
    }

    @Test
    void saysThatTheProxyFailed() {
        scene.proxy().controlStatus = 500;

        Unavailable<ClusterTunnel> failure = scene.failure();

        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(failure.detail())
                .contains("the proxy")
                .doesNotContain("relay-secret")
                .doesNotContain("sa-token");
    }

    @Test
    void saysThatNoProxyListens() {
        scene.kill();

        Unavailable<ClusterTunnel> failure = scene.failure();

        assertThat(failure.detail()).contains("nothing listens there");
        assertThat(failure.fault()).isEqualTo(AccessFault.PROXY_DIED);
    }

    @Test
    void needsAResourceId() {
        ClusterTarget byContext =
                new ClusterTarget(new ClusterIdentity("kubeconfig:h/c", "c", null, null, null), TARGET.azure());

        assertThat(scene.access().open(byContext, NOW.plusSeconds(20)).failure())
                .hasValueSatisfying(failure -> assertThat(failure.reason()).isEqualTo(Reason.NOT_ATTEMPTED));
    }

    @Test
    void asksNobodyForACredentialWithoutAProxyOrALogin() {
        scene.login.shown = Observation.unavailable(AccessFault.TOKEN_MISSING, "no token");
        assertThat(scene.failure().fault()).isEqualTo(AccessFault.TOKEN_MISSING);

        ProxyAccess proxyless = scene.access(new ClusterProxy() {
            @Override
            public Observation<Endpoint> endpoint(Instant deadline) {
                return Observation.unavailable(AccessFault.PROXY_MISSING, "no proxy");
            }

            @Override
            public void close() {}
        });
        assertThat(scene.open(proxyless)).isEqualTo(Observation.unavailable(AccessFault.PROXY_MISSING, "no proxy"));
        assertThat(scene.arm.calls).isEmpty();
    }

    @Test
    void sendsTokensInPlainTextToThisMachineOnly() {
        for (String address : List.of(
                "http://proxy.example:47010",
                "http://127.0.0.1.example",
                "http://127.0.0.256",
                "http://127.1.1.999",
                "http://10.0.0.1")) {
            assertThatThrownBy(() -> new RunningProxy(URI.create(address)))
                    .as(address)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aControlPortWithHttpsIsTrustedByTheCertificatesOfTheCloud() {
        try (LoopbackServer secure = LoopbackServer.https(
                AUTHORITY.serverFor(TestAuthority.loopback()),
                exchange -> LoopbackServer.send(exchange, 200, scene.proxy().registered()))) {
            scene.cloud = new Cloud(
                    "test",
                    URI.create("https://127.0.0.1"),
                    "a",
                    URI.create("https://127.0.0.1"),
                    "a",
                    "servicebus.example",
                    AUTHORITY.pem(),
                    null);
            URI control = URI.create("https://127.0.0.1:" + secure.port());

            assertThat(scene.open(scene.access(new RunningProxy(control))).seen())
                    .isPresent();
        }
    }

    private List<LoopbackServer.Received> registered() {
        return scene.proxy().control.received();
    }

    private String sentKubeconfig() throws IOException {
        JsonNode body = JSON.readTree(registered().getFirst().body());
        return new String(
                Base64.getDecoder()
                        .decode(body.path("kubeconfigs").path(0).path("value").asText()),
                StandardCharsets.UTF_8);
    }
}
