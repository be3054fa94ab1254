package io.arcfleet.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HttpTriggerTest {

    private static final Probe SLOW = new Probe();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private FunctionsHost host = host(Duration.ofMinutes(2));

    public static final class Things {

        @FunctionName("echo")
        public HttpResponseMessage echo(
                @HttpTrigger(name = "request", methods = HttpMethod.POST, authLevel = AuthorizationLevel.FUNCTION)
                        HttpRequestMessage<Optional<String>> request) {
            return request.createResponseBuilder(HttpStatus.CREATED)
                    .header("Location", request.getUri().getPath())
                    .body(request.getHttpMethod() + " " + request.getBody().orElse("nothing") + " "
                            + request.getHeaders().get("x-test") + " "
                            + new TreeMap<>(request.getQueryParameters()))
                    .build();
        }

        @FunctionName("thing")
        public HttpResponseMessage thing(
                @HttpTrigger(
                                name = "request",
                                methods = {HttpMethod.GET, HttpMethod.HEAD},
                                route = "things/{id}/parts/{part}")
                        HttpRequestMessage<Optional<String>> request,
                @BindingName("part") String part,
                @BindingName("id") String id) {
            return request.createResponseBuilder(HttpStatusType.custom(299))
                    .body(new Thing(id, part, Instant.EPOCH))
                    .build();
        }

        @FunctionName("latestThing")
        public HttpResponseMessage latest(
                @HttpTrigger(name = "request", methods = HttpMethod.GET, route = "things/latest/parts/{part}")
                        HttpRequestMessage<Optional<String>> request) {
            return request.createResponseBuilder(HttpStatus.OK)
                    .header("content-type", "image/png")
                    .body(new byte[] {1, 2, 3})
                    .build();
        }

        @FunctionName("fail")
        public @Nullable HttpResponseMessage fail(
                @HttpTrigger(name = "request") HttpRequestMessage<Optional<String>> request) {
            return switch (request.getQueryParameters().getOrDefault("how", "throw")) {
                case "null" -> null;
                case "header" ->
                    request.createResponseBuilder(HttpStatus.OK)
                            .header("X-Bad", "a\r\nX-Injected: b")
                            .build();
                case "json" ->
                    request.createResponseBuilder(HttpStatus.OK)
                            .body(new Object())
                            .build();
                default -> throw new IllegalStateException("secret inside");
            };
        }

        @FunctionName("slow")
        public HttpResponseMessage slow(@HttpTrigger(name = "request") HttpRequestMessage<Optional<String>> request)
                throws InterruptedException {
            SLOW.call("slow");
            return request.createResponseBuilder(HttpStatus.NO_CONTENT).build();
        }
    }

    /** A body. */
    public record Thing(String id, String part, Instant at) {}

    @BeforeEach
    void start() {
        SLOW.reset();
        host.start(0);
    }

    @AfterEach
    void close() {
        SLOW.openGate();
        host.close(Duration.ZERO);
        client.close();
    }

    @Test
    void a_function_sees_body_headers_and_query_and_answers() throws Exception {
        HttpResponse<String> response = send(request("/api/echo?b=2&a=%C3%A4+1&empty=&none&b=3")
                .header("X-Test", "yes")
                .POST(BodyPublishers.ofString("hello")));
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("location")).contains("/api/echo");
        assertThat(response.headers().firstValue("content-type")).contains("text/plain; charset=utf-8");
        assertThat(response.body()).isEqualTo("POST hello yes {a=\u00e4 1, b=2,3}");
    }

    @Test
    void a_request_without_body_has_none() throws Exception {
        assertThat(send(request("/api/ECHO/").POST(BodyPublishers.noBody())).body())
                .isEqualTo("POST nothing null {}");
    }

    @Test
    void binds_parameters_of_the_route_and_writes_an_object_as_json() throws Exception {
        HttpResponse<String> response = send(request("/api/things/a%20b%2Fc+d/parts/7"));
        assertThat(response.statusCode()).isEqualTo(299);
        assertThat(response.headers().firstValue("content-type")).contains("application/json; charset=utf-8");
        assertThat(response.body()).isEqualTo("{\"id\":\"a b%2Fc+d\",\"part\":\"7\",\"at\":\"1970-01-01T00:00:00Z\"}");
    }

    @Test
    void a_literal_segment_wins_over_a_parameter() throws Exception {
        HttpResponse<byte[]> response =
                client.send(request("/api/things/latest/parts/1").build(), BodyHandlers.ofByteArray());
        assertThat(response.body()).containsExactly(1, 2, 3);
        assertThat(response.headers().allValues("content-type")).containsExactly("image/png");
    }

    @Test
    void head_has_no_body() throws Exception {
        HttpResponse<String> response = send(request("/api/things/1/parts/1").method("HEAD", BodyPublishers.noBody()));
        assertThat(response.statusCode()).isEqualTo(299);
        assertThat(response.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/absent, 404",
        "GET, /things/1/parts/2, 404",
        "GET, /api/things//parts/2, 404",
        "GET, /api/things/1/parts/2/3, 404",
        "GET, /, 404",
        "DELETE, /api/echo, 405",
        "POST, /api/echo?a=%zz, 400",
        "POST, //api/echo, 404",
        "PROPFIND, /api/slow, 405",
    })
    void refuses_what_no_function_serves(String method, String path, int status) throws Exception {
        assertThat(raw(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n"))
                .startsWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void names_the_methods_of_a_route() throws Exception {
        HttpResponse<String> response =
                send(request("/api/things/latest/parts/1").DELETE());
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("allow")).contains("GET, HEAD");
    }

    @ParameterizedTest
    @CsvSource({"throw", "null", "header", "json"})
    void a_failure_is_500_without_words(String how) throws Exception {
        HttpResponse<String> response = send(request("/api/fail?how=" + how));
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValue("x-injected")).isEmpty();
    }

    @Test
    void a_body_may_have_four_mebibytes() throws Exception {
        assertThat(send(request("/api/echo").POST(BodyPublishers.ofByteArray(new byte[4 << 20])))
                        .statusCode())
                .isEqualTo(201);
        assertThat(send(request("/api/echo").POST(BodyPublishers.ofByteArray(new byte[5 << 20])))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void a_function_that_takes_too_long_has_failed() throws Exception {
        host.close(Duration.ZERO);
        host = host(Duration.ofMillis(100));
        host.start(0);
        SLOW.closeGate();
        assertThat(send(request("/api/slow")).statusCode()).isEqualTo(500);
        ManualTime.await(() -> SLOW.running() == 0);
    }

    @Test
    void serves_many_requests_at_once_with_a_bound() throws Exception {
        SLOW.closeGate();
        List<CompletableFuture<Integer>> answers = IntStream.range(0, 230)
                .mapToObj(i -> client.sendAsync(request("/api/slow").build(), BodyHandlers.discarding())
                        .thenApply(HttpResponse::statusCode))
                .toList();
        ManualTime.await(() -> SLOW.running() == 100
                && answers.stream().filter(CompletableFuture::isDone).count() == 30);
        SLOW.openGate();
        List<Integer> statuses = new ArrayList<>();
        for (CompletableFuture<Integer> answer : answers) {
            statuses.add(answer.get(60, TimeUnit.SECONDS));
        }
        assertThat(SLOW.mostRunning()).isEqualTo(100);
        assertThat(statuses).containsOnly(204, 429);
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(30);
    }

    @Test
    void refuses_pages_of_elsewhere() throws Exception {
        String request = "GET /api/things/1/parts/2 HTTP/1.1\r\n";
        assertThat(raw(request + "Host: evil.example\r\n")).startsWith("HTTP/1.1 403 ");
        assertThat(raw(request + "Host: localhost\r\nOrigin: https://evil.example\r\n"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(raw(request + "Host: localhost\r\nOrigin: http://localhost:1234\r\n"))
                .startsWith("HTTP/1.1 299");
    }

    @Test
    void a_request_that_is_under_way_gets_its_answer_before_the_end() throws Exception {
        SLOW.closeGate();
        CompletableFuture<HttpResponse<Void>> answer =
                client.sendAsync(request("/api/slow").build(), BodyHandlers.discarding());
        ManualTime.await(() -> SLOW.running() == 1);
        Thread closing = Thread.ofVirtual().start(() -> host.close(Duration.ofSeconds(60)));
        SLOW.openGate();
        assertThat(answer.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
        assertThat(closing.join(Duration.ofSeconds(60))).isTrue();
    }

    @Test
    void a_request_that_is_cut_off_by_the_end_gets_503() throws Exception {
        SLOW.closeGate();
        CompletableFuture<HttpResponse<Void>> answer =
                client.sendAsync(request("/api/slow").build(), BodyHandlers.discarding());
        ManualTime.await(() -> SLOW.running() == 1);
        host.close(Duration.ofMillis(20));
        assertThat(answer.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
    }

    @Test
    void a_port_that_is_taken_is_named() {
        FunctionsHost second = host(Duration.ofSeconds(1));

        assertThatThrownBy(() -> second.start(host.port()))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("port " + host.port() + " of 127.0.0.1 cannot be opened");
    }

    @Test
    void starts_once() {
        assertThatIllegalStateException().isThrownBy(() -> host.start(0));
    }

    private static FunctionsHost host(Duration functionTimeout) {
        return FunctionsHost.of(
                List.of(Things.class),
                new HostSettings(QueueSettings.DEFAULTS, "api", functionTimeout),
                Map.of(),
                new InMemoryQueues(Clock.systemUTC()),
                Clock.systemUTC());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + host.port() + path))
                .timeout(Duration.ofSeconds(60));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private String raw(String head) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), host.port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
