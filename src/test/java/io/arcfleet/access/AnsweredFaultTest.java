package io.arcfleet.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The fault that the words of each answer stand for, on both ports of the proxy. */
final class AnsweredFaultTest {

    private final ConnectScene scene = new ConnectScene();

    @AfterEach
    void close() {
        scene.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            502 | Cannot connect to the hybrid connection because no agent is connected in the target arc resource. | NO_AGENT_CONNECTED
            403 | Overage claim (users with more than 200 group membership) for SPN is currently not supported | OVERAGE_CLAIM
            400 | Cluster Connect is disabled for this cluster | CLUSTER_CONNECT_DISABLED
            400 | cluster-connect feature is not enabled | CLUSTER_CONNECT_DISABLED
            500 | Audience 6256c85f is not a supported MSI token audience | TOKEN_AUDIENCE
            500 | Failed to connect to MSI | TOKEN_AUDIENCE
            401 | {"error":"invalid audience"} | TOKEN_AUDIENCE
            401 | ExpiredToken: the lifetime has passed | TOKEN_EXPIRED
            401 | the token is expired | TOKEN_EXPIRED
            502 | token has expired | TOKEN_EXPIRED
            502 | websocket: bad handshake | WEBSOCKET_REFUSED
            502 | the WebSocket upgrade was refused by 10.0.0.1 | WEBSOCKET_REFUSED
            502 | dial tcp: lookup azgn-weu.servicebus.windows.net: no such host | RELAY_BLOCKED
            502 | dial tcp 1.2.3.4:443: i/o timeout (azgn-weu.servicebus.usgovcloudapi.net) | RELAY_BLOCKED
            504 | azgn-weu.servicebus.chinacloudapi.cn: context deadline exceeded | RELAY_BLOCKED
            502 | dial wss://a.servicebus.windows.net: tls: failed to verify certificate: x509: unknown authority | TLS
            502 | bad gateway |
            401 | Unauthorized |
            403 | <html>websocket: bad handshake</html> |
            404 | 404 page not found |
            """)
    void isToldByTheWordsOfTheProxy(int status, String words, AccessFault fault) {
        ClusterTunnel tunnel = scene.open(scene.access()).seen().orElseThrow();
        scene.proxy().answer = exchange -> LoopbackServer.send(exchange, status, words);
        assertThat(ConnectScene.read(tunnel).failure().orElseThrow().fault()).isEqualTo(fault);

        scene.proxy().controlStatus = status;
        scene.proxy().controlAnswer = words;
        assertThat(scene.failure().fault()).isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource({
        "401, Unauthorized, KUBERNETES_UNAUTHENTICATED, NOT_PERMITTED",
        "403, pods is forbidden, KUBERNETES_FORBIDDEN, NOT_PERMITTED",
        "401, Overage claim for SPN, OVERAGE_CLAIM, NOT_PERMITTED",
        "401, the token has expired, TOKEN_EXPIRED, NOT_PERMITTED",
        "404, not found, , NOT_FOUND",
        "503, x509: certificate signed by unknown authority, , UNREACHABLE",
        "500, dial tcp a.servicebus.windows.net: i/o timeout, , UNREACHABLE"
    })
    void isToldByAnApiServer(int status, String message, AccessFault fault, Reason reason) {
        Unavailable<String> answer = StatusAnswer.describe(
                status, "it", "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"message\":\"" + message + "\"}");

        assertThat(answer.fault()).isEqualTo(fault);
        assertThat(answer.reason()).isEqualTo(reason);
        assertThat(answer.detail()).contains(message);
    }

    @Test
    void theReasonStaysThatOfTheAnswer() {
        Unavailable<String> answer = StatusAnswer.describe(502, "it", "cluster connect is disabled");

        assertThat(answer.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(answer.fault()).isEqualTo(AccessFault.CLUSTER_CONNECT_DISABLED);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new ConnectException("Connection refused"), AccessFault.PROXY_DIED, null),
                Arguments.of(new ConnectException("Connection timed out"), null, null),
                Arguments.of(new SocketTimeoutException("timeout"), null, null),
                Arguments.of(new NoRouteToHostException("no"), AccessFault.PROXY_DIED, null),
                Arguments.of(new UnknownHostException("x"), AccessFault.PROXY_DIED, null),
                Arguments.of(new SocketException("Connection reset"), AccessFault.PROXY_DIED, null),
                Arguments.of(new IOException("unexpected end of stream"), AccessFault.PROXY_DIED, null),
                Arguments.of(new SSLHandshakeException("PKIX"), AccessFault.TLS, AccessFault.TLS),
                Arguments.of(
                        new SSLHandshakeException("terminated").initCause(new EOFException()),
                        AccessFault.PROXY_DIED,
                        AccessFault.TLS));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void ofATransportDependsOnWhetherThereIsAProxy(IOException failure, AccessFault proxied, AccessFault direct) {
        assertThat(TransportFailure.describe(failure, "it", AccessFault.PROXY_DIED)
                        .fault())
                .isEqualTo(proxied);
        assertThat(TransportFailure.describe(failure, "it", null).fault()).isEqualTo(direct);
    }
}
