package io.arcfleet.access.login;

import static io.arcfleet.access.login.LoginFixtures.AUTHORITY;
import static io.arcfleet.access.login.LoginFixtures.CLOCK;
import static io.arcfleet.access.login.LoginFixtures.DEADLINE;
import static io.arcfleet.access.login.LoginFixtures.NOW;
import static io.arcfleet.access.login.LoginFixtures.cluster;
import static io.arcfleet.access.login.LoginFixtures.jwt;
import static io.arcfleet.access.login.LoginFixtures.tagged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.sun.net.httpserver.HttpExchange;
import io.arcfleet.MovingClock;
import io.arcfleet.access.LoopbackServer;
import io.arcfleet.access.TestAuthority;
import io.arcfleet.arm.AzureConnection;
import io.arcfleet.config.AccessSettings.KeyVault;
import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.AzureFacts;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

/** Against a vault on loopback that answers as "Azure Key Vault REST API reference" and "Authentication" say. */
@Timeout(120)
final class KeyVaultTokensTest {

    /** The client remembers the challenge of a host for the life of the JVM. */
    private static final AtomicInteger VAULTS = new AtomicInteger();

    private static final String NAME = cluster().identity().name();
    private static final String CHALLENGE =
            "Bearer authorization=\"https://login.microsoftonline.com/00000000-0000-0000-0000-000000000001\","
                    + " resource=\"https://vault.azure.net\"";

    private final String vault = "fleet-" + VAULTS.incrementAndGet() + ".vault.azure.net";
    private volatile String challenge = CHALLENGE;
    private volatile LoopbackServer.Answer answer = exchange -> LoopbackServer.send(exchange, 500, "");
    private final LoopbackServer server =
            LoopbackServer.https(AUTHORITY.serverFor(TestAuthority.loopback()), this::challengeOrAnswer);
    private final AzureConnection azure = LoginFixtures.connection(server.port(), LoginFixtures.identity());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void theVaultSaysForWhomTheTokenOfTheIdentityMustBe() {
        answer = secret("token-1");

        assertThat(tokens("{name}").tokenFor(cluster(), DEADLINE)).isEqualTo(Observation.of("token-1"));
        assertThat(server.received())
                .extracting(LoopbackServer.Received::method, LoopbackServer.Received::authorization)
                .containsExactly(
                        tuple("GET", null), tuple("GET", "Bearer identity-token-for-https://vault.azure.net/.default"));
        assertThat(server.received().getLast().uri()).startsWith("/secrets/" + NAME);
    }

    @Test
    void aVaultThatWantsATokenForAnotherServiceGetsNone() {
        challenge = CHALLENGE.replace("https://vault.azure.net", "https://management.azure.com");
        answer = secret("token-1");

        assertThat(tokens("{name}").tokenFor(cluster(), DEADLINE).failure()).isPresent();
        assertThat(server.received())
                .extracting(LoopbackServer.Received::authorization)
                .containsOnlyNulls();
    }

    @Test
    void aTagOfTheClusterNamesItsSecretBeforeThePattern() {
        answer = secret("token-1");
        KeyVaultTokens tokens = tokens("{name}", "arc-token");

        tokens.tokenFor(tagged(Map.of("arc-token", "of-the-tag")), DEADLINE);
        assertThat(server.received().getLast().uri()).startsWith("/secrets/of-the-tag");

        tokens.tokenFor(tagged(Map.of("another", "x")), DEADLINE);
        assertThat(server.received().getLast().uri()).startsWith("/secrets/" + NAME);
    }

    @Test
    void aTagThatHoldsNoNameIsRefusedUnsent() {
        assertThat(failure(tokens("{name}", "arc-token").tokenFor(tagged(Map.of("arc-token", "../keys/a")), DEADLINE)))
                .isEqualTo(new Unavailable<>(
                        AccessFault.TOKEN_MISSING,
                        "the tag arc-token of the cluster does not hold the name of a secret"));
        assertThat(server.received()).isEmpty();
    }

    @Test
    void whatANameCannotHaveBecomesAHyphen() {
        answer = secret("token-1");

        tokens("a-{resourceGroup}-{name}").tokenFor(of("Läden (Nord)", "store_1.x"), DEADLINE);

        assertThat(server.received().getLast().uri()).startsWith("/secrets/a-L-den--Nord--store-1-x");
    }

    @Test
    void theHashOfTheResourceIdTellsClustersApartWhoseNamesReadTheSame() {
        answer = secret("token-1");
        KeyVaultTokens tokens = tokens("arcfleet-{hash}");

        tokens.tokenFor(of("a-b", "c"), DEADLINE);
        String first = server.received().getLast().uri();
        tokens.tokenFor(of("a", "b-c"), DEADLINE);

        // SHA-256 of /subscriptions/s/resourcegroups/a-b/providers/microsoft.kubernetes/connectedclusters/c.
        assertThat(first)
                .startsWith("/secrets/arcfleet-936564e05475ddaae35ca47df559ee5ff98594db910446b2392c32479ad64bfa");
        assertThat(server.received().getLast().uri())
                .startsWith("/secrets/arcfleet-")
                .isNotEqualTo(first);
    }

    @Test
    void aClusterWithoutAResourceIdHasNoHash() {
        ClusterTarget byContext = new ClusterTarget(
                new ClusterIdentity("kubeconfig:h/c", "c", null, null, null),
                AzureFacts.unavailable(Reason.NOT_ATTEMPTED, "no"));

        assertThat(failure(tokens("arcfleet-{hash}").tokenFor(byContext, DEADLINE))
                        .fault())
                .isEqualTo(AccessFault.TOKEN_MISSING);
        assertThat(server.received()).isEmpty();
    }

    @Test
    void aNameThatIsTooLongIsRefusedUnsent() {
        assertThat(failure(tokens("{resourceGroup}-{name}").tokenFor(of("g".repeat(90), "n".repeat(37)), DEADLINE)))
                .satisfies(failure -> assertThat(failure.fault()).isEqualTo(AccessFault.TOKEN_MISSING))
                .satisfies(failure -> assertThat(failure.detail()).contains("1 to 127 characters"));
        assertThat(server.received()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "401, TOKEN_STORE_REFUSED, NOT_PERMITTED",
        "403, TOKEN_STORE_REFUSED, NOT_PERMITTED",
        "404, TOKEN_MISSING, NOT_ATTEMPTED",
        "400, , MALFORMED"
    })
    void aRefusalIsToldByItsStatus(int status, AccessFault fault, Reason reason) {
        answer = exchange ->
                LoopbackServer.send(exchange, status, "{\"error\":{\"code\":\"Refused\",\"message\":\"no\"}}");

        Unavailable<String> failure = failure(tokens("{name}").tokenFor(cluster(), DEADLINE));

        assertThat(failure.fault()).isEqualTo(fault);
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.detail()).contains(NAME).contains(vault);
    }

    @Test
    void aVaultThatIsThrottledPastTheDeadlineIsToldSo() {
        answer = exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "60");
            LoopbackServer.send(exchange, 429, "");
        };

        assertThat(failure(tokens("{name}").tokenFor(cluster(), DEADLINE)).reason())
                .isEqualTo(Reason.THROTTLED);
    }

    @Test
    void aVaultThatDoesNotAnswerIsToldAtTheDeadline() {
        CountDownLatch end = new CountDownLatch(1);
        answer = exchange -> await(end);

        Unavailable<String> failure = failure(tokens("{name}").tokenFor(cluster(), NOW.plusMillis(300)));
        end.countDown();

        assertThat(failure.reason()).isEqualTo(Reason.TIMED_OUT);
    }

    @Test
    void aTokenIsAskedForOnceInTenMinutes() {
        answer = secret("token-1");
        MovingClock clock = new MovingClock(LoginFixtures.NOW);
        KeyVaultTokens tokens = tokens(clock, "{name}", Optional.empty());

        tokens.tokenFor(cluster(), DEADLINE);
        answer = secret("token-2");
        clock.pass(Duration.ofMinutes(10).minusSeconds(1));
        assertThat(tokens.tokenFor(cluster(), clock.instant().plusSeconds(45))).isEqualTo(Observation.of("token-1"));

        clock.pass(Duration.ofSeconds(1));
        assertThat(tokens.tokenFor(cluster(), clock.instant().plusSeconds(45))).isEqualTo(Observation.of("token-2"));
    }

    @Test
    void aTokenIsAskedForAgainFiveMinutesBeforeItsEnd() {
        String first = jwt(NOW.plus(Duration.ofMinutes(7)));
        answer = secret(first);
        MovingClock clock = new MovingClock(LoginFixtures.NOW);
        KeyVaultTokens tokens = tokens(clock, "{name}", Optional.empty());

        assertThat(tokens.tokenFor(cluster(), DEADLINE)).isEqualTo(Observation.of(first));
        answer = secret("token-2");
        clock.pass(Duration.ofMinutes(2));

        assertThat(tokens.tokenFor(cluster(), clock.instant().plusSeconds(45))).isEqualTo(Observation.of("token-2"));
    }

    @Test
    void aTokenThatIsOutOfDateIsNotShownToTheCluster() {
        answer = secret(jwt(NOW));

        Unavailable<String> failure = failure(tokens("{name}").tokenFor(cluster(), DEADLINE));

        assertThat(failure.fault()).isEqualTo(AccessFault.TOKEN_EXPIRED);
        assertThat(failure.detail()).contains("2026-08-01T12:00:00Z").doesNotContain("eyJ");
    }

    @ParameterizedTest
    @CsvSource({"''", "two words", "täken"})
    void aSecretMustHoldOneTokenAndNothingElse(String value) {
        answer = secret(value);

        Unavailable<String> failure = failure(tokens("{name}").tokenFor(cluster(), DEADLINE));

        assertThat(failure.fault()).isEqualTo(AccessFault.TOKEN_MISSING);
        assertThat(failure.detail()).endsWith("does not hold one token and nothing else");
    }

    @Test
    void aFailureIsNotRepeatedByAWholeFleetButSoonTriedAgain() {
        answer = exchange -> LoopbackServer.send(exchange, 403, "");
        MovingClock clock = new MovingClock(LoginFixtures.NOW);
        KeyVaultTokens tokens = tokens(clock, "shared", Optional.empty());
        tokens.tokenFor(cluster(), DEADLINE);
        int asked = server.received().size();

        assertThat(failure(tokens.tokenFor(cluster(), DEADLINE)).fault()).isEqualTo(AccessFault.TOKEN_STORE_REFUSED);
        assertThat(server.received()).hasSize(asked);

        answer = secret("token-1");
        clock.pass(Duration.ofSeconds(15));
        assertThat(tokens.tokenFor(cluster(), clock.instant().plusSeconds(45))).isEqualTo(Observation.of("token-1"));
    }

    @Test
    void threadsThatNeedTheSameSecretShareOneRead() throws Exception {
        answer = secret("token-1");
        KeyVaultTokens tokens = tokens("shared");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Observation<String>> read = () -> tokens.tokenFor(cluster(), DEADLINE);
            for (var outcome : threads.invokeAll(Collections.nCopies(50, read), 30, TimeUnit.SECONDS)) {
                assertThat(outcome.get()).isEqualTo(Observation.of("token-1"));
            }
        }

        assertThat(server.received()).hasSize(2);
    }

    private void challengeOrAnswer(HttpExchange exchange) throws IOException {
        if (exchange.getRequestHeaders().getFirst("Authorization") == null) {
            exchange.getResponseHeaders().add("WWW-Authenticate", challenge);
            LoopbackServer.send(exchange, 401, "{\"error\":{\"code\":\"Unauthorized\",\"message\":\"AKV10000\"}}");
        } else {
            answer.to(exchange);
        }
    }

    private LoopbackServer.Answer secret(String value) {
        return exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            LoopbackServer.send(
                    exchange,
                    200,
                    "{\"value\":\"" + value + "\",\"id\":\"https://" + vault + "/secrets/a/4387e9f3\","
                            + "\"attributes\":{\"enabled\":true}}");
        };
    }

    private KeyVaultTokens tokens(String pattern) {
        return tokens(CLOCK, pattern, Optional.empty());
    }

    private KeyVaultTokens tokens(String pattern, String tag) {
        return tokens(CLOCK, pattern, Optional.of(tag));
    }

    private KeyVaultTokens tokens(Clock clock, String pattern, Optional<String> tag) {
        URI loopback = URI.create("https://127.0.0.1:" + server.port());
        return new KeyVaultTokens(
                new KeyVault(URI.create("https://" + vault), pattern, tag),
                azure,
                () -> new AtLoopback(loopback, azure.retrying(loopback, "key vault")),
                clock);
    }

    private static ClusterTarget of(String resourceGroup, String name) {
        return new ClusterTarget(
                ClusterIdentity.of("s", resourceGroup, name, null), AzureFacts.unavailable(Reason.NOT_ATTEMPTED, "no"));
    }

    private static Unavailable<String> failure(Observation<String> observation) {
        return observation.failure().orElseThrow();
    }

    private static void await(CountDownLatch end) {
        try {
            assertThat(end.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends what is for the vault to the server on loopback: the client insists on the domain of Key Vault. */
    private record AtLoopback(URI loopback, HttpClient next) implements HttpClient {

        @Override
        public Mono<HttpResponse> send(HttpRequest request) {
            return Mono.fromCallable(() -> sendSync(request, Context.NONE));
        }

        @Override
        public HttpResponse sendSync(HttpRequest request, Context context) {
            try {
                HttpRequest sent = request.copy();
                sent.setUrl(loopback.resolve(request.getUrl().getFile()).toURL());
                return next.sendSync(sent, context);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
