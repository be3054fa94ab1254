package io.arcfleet.sink;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A Logs Ingestion API in memory: answers as told, then with 204, and remembers what it was sent. */
final class FakeIngestion implements HttpClient {
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    /** What to answer to one call. */
    record Answer(
            int status,
            HttpHeaders headers,
            String body,
            @Nullable Throwable failure,
            boolean silent) {
        static Answer status(int status) {
            return new Answer(status, new HttpHeaders(), "", null, false);
        }

        static Answer broken(Throwable failure) {
            return new Answer(0, new HttpHeaders(), "", failure, false);
        }

        static Answer never() {
            return new Answer(0, new HttpHeaders(), "", null, true);
        }

        Answer with(String name, String value) {
            HttpHeaders more = new HttpHeaders(headers).set(HttpHeaderName.fromString(name), value);
            return new Answer(status, more, body, failure, silent);
        }

        Answer body(String text) {
            return new Answer(status, headers, text, failure, silent);
        }
    }

    private record Call(String path, String authorization, String body, int status) {
        String stream() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    void answer(Answer... next) {
        answers.addAll(List.of(next));
    }

    /** Streams of all calls, in order. */
    List<String> streams() {
        return calls.stream().map(Call::stream).toList();
    }

    List<String> paths() {
        return calls.stream().map(Call::path).toList();
    }

    List<String> authorizations() {
        return calls.stream().map(Call::authorization).toList();
    }

    /** Sizes of the unpacked bodies. */
    List<Integer> sizes() {
        return calls.stream()
                .map(call -> call.body().getBytes(StandardCharsets.UTF_8).length)
                .toList();
    }

    /** Streams of the calls that were taken. */
    List<String> accepted() {
        return calls.stream()
                .filter(call -> call.status() == 204)
                .map(Call::stream)
                .toList();
    }

    /** The rows that were taken. */
    List<JsonNode> rows(String stream) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (Call call : calls) {
            if (call.status() == 204 && call.stream().equals(stream)) {
                new JsonMapper().readTree(call.body()).forEach(rows::add);
            }
        }
        return rows;
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        Answer answer = Objects.requireNonNullElse(answers.poll(), Answer.status(204));
        calls.add(new Call(
                request.getUrl().getPath(),
                request.getHeaders().getValue(HttpHeaderName.AUTHORIZATION),
                unpacked(request.getBodyAsBinaryData().toBytes()),
                answer.status()));
        if (answer.silent()) {
            return Mono.never();
        }
        return answer.failure() == null ? Mono.just(new FakeResponse(request, answer)) : Mono.error(answer.failure());
    }

    private static String unpacked(byte[] body) {
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return new String(unpacked.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class FakeResponse extends HttpResponse {
        private final Answer answer;

        FakeResponse(HttpRequest request, Answer answer) {
            super(request);
            this.answer = answer;
        }

        @Override
        public int getStatusCode() {
            return answer.status();
        }

        @Override
        @Deprecated
        public @Nullable String getHeaderValue(String name) {
            return answer.headers().getValue(HttpHeaderName.fromString(name));
        }

        @Override
        public HttpHeaders getHeaders() {
            return answer.headers();
        }

        @Override
        public Flux<ByteBuffer> getBody() {
            return Flux.just(ByteBuffer.wrap(answer.body().getBytes(StandardCharsets.UTF_8)));
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
            return getBodyAsString();
        }
    }
}
