package io.arcfleet.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.FixedDelay;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.util.Context;
import com.azure.resourcemanager.resourcegraph.models.QueryRequest;
import com.azure.resourcemanager.resources.fluent.models.SubscriptionInner;
import io.arcfleet.arm.ArmException.Kind;
import io.arcfleet.arm.ScriptedAzure.Answer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AzureConnectionTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String EMPTY_PAGE =
            "{\"totalRecords\":0,\"count\":0,\"resultTruncated\":\"false\",\"data\":[]}";

    @Test
    void noPipelineRegistersResourceProviders() {
        AzureConnection connection = new ScriptedAzure(call -> Answer.ok("{}")).connection();

        assertThat(policies(connection.resources().subscriptionClient().getHttpPipeline()))
                .contains("UserAgentPolicy", "RequestIdPolicy")
                .doesNotContain("ProviderRegistrationPolicy");
        assertThat(policies(connection.resourceGraph().serviceClient().getHttpPipeline()))
                .contains("UserAgentPolicy", "RequestIdPolicy")
                .doesNotContain("ProviderRegistrationPolicy");
    }

    @Test
    void aMissingProviderIsReportedAndNotRegistered() {
        ScriptedAzure azure = new ScriptedAzure(
                call -> Answer.error(409, "MissingSubscriptionRegistration", "not registered to use namespace 'X'"));

        ArmException failure = catchThrowableOfType(ArmException.class, () -> subscriptions(azure.connection()));

        assertThat(Objects.requireNonNull(failure).code()).isEqualTo("MissingSubscriptionRegistration");
        assertThat(azure.calls()).extracting(ScriptedAzure.Call::method).containsExactly("GET");
    }

    @Test
    void listsSubscriptionsOverPages() {
        ScriptedAzure azure = new ScriptedAzure(call -> call.query().contains("page=2")
                ? Answer.ok("{\"value\":[{\"subscriptionId\":\"b\"}]}")
                : Answer.ok("{\"value\":[{\"subscriptionId\":\"a\",\"state\":\"Disabled\"}],"
                        + "\"nextLink\":\"https://management.azure.com/subscriptions?page=2\"}"));

        assertThat(subscriptions(azure.connection())).containsExactly("a", "b");
        assertThat(Objects.requireNonNull(azure.receipt("resource manager")).calls())
                .isEqualTo(2);
    }

    @Test
    void theOfficialClientsDoNotFollowLinksToOtherHostsEither() {
        ScriptedAzure azure = new ScriptedAzure(
                call -> Answer.ok("{\"value\":[],\"nextLink\":\"https://evil.example/subscriptions?page=2\"}"));

        ArmException failure = catchThrowableOfType(ArmException.class, () -> subscriptions(azure.connection()));

        assertThat(Objects.requireNonNull(failure).kind()).isEqualTo(Kind.REJECTED);
        assertThat(failure).hasMessageContaining("evil.example").hasMessageContaining("the token goes nowhere else");
        assertThat(azure.calls()).hasSize(1);
    }

    @Test
    void whatTheOfficialClientsThrowBecomesOneSentence() {
        ScriptedAzure azure = new ScriptedAzure(call -> new Answer(
                400,
                "{\"error\":{\"code\":\"BadRequest\",\"message\":\"Please provide below info\",\"details\":["
                        + "{\"code\":\"InvalidQuery\",\"message\":\"Query is invalid.\"}]}}",
                java.util.Map.of()));

        ArmException failure = catchThrowableOfType(ArmException.class, () -> query(azure.connection()));

        assertThat(Objects.requireNonNull(failure).kind()).isEqualTo(Kind.REJECTED);
        assertThat(failure)
                .hasMessage("POST /graph answered 400 BadRequest: Query is invalid. (Please provide below info)");
    }

    @Test
    void anAnswerThatTheOfficialClientsCannotReadIsMalformed() {
        ScriptedAzure azure = new ScriptedAzure(call -> Answer.ok("<html>"));

        ArmException failure = catchThrowableOfType(ArmException.class, () -> query(azure.connection()));

        assertThat(Objects.requireNonNull(failure).kind()).isEqualTo(Kind.MALFORMED);
    }

    @Test
    void waitsForTheQuotaOfResourceGraphOnceItIsUsedUp() {
        Deque<String> remaining = new ArrayDeque<>(List.of("1", "0", "14"));
        ScriptedAzure azure = new ScriptedAzure(call -> Answer.ok(EMPTY_PAGE)
                .with("x-ms-user-quota-remaining", remaining.remove())
                .with("x-ms-user-quota-resets-after", "00:00:04"));
        AzureConnection connection = azure.connection();

        IntStream.range(0, 3).forEach(i -> query(connection));

        assertThat(azure.pauses())
                .singleElement()
                .satisfies(pause -> assertThat(pause).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(5)));
        assertThat(Objects.requireNonNull(azure.receipt("resource graph")).calls())
                .isEqualTo(3);
        assertThat(Objects.requireNonNull(azure.receipt("resource graph")).waited())
                .isGreaterThan(Duration.ofSeconds(3));
    }

    @Test
    void aThrottledQueryIsSentAgainAfterTheTimeThatIsAsked() {
        Deque<Answer> answers = new ArrayDeque<>(
                List.of(Answer.error(429, "RateLimiting", "").with("Retry-After", "3"), Answer.ok(EMPTY_PAGE)));
        ScriptedAzure azure = new ScriptedAzure(call -> answers.remove());

        query(azure.connection());

        assertThat(azure.pauses()).containsExactly(Duration.ofSeconds(3));
        assertThat(azure.receipt("resource graph")).isEqualTo(new CallReceipts.Receipt(2, 1, Duration.ofSeconds(3)));
    }

    @Test
    void doesNotWaitForAQuotaThatComesTooLate() {
        ScriptedAzure azure = new ScriptedAzure(call -> Answer.ok(EMPTY_PAGE)
                .with("x-ms-user-quota-remaining", "0")
                .with("x-ms-user-quota-resets-after", "00:05:00"));
        AzureConnection connection = azure.connection();
        query(connection);

        ArmException failure = catchThrowableOfType(ArmException.class, () -> query(connection));

        assertThat(Objects.requireNonNull(failure).kind()).isEqualTo(Kind.THROTTLED);
        assertThat(azure.calls()).hasSize(1);
        assertThat(azure.pauses()).isEmpty();
    }

    @Test
    void countsTriesOfClientsThatRetryThemselves() {
        Deque<Answer> answers = new ArrayDeque<>(List.of(Answer.error(429, "Slow", ""), Answer.ok("{}")));
        ScriptedAzure azure = new ScriptedAzure(call -> answers.remove());
        HttpPipeline pipeline = new HttpPipelineBuilder()
                .policies(
                        new RetryPolicy(new FixedDelay(3, Duration.ofMillis(20)), null, null),
                        azure.connection().counting("logs ingestion"))
                .httpClient(azure)
                .build();

        try (HttpResponse response =
                pipeline.sendSync(new HttpRequest(HttpMethod.GET, "https://x.example/"), Context.NONE)) {
            assertThat(response.getStatusCode()).isEqualTo(200);
        }

        CallReceipts.Receipt receipt = Objects.requireNonNull(azure.receipt("logs ingestion"));
        assertThat(receipt.calls()).isEqualTo(2);
        assertThat(receipt.throttles()).isEqualTo(1);
        assertThat(receipt.waited()).isGreaterThanOrEqualTo(Duration.ofMillis(20));
    }

    @Test
    void aCallOfAnOfficialClientReturnsInTime() {
        CountDownLatch never = new CountDownLatch(1);
        ScriptedAzure azure = new ScriptedAzure(call -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Answer.ok(EMPTY_PAGE);
        });

        ArmException failure =
                catchThrowableOfType(ArmException.class, () -> query(azure.connection(), Duration.ofMillis(80)));

        assertThat(Objects.requireNonNull(failure).kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(failure).hasMessage("POST /graph got no answer within 80 ms");
    }

    private static List<String> subscriptions(AzureConnection connection) {
        return connection.call(
                "GET /subscriptions",
                LONG,
                context -> connection.resources().subscriptionClient().getSubscriptions().list(context).stream()
                        .map(SubscriptionInner::subscriptionId)
                        .toList());
    }

    private static void query(AzureConnection connection) {
        query(connection, LONG);
    }

    private static void query(AzureConnection connection, Duration timeout) {
        connection.call(
                "POST /graph",
                timeout,
                context -> connection
                        .resourceGraph()
                        .resourceProviders()
                        .resourcesWithResponse(
                                new QueryRequest().withQuery("resources").withSubscriptions(List.of("s")), context)
                        .getValue());
    }

    private static List<String> policies(HttpPipeline pipeline) {
        return IntStream.range(0, pipeline.getPolicyCount())
                .mapToObj(i -> pipeline.getPolicy(i).getClass().getSimpleName())
                .toList();
    }
}
