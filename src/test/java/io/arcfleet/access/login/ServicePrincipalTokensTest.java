package io.arcfleet.access.login;

import static io.arcfleet.access.login.LoginFixtures.AUTHORITY;
import static io.arcfleet.access.login.LoginFixtures.CLOCK;
import static io.arcfleet.access.login.LoginFixtures.DEADLINE;
import static io.arcfleet.access.login.LoginFixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.ClientAuthenticationException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import io.arcfleet.access.LoopbackServer;
import io.arcfleet.access.TestAuthority;
import io.arcfleet.access.login.EntraTokens.BoundToken;
import io.arcfleet.config.AccessSettings.ServicePrincipal;
import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

/** Against a token endpoint on loopback: what is posted, and what is made of the answers. */
@Timeout(120)
final class ServicePrincipalTokensTest {

    private static final String CLIENT = "0a1b2c3d-0000-4000-8000-00000000000f";
    private static final String TENANT = "0a1b2c3d-0000-4000-8000-000000000001";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final CountDownLatch end = new CountDownLatch(1);
    private volatile LoopbackServer.Answer answer = exchange ->
            json(exchange, 200, "{\"token_type\":\"pop\",\"expires_in\":3600,\"access_token\":\"bound-token\"}");
    private final LoopbackServer entra =
            LoopbackServer.https(AUTHORITY.serverFor(TestAuthority.loopback()), exchange -> answer.to(exchange));

    @TempDir
    Path folder = Path.of("");

    @AfterEach
    void close() {
        end.countDown();
        entra.close();
    }

    @Test
    void theTokenIsAskedForAsTheCliDoes() throws IOException {
        BoundToken token = federated().tokenFor("the-key", DEADLINE).seen().orElseThrow();

        assertThat(token.value()).isEqualTo("bound-token");
        assertThat(token.expires()).isAfter(NOW);
        assertThat(entra.received()).hasSize(1);
        LoopbackServer.Received posted = entra.received().getFirst();
        assertThat(posted.method() + " " + posted.uri()).isEqualTo("POST /" + TENANT + "/oauth2/v2.0/token");
        Map<String, String> form = form();
        assertThat(form)
                .containsEntry("grant_type", "client_credentials")
                .containsEntry("client_id", CLIENT)
                .containsEntry("token_type", "pop")
                .containsEntry("key_id", "the-key");
        assertThat(form.get("scope")).contains("6256c85f-0aad-4d50-b960-e6e9b21efe35/.default");
        assertThat(form.get("req_cnf")).doesNotContain("=");
        assertThat(JSON.readTree(Base64.getUrlDecoder().decode(form.get("req_cnf"))))
                .isEqualTo(JSON.readTree("{\"kid\":\"the-key\",\"xms_ksl\":\"sw\"}"));
    }

    @Test
    void aFederatedManagedIdentityProvesTheAppWithItsOwnToken() {
        federated().tokenFor("the-key", DEADLINE);

        assertThat(form())
                .containsEntry("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                .containsEntry("client_assertion", "identity-token-for-api://AzureADTokenExchange/.default");
    }

    @Test
    void aCertificateSignsTheAssertion() throws Exception {
        TestAuthority.AppKey app = AUTHORITY.appKey();
        Path file = Files.writeString(folder.resolve("app.pem"), app.pem());

        assertThat(with(Optional.of(file)).tokenFor("the-key", DEADLINE).seen()).isPresent();

        String[] assertion = form().getOrDefault("client_assertion", "").split("\\.", -1);
        JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(assertion[0]));
        JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(assertion[1]));
        assertThat(header.path("alg").asText()).isEqualTo("RS256");
        assertThat(claims.path("iss").asText()).isEqualTo(CLIENT);
        assertThat(claims.path("sub").asText()).isEqualTo(CLIENT);
        assertThat(claims.path("aud").asText())
                .isEqualTo("https://127.0.0.1:" + entra.port() + "/" + TENANT + "/oauth2/v2.0/token");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(app.certificate());
        signature.update((assertion[0] + "." + assertion[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(assertion[2])))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"certificate only", "key only", "nothing"})
    void aFileWithoutCertificateAndKeyIsRefusedUnsentAndUnquoted(String content) throws IOException {
        String pem = AUTHORITY.appKey().pem();
        int key = pem.indexOf("-----BEGIN PRIVATE KEY");
        String written = switch (content) {
            case "certificate only" -> pem.substring(0, key);
            case "key only" -> pem.substring(key);
            default -> "";
        };
        Path file = Files.writeString(folder.resolve("app.pem"), written);

        assertThat(with(Optional.of(file)).tokenFor("the-key", DEADLINE))
                .isEqualTo(Observation.unavailable(
                        AccessFault.ENTRA_REFUSED,
                        "the certificate of the app registration cannot be used: it must hold a certificate and an RSA"
                                + " private key without a password"));
        assertThat(entra.received()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "401, invalid_client, AADSTS700027: the certificate is not registered, ENTRA_REFUSED, NOT_PERMITTED",
        "400, unauthorized_client, AADSTS700016: no such application, ENTRA_REFUSED, NOT_PERMITTED",
        "400, invalid_resource, Audience x is not a supported MSI token audience, TOKEN_AUDIENCE, NOT_PERMITTED"
    })
    void aRefusalNamesWhatEntraSaid(int status, String error, String words, AccessFault fault, Reason reason) {
        answer = exchange ->
                json(exchange, status, "{\"error\":\"" + error + "\",\"error_description\":\"" + words + "\"}");

        Unavailable<BoundToken> failure = failure(federated());

        assertThat(failure.fault()).isEqualTo(fault);
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.detail()).contains(CLIENT, error, words).doesNotContain("identity-token");
    }

    @Test
    void anEntraThatAsksToWaitPastTheDeadlineIsToldSo() {
        answer = exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "60");
            json(exchange, 429, "{\"error\":\"throttled\"}");
        };

        Unavailable<BoundToken> failure = failure(federated());

        assertThat(failure.reason()).as(failure.detail()).isEqualTo(Reason.THROTTLED);
    }

    @ParameterizedTest
    @CsvSource({"200, <html>, MALFORMED", "200, {}, MALFORMED", "501, <html>, UNREACHABLE"})
    void anAnswerThatIsNoTokenIsAFailure(int status, String body, Reason reason) {
        answer = exchange -> json(exchange, status, body);

        Unavailable<BoundToken> failure = failure(federated());

        assertThat(failure.reason()).as(failure.detail()).isEqualTo(reason);
    }

    @Test
    void anEntraThatDoesNotAnswerIsToldAtTheDeadline() {
        answer = exchange -> {
            try {
                assertThat(end.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };

        assertThat(federated()
                        .tokenFor("the-key", NOW.plusMillis(700))
                        .failure()
                        .orElseThrow()
                        .reason())
                .isEqualTo(Reason.TIMED_OUT);
    }

    @Test
    void anEntraThatIsNotThereIsUnreachable() {
        entra.close();

        Unavailable<BoundToken> failure = failure(federated());

        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "Failed to connect to MSI. Please make sure MSI is configured correctly., TOKEN_AUDIENCE",
        "no identity is assigned to the app, ENTRA_REFUSED"
    })
    void aManagedIdentityThatGivesNoTokenIsToldBeforeAnythingIsPosted(String words, AccessFault fault) {
        TokenCredential none = request -> Mono.error(new ClientAuthenticationException(words, null));

        assertThat(failure(tokens(Optional.empty(), none)).fault()).isEqualTo(fault);
        assertThat(entra.received()).isEmpty();
    }

    private ServicePrincipalTokens federated() {
        return with(Optional.empty());
    }

    private ServicePrincipalTokens with(Optional<Path> certificate) {
        return tokens(certificate, LoginFixtures.identity());
    }

    private ServicePrincipalTokens tokens(Optional<Path> certificate, TokenCredential identity) {
        return new ServicePrincipalTokens(
                new ServicePrincipal(TENANT, CLIENT, certificate),
                LoginFixtures.cloud(entra.port()),
                LoginFixtures.connection(entra.port(), identity),
                CLOCK);
    }

    private Map<String, String> form() {
        return Arrays.stream(entra.received().getFirst().body().split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    }

    private static Unavailable<BoundToken> failure(ServicePrincipalTokens tokens) {
        return tokens.tokenFor("the-key", DEADLINE).failure().orElseThrow();
    }

    private static void json(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        LoopbackServer.send(exchange, status, body);
    }
}
