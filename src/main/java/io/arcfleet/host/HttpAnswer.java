package io.arcfleet.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What goes back over HTTP. */
final class HttpAnswer {

    private static final String CONTENT_TYPE = "Content-Type";
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    HttpAnswer(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body.clone();
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body.clone();
    }

    /** Without a body, as the host itself answers. */
    static HttpAnswer of(int status) {
        return new HttpAnswer(status, Map.of(), new byte[0]);
    }

    /**
     * What a function answered: a text, bytes, or anything else as JSON. The real worker writes that JSON with Gson,
     * whose rules differ from ours; a function that writes its own text is the same in both.
     *
     * @throws JsonProcessingException when the body cannot be written as JSON
     */
    static HttpAnswer of(ResponseMessage response) throws JsonProcessingException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(response.headers());
        return new HttpAnswer(response.getStatusCode(), headers, bytes(response.getBody(), headers));
    }

    private static byte[] bytes(@Nullable Object body, Map<String, String> headers) throws JsonProcessingException {
        return switch (body) {
            case null -> new byte[0];
            case String text -> {
                headers.putIfAbsent(CONTENT_TYPE, "text/plain; charset=utf-8");
                yield text.getBytes(StandardCharsets.UTF_8);
            }
            case byte[] bytes -> {
                headers.putIfAbsent(CONTENT_TYPE, "application/octet-stream");
                yield bytes;
            }
            default -> {
                headers.putIfAbsent(CONTENT_TYPE, "application/json; charset=utf-8");
                yield JSON.writeValueAsBytes(body);
            }
        };
    }
}
