package io.arcfleet.simulation;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A request to a simulated service. */
final class Call {

    private final HttpExchange exchange;
    private final List<String> segments;
    private final Map<String, String> query;
    private byte[] body = new byte[0];

    Call(HttpExchange exchange) {
        this.exchange = exchange;
        URI uri = exchange.getRequestURI();
        String path = uri.getPath();
        this.segments = List.of((path.startsWith("/") ? path.substring(1) : path).split("/", -1));
        this.query = parse(uri.getRawQuery() == null ? "" : uri.getRawQuery());
    }

    String method() {
        return exchange.getRequestMethod();
    }

    String path() {
        return exchange.getRequestURI().getPath();
    }

    /** The path's parts, decoded. */
    List<String> segments() {
        return segments;
    }

    String rawQuery() {
        String raw = exchange.getRequestURI().getRawQuery();
        return raw == null ? "" : raw;
    }

    /** A query parameter, decoded, or empty when it is absent. */
    String query(String name) {
        return query.getOrDefault(name, "");
    }

    /** A header, or empty when it is absent. */
    String header(String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    boolean hasBearer(String token) {
        return header("Authorization").equals("Bearer " + token);
    }

    /** Reads the body, at most one byte more than {@code limit}. */
    byte[] body(int limit) throws IOException {
        body = exchange.getRequestBody().readNBytes(limit + 1);
        return body;
    }

    /**
     * The request on one line, to be sent again: method, URL, Authorization, Accept, Content-Type and what was read of the
     * body in Base64, with tabs between them.
     */
    String line() {
        return String.join(
                "\t",
                method(),
                "https://" + header("Host") + exchange.getRequestURI(),
                header("Authorization"),
                header("Accept"),
                header("Content-Type"),
                Base64.getEncoder().encodeToString(body));
    }

    /** Whether the path has as many segments as {@code pattern} and equals it where it is not {@code *}; case does not count. */
    boolean matches(String... pattern) {
        if (pattern.length != segments.size()) {
            return false;
        }
        for (int i = 0; i < pattern.length; i++) {
            if (!pattern[i].equals("*") && !pattern[i].equalsIgnoreCase(segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> parse(String raw) {
        Map<String, String> values = new HashMap<>();
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return values;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
