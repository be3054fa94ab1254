package io.arcfleet.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.arcfleet.arm.CallReceipts;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.HttpUrl;
import org.bouncycastle.asn1.x509.GeneralName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HttpClusterTunnelTest {

    private static final TestAuthority AUTHORITY = new TestAuthority("cluster authority");
    private static final Duration ENOUGH = Duration.ofSeconds(20);
    private static final String TOKEN = "very-secret-token";
    private static final KubernetesRequest PODS = KubernetesRequest.json("/api/v1/pods");

    private final SharedClients clients = new SharedClients();
    private final CallReceipts receipts = new CallReceipts();
    private final CountDownLatch testEnded = new CountDownLatch(1);
    private @Nullable LoopbackServer server;

    @AfterEach
    void close() {
        testEnded.countDown();
        if (server != null) {
            server.close();
        }
        clients.close();
    }

    @Test
    void getsThePathBelowTheServersOwnWithTheCredential() {
        ClusterTunnel tunnel = serving(exchange -> LoopbackServer.send(exchange, 200, "fine"));

        KubernetesRequest request =
                PODS.with("labelSelector", "owner=helm,name=a b").with("limit", "500");

        assertThat(read(tunnel, request)).isEqualTo(Observation.of("fine"));
        LoopbackServer.Received received =
                Objects.requireNonNull(server).received().getFirst();
        assertThat(received.method()).isEqualTo("GET");
        assertThat(received.uri())
                .isEqualTo("/cluster/api/v1/pods?labelSelector=owner%3Dhelm%2Cname%3Da%20b&limit=500");
        assertThat(received.authorization()).isEqualTo("Bearer " + TOKEN);
        assertThat(received.accept()).isEqualTo("application/json");
        assertThat(receipts.receipts().get("kubernetes")).extracting("calls").isEqualTo(1L);
    }

    @Test
    void asksWhatTheCallerMayDoWithTheOnePostThatChangesNothing() {
        ClusterTunnel tunnel = serving(exchange -> LoopbackServer.send(exchange, 201, "rules"));

        assertThat(tunnel.review("azure-arc", HttpClusterTunnelTest::text, ENOUGH))
                .isEqualTo(Observation.of("rules"));
        LoopbackServer.Received received =
                Objects.requireNonNull(server).received().getFirst();
        assertThat(received.method()).isEqualTo("POST");
        assertThat(received.uri()).isEqualTo("/cluster/apis/authorization.k8s.io/v1/selfsubjectrulesreviews");
        assertThat(received.authorization()).isEqualTo("Bearer " + TOKEN);
        assertThat(received.contentType()).isEqualTo("application/json");
        assertThat(received.body())
                .isEqualTo("{\"kind\":\"SelfSubjectRulesReview\",\"apiVersion\":\"authorization.k8s.io/v1\","
                        + "\"spec\":{\"namespace\":\"azure-arc\"}}");
    }

    @Test
    void aReviewThatIsRefusedHasItsReason() {
        ClusterTunnel tunnel = serving(exchange -> LoopbackServer.send(exchange, 403, "{\"kind\":\"Status\"}"));

        assertThat(failure(tunnel.review("azure-arc", HttpClusterTunnelTest::text, ENOUGH))
                        .reason())
                .isEqualTo(Reason.NOT_PERMITTED);
    }

    @ParameterizedTest
    @CsvSource({
        "401, NOT_PERMITTED, refused the credential (401 Unauthorized)",
        "403, NOT_PERMITTED, cannot list pods",
        "404, NOT_FOUND, 404",
        "410, NOT_FOUND, 410",
        "400, MALFORMED, HTTP 400",
        "302, MALFORMED, redirect",
        "500, UNREACHABLE, HTTP 500",
        "503, UNREACHABLE, HTTP 503"
    })
    void everyStatusHasItsReason(int status, Reason reason, String words) {
        ClusterTunnel tunnel = serving(exchange -> {
            exchange.getResponseHeaders().set("Location", "https://127.0.0.1:1/elsewhere");
            LoopbackServer.send(
                    exchange,
                    status,
                    "{\"kind\":\"Status\",\"message\":\"cannot list pods\",\"future\":{},\"code\":" + status + "}");
        });

        Unavailable<String> failure = failure(read(tunnel, PODS));

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.detail()).contains(words).doesNotContain(TOKEN);
        assertThat(Objects.requireNonNull(server).received()).hasSize(1);
    }

    @Test
    void waitsOnceWhenAskedToSlowDown() {
        AtomicInteger calls = new AtomicInteger();
        ClusterTunnel tunnel = serving(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "0");
            LoopbackServer.send(exchange, calls.getAndIncrement() == 0 ? 429 : 200, "fine");
        });

        assertThat(read(tunnel, PODS)).isEqualTo(Observation.of("fine"));
        assertThat(receipts.receipts().get("kubernetes"))
                .extracting("calls", "throttles")
                .containsExactly(2L, 1L);
    }

    @Test
    void isThrottledWhenTheSecondCallIsRefusedToo() {
        ClusterTunnel tunnel = serving(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "0");
            LoopbackServer.send(exchange, 429, "");
        });

        assertThat(failure(read(tunnel, PODS)).reason()).isEqualTo(Reason.THROTTLED);
        assertThat(Objects.requireNonNull(server).received()).hasSize(2);
    }

    @Test
    void doesNotWaitBeyondItsTimeout() {
        ClusterTunnel tunnel = serving(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "3600");
            LoopbackServer.send(exchange, 429, "");
        });

        assertThat(failure(read(tunnel, PODS)).reason()).isEqualTo(Reason.THROTTLED);
        assertThat(Objects.requireNonNull(server).received()).hasSize(1);
    }

    @Test
    void aServerThatHangsTimesOut() {
        ClusterTunnel tunnel = serving(this::hang);

        assertThat(failure(tunnel.get(PODS, HttpClusterTunnelTest::text, Duration.ofMillis(100)))
                        .reason())
                .isEqualTo(Reason.TIMED_OUT);
    }

    @Test
    void aBodyThatHangsTimesOut() {
        ClusterTunnel tunnel = serving(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            hang(exchange);
        });

        assertThat(failure(tunnel.get(PODS, HttpClusterTunnelTest::text, Duration.ofMillis(500)))
                        .reason())
                .isEqualTo(Reason.TIMED_OUT);
    }

    @Test
    void aBodyThatBreaksOffIsATransportFailure() {
        ClusterTunnel tunnel = serving(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
        });

        assertThat(failure(read(tunnel, PODS)).reason()).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void anAnswerThatTheDecoderRefusesIsMalformedAndNotQuoted() {
        ClusterTunnel tunnel = serving(exchange -> LoopbackServer.send(exchange, 200, "private garbage"));

        Unavailable<String> failure = failure(tunnel.get(
                PODS,
                body -> {
                    throw new IOException("cannot read: " + text(body));
                },
                ENOUGH));

        assertThat(failure.reason()).isEqualTo(Reason.MALFORMED);
        assertThat(failure.detail()).doesNotContain("garbage");
    }

    @Test
    void aBodyBeyondTheCapIsMalformed() {
        byte[] chunk = new byte[1024 * 1024];
        ClusterTunnel tunnel = serving(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                for (int i = 0; i < 17; i++) {
                    out.write(chunk);
                }
            }
        });

        Unavailable<String> failure = failure(read(tunnel, PODS));

        assertThat(failure.reason()).isEqualTo(Reason.MALFORMED);
        assertThat(failure.detail()).contains("larger");
    }

    @Test
    void closingEndsWhatIsInFlight() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        ClusterTunnel tunnel = serving(exchange -> {
            arrived.countDown();
            hang(exchange);
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Observation<String>> read = threads.submit(() -> read(tunnel, PODS));
            assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();
            tunnel.close();

            assertThat(failure(read.get(60, TimeUnit.SECONDS)).reason()).isEqualTo(Reason.NOT_ATTEMPTED);
        }
        assertThat(failure(read(tunnel, PODS)).reason()).isEqualTo(Reason.NOT_ATTEMPTED);
    }

    @Test
    void aRefusedConnectionIsSaidInWords() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        Unavailable<String> failure = failure(read(tunnel("127.0.0.1", free, AUTHORITY.pem()), PODS));

        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(failure.detail())
                .isEqualTo("the API server 127.0.0.1:" + free + " refused the connection: nothing listens there");
    }

    @Test
    void anUnknownAuthorityIsSaidInWords() {
        serving(exchange -> LoopbackServer.send(exchange, 200, "fine"));
        ClusterTunnel stranger =
                tunnel("127.0.0.1", Objects.requireNonNull(server).port(), new TestAuthority("somebody else").pem());

        assertThat(failure(read(stranger, PODS)))
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE))
                .satisfies(failure ->
                        assertThat(failure.detail()).startsWith("TLS: ").contains("unknown authority"));
    }

    @Test
    void anotherHostNameIsSaidInWords() {
        server = LoopbackServer.https(
                AUTHORITY.serverFor(new GeneralName(GeneralName.dNSName, "other.example")),
                exchange -> LoopbackServer.send(exchange, 200, "fine"));

        assertThat(failure(read(tunnel("127.0.0.1", server.port(), AUTHORITY.pem()), PODS))
                        .detail())
                .startsWith("TLS: ")
                .contains("another host name");
    }

    @Test
    void anExpiredCertificateIsSaidInWords() {
        server = LoopbackServer.https(
                AUTHORITY.expiredServerFor(TestAuthority.loopback()),
                exchange -> LoopbackServer.send(exchange, 200, "fine"));

        assertThat(failure(read(tunnel("127.0.0.1", server.port(), AUTHORITY.pem()), PODS))
                        .detail())
                .startsWith("TLS: ")
                .contains("has expired");
    }

    @Test
    void aServerWithoutTlsIsSaidInWords() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> answered = threads.submit(() -> {
                try (Socket socket = plain.accept()) {
                    assertThat(socket.getInputStream().read()).isPositive();
                    socket.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                }
                return null;
            });

            Unavailable<String> failure =
                    failure(read(tunnel("127.0.0.1", plain.getLocalPort(), AUTHORITY.pem()), PODS));

            assertThat(failure.detail()).startsWith("TLS: ").contains("does not speak TLS");
            assertThat(answered).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void clustersWithEqualTrustShareOneClient() throws Exception {
        assertThat(clients.clientFor(TrustRoot.of(AUTHORITY.pem())))
                .isSameAs(clients.clientFor(TrustRoot.of(AUTHORITY.pem())))
                .isNotSameAs(clients.clientFor(TrustRoot.of(null)));
    }

    @Test
    void neverShowsTheCredential() {
        ClusterTunnel tunnel = serving(exchange -> LoopbackServer.send(exchange, 200, "fine"));

        assertThat(tunnel.toString()).doesNotContain(TOKEN);
        assertThat(tunnel.server())
                .isEqualTo("https://127.0.0.1:" + Objects.requireNonNull(server).port() + "/cluster");
    }

    private ClusterTunnel serving(LoopbackServer.Answer answer) {
        server = LoopbackServer.https(AUTHORITY.serverFor(TestAuthority.loopback()), answer);
        return tunnel("127.0.0.1", server.port(), AUTHORITY.pem());
    }

    private ClusterTunnel tunnel(String host, int port, String authority) {
        try {
            return new HttpClusterTunnel(
                    clients.clientFor(TrustRoot.of(authority)),
                    HttpUrl.get("https://" + host + ":" + port + "/cluster"),
                    "Bearer " + TOKEN,
                    receipts,
                    null);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void hang(HttpExchange exchange) {
        try {
            assertThat(testEnded.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Observation<String> read(ClusterTunnel tunnel, KubernetesRequest request) {
        return tunnel.get(request, HttpClusterTunnelTest::text, ENOUGH);
    }

    private static String text(InputStream body) throws IOException {
        return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static <T> Unavailable<T> failure(Observation<T> observation) {
        return observation.failure().orElseThrow(() -> new AssertionError(observation));
    }
}
