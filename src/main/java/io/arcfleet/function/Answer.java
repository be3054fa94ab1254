package io.arcfleet.function;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer of the HTTP interface.
 *
 * @param status HTTP status
 * @param headers without Content-Type
 * @param contentType media type of the body
 * @param body JSON
 */
record Answer(int status, Map<String, String> headers, String contentType, String body) {

    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    Answer {
        headers = Map.copyOf(headers);
    }

    static Answer json(int status, ObjectNode body) {
        return new Answer(status, Map.of(), JSON, body.toString());
    }

    Answer with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, contentType, body);
    }

    /** RFC 9457; {@code problems} tells everything that is wrong, not only the first. */
    static Answer problem(int status, String title, List<String> problems) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status);
        if (!problems.isEmpty()) {
            body.put("detail", String.join(" ", problems));
            ArrayNode all = body.putArray("problems");
            problems.forEach(all::add);
        }
        return new Answer(status, Map.of(), PROBLEM, body.toString());
    }
}
