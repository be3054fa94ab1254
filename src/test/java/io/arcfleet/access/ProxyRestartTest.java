package io.arcfleet.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProxyRestartTest {

    private final ConnectScene scene = new ConnectScene();
    private final ProxyAccess access = scene.access();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void aReadWhoseProxyEndsIsSentOnceMoreThroughTheNextOne() {
        ClusterTunnel tunnel = opened();
        assertThat(ConnectScene.read(tunnel)).isEqualTo(Observation.of("fine"));
        ConnectScene.Proxy next = scene.restart();

        assertThat(ConnectScene.read(tunnel)).isEqualTo(Observation.of("fine"));

        assertThat(next.control.received()).as("registered with the new proxy").hasSize(1);
        assertThat(next.api.received()).hasSize(1);
        assertThat(scene.arm.calls).as("with the credential that is kept").hasSize(1);
        assertThat(scene.login.generations).containsExactly(1L, 2L);
        assertThat(tunnel.server()).contains(":" + next.api.port() + "/");
    }

    @Test
    void theReviewIsSentOnceMoreToo() {
        ClusterTunnel tunnel = opened();
        ConnectScene.Proxy next = scene.restart();
        next.answer = exchange -> LoopbackServer.send(exchange, 201, "rules");

        assertThat(tunnel.review("azure-arc", body -> "read", Duration.ofSeconds(10)))
                .isEqualTo(Observation.of("read"));
    }

    @Test
    void theNextClusterThatIsOpenedIsRegisteredWithTheNewProxy() {
        opened().close();
        ConnectScene.Proxy next = scene.restart();

        assertThat(ConnectScene.read(opened())).isEqualTo(Observation.of("fine"));

        assertThat(next.control.received()).hasSize(1);
        assertThat(scene.arm.calls).hasSize(1);
    }

    @Test
    void readsThatLoseTheProxyTogetherRegisterOnce() throws Exception {
        ClusterTunnel tunnel = opened();
        CountDownLatch inFlight = new CountDownLatch(6);
        scene.proxy().answer = exchange -> {
            inFlight.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Observation<String>>> reads = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                reads.add(threads.submit(() -> ConnectScene.read(tunnel)));
            }
            inFlight.await();
            ConnectScene.Proxy next = scene.restart();

            for (Future<Observation<String>> read : reads) {
                assertThat(read.get()).isEqualTo(Observation.of("fine"));
            }
            assertThat(next.control.received()).hasSize(1);
            assertThat(next.api.received()).hasSize(6);
        }
    }

    @Test
    void withoutANewProxyTheReadSaysThatItDied() {
        ClusterTunnel tunnel = opened();
        scene.kill();

        Unavailable<String> failure = failure(tunnel);

        assertThat(failure.fault()).isEqualTo(AccessFault.PROXY_DIED);
        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void aReadIsSentNoThirdTime() {
        ClusterTunnel tunnel = opened();
        AtomicInteger starts = new AtomicInteger();
        scene.starting = () -> {
            starts.incrementAndGet();
            scene.restart().answer = exchange -> exchange.close();
        };
        scene.kill();

        assertThat(failure(tunnel).fault()).isEqualTo(AccessFault.PROXY_DIED);
        assertThat(starts).hasValue(1);
        // The HTTP client itself may repeat a GET on a fresh connection; the tunnel asks for no other proxy.
        assertThat(scene.proxy().control.received()).hasSize(1);
    }

    @Test
    void answersAndTimeoutsAreNotRepeated() {
        ClusterTunnel tunnel = opened();
        ConnectScene.Proxy first = scene.proxy();
        AtomicInteger asked = new AtomicInteger();
        scene.starting = asked::incrementAndGet;
        for (int status : new int[] {401, 403, 404, 502, 503}) {
            first.answer = exchange -> LoopbackServer.send(exchange, status, "no");
            assertThat(ConnectScene.read(tunnel).failure()).isPresent();
        }
        CountDownLatch ended = new CountDownLatch(1);
        first.answer = exchange -> {
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        Observation<String> late =
                tunnel.get(KubernetesRequest.json("/version"), body -> "read", Duration.ofMillis(100));
        ended.countDown();

        assertThat(late.failure().map(Unavailable::reason)).contains(Reason.TIMED_OUT);
        assertThat(asked).hasValue(0);
        assertThat(first.api.received()).hasSize(6);
    }

    @Test
    void aProxyThatEndsBeforeTheRegistrationIsAskedForOnceMore() {
        AtomicInteger asked = new AtomicInteger();
        scene.kill();
        scene.starting = () -> {
            if (asked.getAndIncrement() == 1) {
                scene.restart();
            }
        };

        assertThat(ConnectScene.read(opened())).isEqualTo(Observation.of("fine"));
        assertThat(scene.arm.calls).hasSize(1);
    }

    @Test
    void aProxyThatTookThePortOfOursIsNotBelieved() {
        ConnectScene.Proxy ours = scene.proxy();
        try (LoopbackServer other = LoopbackServer.https(
                ConnectScene.AUTHORITY.serverFor(TestAuthority.loopback()),
                exchange -> LoopbackServer.send(exchange, 200, "of another"))) {
            ours.clusterLines = ours.clusterLines.replace(":" + ours.api.port() + "/", ":" + other.port() + "/");

            assertThat(scene.failure().fault()).isEqualTo(AccessFault.PROXY_DIED);

            AtomicInteger asked = new AtomicInteger();
            scene.starting = () -> {
                if (asked.getAndIncrement() == 1) {
                    scene.restart();
                }
            };
            assertThat(ConnectScene.read(opened())).isEqualTo(Observation.of("fine"));
            assertThat(other.received()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "relay refused: the token is expired, TOKEN_EXPIRED",
        "websocket: bad handshake, WEBSOCKET_REFUSED",
    })
    void aCredentialThatTheRelayDoesNotTakeIsNotKept(String words, AccessFault fault) {
        ClusterTunnel tunnel = opened();
        scene.proxy().answer = exchange -> LoopbackServer.send(exchange, 502, words);

        assertThat(failure(tunnel).fault()).isEqualTo(fault);

        opened();
        assertThat(scene.arm.calls).hasSize(2);
    }

    @Test
    void aTunnelThatWasClosedStaysClosedOverARestart() {
        ClusterTunnel tunnel = opened();
        tunnel.close();
        ConnectScene.Proxy next = scene.restart();

        assertThat(ConnectScene.read(tunnel).failure().map(Unavailable::reason)).contains(Reason.NOT_ATTEMPTED);
        assertThat(next.api.received()).isEmpty();
    }

    private ClusterTunnel opened() {
        return scene.open(access).seen().orElseThrow();
    }

    private static Unavailable<String> failure(ClusterTunnel tunnel) {
        return ConnectScene.read(tunnel).failure().orElseThrow();
    }
}
