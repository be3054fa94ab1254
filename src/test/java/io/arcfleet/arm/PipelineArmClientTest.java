package io.arcfleet.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.ClientAuthenticationException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.arcfleet.arm.ArmException.Kind;
import io.arcfleet.arm.ScriptedAzure.Answer;
import io.arcfleet.arm.ScriptedAzure.Script;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

final class PipelineArmClientTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String PATH = "/subscriptions/s/things?api-version=1";

    @Test
    void sendsPathAndQueryWithTokenAndUserAgent() {
        ScriptedAzure azure = new ScriptedAzure(call -> Answer.ok("{\"value\":[1]}"));

        JsonNode answer = azure.connection().client().get(PATH, LONG);

        assertThat(answer.at("/value/0").asInt()).isEqualTo(1);
        ScriptedAzure.Call call = azure.calls().getFirst();
        assertThat(call.uri()).hasToString("https://management.azure.com" + PATH);
        assertThat(call.headers()).containsEntry("Authorization", "Bearer " + ScriptedAzure.TOKEN);
        assertThat(call.headers().get("User-Agent")).contains("arc-fleet-scanner");
    }

    @Test
    void postsItsBody() {
        ScriptedAzure azure = new ScriptedAzure(call -> Answer.ok(call.body().toString()));

        JsonNode answer = azure.connection()
                .client()
                .postPaced(PATH, JsonNodeFactory.instance.objectNode().put("clientProxy", true), LONG);

        assertThat(answer.path("clientProxy").asBoolean()).isTrue();
        assertThat(azure.calls().getFirst().method()).isEqualTo("POST");
    }

    @Test
    void saysInOneSentenceWhatWasRefusedAndWhy() {
        ArmException failure = failure(call -> Answer.error(403, "AuthorizationFailed", "No\r\n right to read."));

        assertThat(failure.kind()).isEqualTo(Kind.NOT_PERMITTED);
        assertThat(failure.status()).isEqualTo(403);
        assertThat(failure.code()).isEqualTo("AuthorizationFailed");
        assertThat(failure)
                .hasMessage("GET /subscriptions/s/things answered 403 AuthorizationFailed: No right to read.");
    }

    @Test
    void shortensLongMessages() {
        ArmException failure = failure(call -> Answer.error(400, "BadRequest", "x".repeat(5_000)));

        assertThat(failure.getMessage()).hasSizeLessThan(400).endsWith("...");
    }

    @ParameterizedTest
    @CsvSource({
        "401, NOT_PERMITTED",
        "404, NOT_FOUND",
        "410, NOT_FOUND",
        "400, REJECTED",
        "302, REJECTED",
        "409, REJECTED",
        "408, TIMED_OUT",
        "429, THROTTLED",
        "500, UNREACHABLE",
        "503, UNREACHABLE"
    })
    void classifiesAnswers(int status, Kind kind) {
        assertThat(failure(call -> Answer.error(status, "Code", "text")).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>sign in</html>", "", "{\"value\":", "{} {}"})
    void answersThatAreNotJsonAreMalformed(String body) {
        assertThat(failure(call -> Answer.ok(body)).kind()).isEqualTo(Kind.MALFORMED);
    }

    @Test
    void refusesBodiesOverTheCap() {
        String body = "[\"" + "x".repeat(BufferedAnswer.MAXIMUM_BODY) + "\"]";

        ArmException failure = failure(call -> Answer.ok(body));

        assertThat(failure.kind()).isEqualTo(Kind.MALFORMED);
        assertThat(failure).hasMessageContaining("more than 32 MiB");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/subscriptions?page=2",
                "https://management.azure.com.evil.example/x",
                "https://management.azure.com:8443/x",
                "https://user@management.azure.com/x",
                "http://management.azure.com/x",
                "@evil.example/x",
                "subscriptions/s"
            })
    void neverSendsTheTokenElsewhere(String link) {
        ScriptedAzure azure = new ScriptedAzure(call -> Answer.ok("{}"));

        ArmException failure = catchThrowableOfType(
                ArmException.class, () -> azure.connection().client().get(link, LONG));

        assertThat(Objects.requireNonNull(failure).kind()).isEqualTo(Kind.REJECTED);
        assertThat(azure.calls()).isEmpty();
    }

    @Test
    void followsNextLinksOnTheSameHost() {
        ScriptedAzure azure = new ScriptedAzure(call -> Answer.ok("{}"));

        azure.connection().client().get("https://Management.Azure.com:443/x?$skipToken=a%2Bb", LONG);

        assertThat(azure.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.uri().getRawQuery()).isEqualTo("$skipToken=a%2Bb"));
    }

    @Test
    void waitsAsLongAsRetryAfterSaysAndCountsIt() {
        ScriptedAzure azure =
                answering(Answer.error(429, "TooManyRequests", "slow down").with("Retry-After", "7"), Answer.ok("{}"));

        azure.connection().client().get(PATH, LONG);

        assertThat(azure.pauses()).containsExactly(Duration.ofSeconds(7));
        assertThat(azure.receipt("resource manager")).isEqualTo(new CallReceipts.Receipt(2, 1, Duration.ofSeconds(7)));
    }

    @Test
    void understandsRetryAfterAsDate() {
        ScriptedAzure azure = answering(
                Answer.error(503, "Busy", "")
                        .with("Date", "Mon, 05 Jan 2026 10:00:00 GMT")
                        .with("Retry-After", "Mon, 05 Jan 2026 10:00:09 GMT"),
                Answer.ok("{}"));

        azure.connection().client().get(PATH, LONG);

        assertThat(azure.pauses()).containsExactly(Duration.ofSeconds(9));
    }

    @Test
    void doesNotWaitLongerThanTheCallMayTake() {
        ScriptedAzure azure = answering(Answer.error(429, "TooManyRequests", "").with("Retry-After", "31"));

        ArmException failure = failure(azure);

        assertThat(failure.kind()).isEqualTo(Kind.THROTTLED);
        assertThat(azure.pauses()).isEmpty();
    }

    @Test
    void givesUpWhenThrottledForEver() {
        ScriptedAzure azure = new ScriptedAzure(call -> Answer.error(429, "TooManyRequests", ""));

        assertThat(failure(azure).kind()).isEqualTo(Kind.THROTTLED);
        assertThat(azure.calls()).hasSize(6);
    }

    @Test
    void leavesAThrottledCallToACallerWhoPacesItself() {
        ScriptedAzure azure = answering(
                Answer.error(503, "Busy", ""),
                Answer.error(429, "TooManyRequests", "slow down").with("Retry-After", "7"));
        ArmClient client = azure.connection().client();

        ArmException failure = Objects.requireNonNull(catchThrowableOfType(
                ArmException.class, () -> client.postPaced(PATH, JsonNodeFactory.instance.objectNode(), LONG)));

        assertThat(failure.kind()).isEqualTo(Kind.THROTTLED);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(azure.calls()).as("other failures are tried again as ever").hasSize(2);
        assertThat(azure.pauses()).doesNotContain(Duration.ofSeconds(7));
    }

    @Test
    void triesAgainAfterServerErrorsAndLostConnections() {
        Deque<Integer> failures = new ArrayDeque<>(List.of(502, 0));
        ScriptedAzure azure = new ScriptedAzure(call -> {
            Integer failure = failures.poll();
            if (failure == null) {
                return Answer.ok("{}");
            }
            if (failure == 0) {
                throw new IOException("connection reset");
            }
            return Answer.error(failure, "BadGateway", "");
        });

        azure.connection().client().get(PATH, LONG);

        assertThat(azure.calls()).hasSize(3);
        assertThat(azure.pauses()).hasSize(2).allMatch(pause -> pause.compareTo(Duration.ofSeconds(2)) < 0);
        assertThat(Objects.requireNonNull(azure.receipt("resource manager")).waited())
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void aCertificateThatIsNotTrustedIsNotTriedAgain() {
        ScriptedAzure azure = new ScriptedAzure(call -> {
            throw new SSLHandshakeException("unable to find valid certification path");
        });

        assertThat(failure(azure).kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(azure.calls()).hasSize(1);
    }

    @Test
    void aRefusalIsNotTriedAgain() {
        ScriptedAzure azure = new ScriptedAzure(call -> Answer.error(403, "AuthorizationFailed", ""));

        failure(azure);

        assertThat(azure.calls()).hasSize(1);
    }

    @Test
    void aHostWithoutConnectionIsUnreachable() {
        ArmException failure = failure(call -> {
            throw new ConnectException("Connection refused");
        });

        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure.status()).isZero();
        assertThat(failure).hasMessageContaining("Connection refused");
    }

    @Test
    void returnsInTimeWhenNothingIsAnswered() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        ScriptedAzure azure = new ScriptedAzure(call -> {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw new IOException("interrupted", e);
            }
            return Answer.ok("{}");
        });

        ArmException failure = catchThrowableOfType(
                ArmException.class, () -> azure.connection().client().get(PATH, Duration.ofMillis(80)));

        assertThat(Objects.requireNonNull(failure).kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void withoutTokenNothingIsSent() {
        TokenCredential none =
                request -> Mono.error(new ClientAuthenticationException("No identity\nwas found.", null));
        ScriptedAzure azure = new ScriptedAzure(call -> Answer.ok("{}"));

        ArmException failure = catchThrowableOfType(
                ArmException.class, () -> azure.connection(none).client().get(PATH, LONG));

        assertThat(Objects.requireNonNull(failure).kind()).isEqualTo(Kind.NOT_PERMITTED);
        assertThat(failure).hasMessageContaining("there is no token: No identity was found.");
        assertThat(azure.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401, 403, 429, 500})
    void noFailureTellsTheTokenEvenIfTheServiceDoes(int status) {
        String echo = "you sent Authorization: Bearer " + ScriptedAzure.TOKEN;

        ArmException failure = failure(call -> status == 200 ? Answer.ok(echo) : Answer.error(status, "Echo", echo));

        assertThat(stack(failure)).doesNotContain(ScriptedAzure.TOKEN);
    }

    private static String stack(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static ScriptedAzure answering(Answer... answers) {
        Deque<Answer> left = new ArrayDeque<>(List.of(answers));
        return new ScriptedAzure(call -> left.remove());
    }

    private static ArmException failure(Script script) {
        return failure(new ScriptedAzure(script));
    }

    private static ArmException failure(ScriptedAzure azure) {
        return Objects.requireNonNull(catchThrowableOfType(
                ArmException.class, () -> azure.connection().client().get(PATH, LONG)));
    }
}
