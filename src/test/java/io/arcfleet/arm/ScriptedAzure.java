package io.arcfleet.arm;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.arcfleet.config.Cloud;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An Azure whose every answer is scripted, below the real clients and pipelines. Waits are noted, not waited. */
public final class ScriptedAzure implements HttpClient {

    /** The token that every call carries. */
    public static final String TOKEN = "secret-token-of-the-test";

    private static final JsonMapper JSON = new JsonMapper();

    private final Script script;
    private final CallReceipts receipts = new CallReceipts();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();

    public ScriptedAzure(Script script) {
        this.script = script;
    }

    /** Answers a call, or fails as a transport does. */
    @FunctionalInterface
    public interface Script {
        Answer answer(Call call) throws IOException;
    }

    /** A request that arrived. */
    public record Call(String method, URI uri, JsonNode body, Map<String, String> headers) {

        public String path() {
            return uri.getPath();
        }

        public String query() {
            return uri.getQuery() == null ? "" : uri.getQuery();
        }
    }

    /** What is answered. */
    public record Answer(int status, String body, Map<String, String> headers) {

        public static Answer ok(String body) {
            return new Answer(200, body, Map.of());
        }

        public static Answer error(int status, String code, String message) {
            return new Answer(
                    status,
                    JSON.createObjectNode()
                            .set(
                                    "error",
                                    JSON.createObjectNode().put("code", code).put("message", message))
                            .toString(),
                    Map.of());
        }

        public Answer with(String header, String value) {
            Map<String, String> more = new java.util.HashMap<>(headers);
            more.put(header, value);
            return new Answer(status, body, more);
        }
    }

    public AzureConnection connection() {
        return connection(request -> Mono.just(new AccessToken(TOKEN, OffsetDateTime.MAX)));
    }

    /** A connection with another credential. */
    public AzureConnection connection(TokenCredential credential) {
        return new AzureConnection(Cloud.PUBLIC, credential, receipts, () -> this, pauses::add);
    }

    public List<Call> calls() {
        return calls;
    }

    public List<Duration> pauses() {
        return pauses;
    }

    public CallReceipts.@Nullable Receipt receipt(String service) {
        return receipts.receipts().get(service);
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return Mono.fromCallable(() -> sendSync(request, Context.NONE));
    }

    @Override
    public HttpResponse sendSync(HttpRequest request, Context context) {
        Call call = call(request);
        calls.add(call);
        try {
            return new Response(request, script.answer(call));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Call call(HttpRequest request) {
        Map<String, String> headers = request.getHeaders().toMap();
        try {
            JsonNode body = request.getBodyAsBinaryData() == null
                    ? MissingNode.getInstance()
                    : JSON.readTree(request.getBodyAsBinaryData().toString());
            return new Call(
                    request.getHttpMethod().toString(),
                    URI.create(request.getUrl().toString()),
                    body,
                    headers);
        } catch (JsonProcessingException e) {
            throw new AssertionError("the request has a body that is not JSON", e);
        }
    }

    private static final class Response extends HttpResponse {

        private final Answer answer;
        private final HttpHeaders headers;

        Response(HttpRequest request, Answer answer) {
            super(request);
            this.answer = answer;
            this.headers = new HttpHeaders(answer.headers());
            headers.set(HttpHeaderName.CONTENT_TYPE, "application/json");
        }

        @Override
        public int getStatusCode() {
            return answer.status();
        }

        @Override
        @Deprecated
        public @Nullable String getHeaderValue(String name) {
            return headers.getValue(HttpHeaderName.fromString(name));
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public Flux<ByteBuffer> getBody() {
            return getBodyAsByteArray().map(ByteBuffer::wrap).flux();
        }

        @Override
        public Mono<byte[]> getBodyAsByteArray() {
            return Mono.just(answer.body().getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Mono<String> getBodyAsString() {
            return Mono.just(answer.body());
        }

        @Override
        public Mono<String> getBodyAsString(Charset charset) {
            return Mono.just(answer.body());
        }
    }
}
