package io.arcfleet.access.login;

import static io.arcfleet.access.login.LoginFixtures.AUTHORITY;
import static io.arcfleet.access.login.LoginFixtures.CLOCK;
import static io.arcfleet.access.login.LoginFixtures.DEADLINE;
import static io.arcfleet.access.login.LoginFixtures.NOW;
import static io.arcfleet.access.login.LoginFixtures.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.arcfleet.MovingClock;
import io.arcfleet.access.ClusterProxy.Endpoint;
import io.arcfleet.access.LoopbackServer;
import io.arcfleet.access.TestAuthority;
import io.arcfleet.arm.CallReceipts;
import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a proxy on loopback that answers the identity calls as the CLI extension expects it. */
@Timeout(120)
final class ProofOfPossessionLoginTest {

    private static final String TENANT = "00000000-0000-0000-0000-000000000001";

    private final AtomicInteger keys = new AtomicInteger();
    private final List<String> bound = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile LoopbackServer.Answer key = exchange ->
            LoopbackServer.send(exchange, 200, "{\"publicKey\":{\"kid\":\"key-" + keys.incrementAndGet() + "\"}}");
    private volatile LoopbackServer.Answer taking = exchange -> LoopbackServer.send(exchange, 200, "");
    /** With a certificate that nobody trusts, as the proxy has one. */
    private final LoopbackServer proxy =
            LoopbackServer.https(AUTHORITY.serverFor(TestAuthority.loopback()), this::answer);

    private final EntraTokens entra = (kid, deadline) -> {
        bound.add(kid);
        return Observation.of(new EntraTokens.BoundToken("bound-to-" + kid, NOW.plus(Duration.ofMinutes(60))));
    };
    private final ProofOfPossessionLogin login = login(entra, CLOCK);

    @AfterEach
    void close() {
        end.countDown();
        proxy.close();
    }

    @Test
    void theProxyGetsATokenThatIsBoundToItsKeyAndHoldsWhatIsShown() {
        assertThat(login.authenticationMethod()).isEqualTo("AAD");
        assertThat(login.ready(cluster(), endpoint(1), DEADLINE)).isEqualTo(Observation.of(Optional.empty()));

        assertThat(proxy.received())
                .extracting(call -> call.method() + " " + call.uri() + " " + call.body())
                .containsExactly(
                        "GET /identity/poppublickey {}",
                        "POST /identity/at {\"accessToken\":\"bound-to-key-1\","
                                + "\"serverId\":\"6256c85f-0aad-4d50-b960-e6e9b21efe35\",\"tenantID\":\"" + TENANT
                                + "\",\"kid\":\"key-1\"}");
    }

    @Test
    void manyClustersShareOneSignIn() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Observation<Optional<String>>> ready = () -> login.ready(cluster(), endpoint(1), DEADLINE);
            for (var outcome : threads.invokeAll(Collections.nCopies(50, ready), 30, TimeUnit.SECONDS)) {
                assertThat(outcome.get().seen()).isPresent();
            }
        }

        assertThat(bound).containsExactly("key-1");
    }

    @Test
    void aNewProxyGetsATokenOfItsOwn() {
        login.ready(cluster(), endpoint(1), DEADLINE);
        login.ready(cluster(), endpoint(2), DEADLINE);

        assertThat(bound).containsExactly("key-1", "key-2");
    }

    @Test
    void theTokenIsRenewedFiveMinutesBeforeItsEnd() {
        MovingClock clock = new MovingClock(LoginFixtures.NOW);
        ProofOfPossessionLogin renewing = login(entra, clock);
        renewing.ready(cluster(), endpoint(1), DEADLINE);
        clock.pass(Duration.ofMinutes(55).minusSeconds(1));
        renewing.ready(cluster(), endpoint(1), clock.instant().plusSeconds(45));
        assertThat(bound).containsExactly("key-1");

        clock.pass(Duration.ofSeconds(1));
        renewing.ready(cluster(), endpoint(1), clock.instant().plusSeconds(45));
        assertThat(bound).containsExactly("key-1", "key-2");
    }

    @Test
    void aKeyThatExpiredIsFetchedAgainOnce() {
        taking = exchange -> {
            boolean first = bound.size() == 1;
            LoopbackServer.send(exchange, first ? 500 : 200, first ? "{\"error\":\"Public key expired\"}" : "");
        };

        assertThat(login.ready(cluster(), endpoint(1), DEADLINE).seen()).isPresent();
        assertThat(bound).containsExactly("key-1", "key-2");
    }

    @Test
    void aKeyThatExpiresAgainIsToldAndNotFetchedForEver() {
        taking = exchange -> LoopbackServer.send(exchange, 500, "public key expired");

        assertThat(failure(login))
                .isEqualTo(new Unavailable<>(
                        Reason.UNREACHABLE, "the proxy said of two keys of its own that they are expired"));
        assertThat(bound).containsExactly("key-1", "key-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{}", "{\"publicKey\":{\"kid\":7}}", "{\"publicKey\":{\"kid\":\" \"}}", "[["})
    void anAnswerWithoutAKeyIsMalformed(String answer) {
        key = exchange -> LoopbackServer.send(exchange, 200, answer);

        assertThat(failure(login))
                .isEqualTo(
                        new Unavailable<>(Reason.MALFORMED, "the proxy did not answer with the id of its public key"));
        assertThat(bound).isEmpty();
    }

    @Test
    void aRefusalIsQuotedWithoutTheToken() {
        taking = exchange -> LoopbackServer.send(
                exchange, 500, "cannot use accessToken=" + LoginFixtures.jwt(NOW) + " of this tenant");

        assertThat(failure(login).detail())
                .startsWith("the proxy answered HTTP 500 to a call of its identity: cannot use")
                .doesNotContain("eyJ");
    }

    @Test
    void tooManyGroupsAreToldAsSuch() {
        taking = exchange -> LoopbackServer.send(
                exchange, 500, "Overage claim (users with more than 200 group membership) for SPN is not supported");

        assertThat(failure(login).fault()).isEqualTo(AccessFault.OVERAGE_CLAIM);
    }

    @Test
    void aProxyThatHangsIsToldAtTheDeadline() {
        key = exchange -> await();

        assertThat(login.ready(cluster(), endpoint(1), NOW.plusMillis(300))
                        .failure()
                        .orElseThrow()
                        .reason())
                .isEqualTo(Reason.TIMED_OUT);
    }

    @Test
    void anAnswerThatStopsInTheMiddleIsToldAtTheDeadline() {
        key = exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            await();
        };

        assertThat(login.ready(cluster(), endpoint(1), NOW.plusMillis(300))
                        .failure()
                        .orElseThrow()
                        .reason())
                .isEqualTo(Reason.TIMED_OUT);
    }

    @Test
    void aProxyThatIsGoneIsToldAsDied() {
        proxy.close();

        assertThat(failure(login).fault()).isEqualTo(AccessFault.PROXY_DIED);
    }

    @Test
    void whatEntraSaysIsPassedOn() {
        Observation<EntraTokens.BoundToken> no = Observation.unavailable(AccessFault.ENTRA_REFUSED, "no");

        assertThat(failure(login((kid, deadline) -> no, CLOCK)))
                .isEqualTo(new Unavailable<>(AccessFault.ENTRA_REFUSED, "no"));
        assertThat(proxy.received()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://proxy.example:1", "http://127.0.0.1:1", "https://127.0.0.1.example:1"})
    void aProxyElsewhereIsNotAsked(String api) {
        Endpoint elsewhere = new Endpoint(URI.create(api), URI.create(api), true, 1);

        assertThat(login.ready(cluster(), elsewhere, DEADLINE)
                        .failure()
                        .orElseThrow()
                        .reason())
                .isEqualTo(Reason.NOT_ATTEMPTED);
    }

    @Test
    void aTokenIsNotInTheTextOfItsHolders() {
        EntraTokens.BoundToken token = new EntraTokens.BoundToken("s3cret", NOW);

        assertThat(token.toString()).doesNotContain("s3cret");
        assertThat(new SharedAnswers.Lasting<>(token.value(), NOW).toString()).doesNotContain("s3cret");
    }

    private void answer(HttpExchange exchange) throws IOException {
        (exchange.getRequestURI().getPath().endsWith("/at") ? taking : key).to(exchange);
    }

    private void await() {
        try {
            assertThat(end.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Endpoint endpoint(long generation) {
        URI api = URI.create("https://127.0.0.1:" + proxy.port());
        return new Endpoint(URI.create("http://127.0.0.1:1"), api, true, generation);
    }

    private Unavailable<Optional<String>> failure(ProofOfPossessionLogin signingIn) {
        return signingIn.ready(cluster(), endpoint(1), DEADLINE).failure().orElseThrow();
    }

    private static ProofOfPossessionLogin login(EntraTokens tokens, Clock clock) {
        return new ProofOfPossessionLogin(tokens, TENANT, new CallReceipts(), clock);
    }
}
