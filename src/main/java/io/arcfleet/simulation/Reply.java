package io.arcfleet.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** An answer of a simulated service. Its body is handed to the server as it is and is not changed afterwards. */
final class Reply {

    /** Reads and writes JSON for all services. */
    static final ObjectMapper JSON = new ObjectMapper();

    private static final String CONTENT_TYPE = "Content-Type";

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private Reply(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body;
    }

    static Reply json(int status, byte[] body) {
        return new Reply(status, Map.of(CONTENT_TYPE, "application/json; charset=utf-8"), body);
    }

    static Reply json(int status, JsonNode body) {
        try {
            return json(status, JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of our own can always be written", e);
        }
    }

    static Reply text(int status, String body) {
        return new Reply(
                status, Map.of(CONTENT_TYPE, "text/plain; charset=utf-8"), body.getBytes(StandardCharsets.UTF_8));
    }

    static Reply empty(int status) {
        return new Reply(status, Map.of(), new byte[0]);
    }

    int status() {
        return status;
    }

    /** Header names and values, content type included. */
    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    /** The same with one more header. */
    Reply with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body);
    }
}
