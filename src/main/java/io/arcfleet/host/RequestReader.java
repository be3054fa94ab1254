package io.arcfleet.host;

import com.microsoft.azure.functions.HttpMethod;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads requests. */
final class RequestReader {

    // The platform's limit is 100 MB; functions here take ids and error texts.
    private static final int LARGEST_BODY = 4 << 20;

    // A client that still writes would see a broken connection instead of the answer.
    private static final int LARGEST_DRAIN = 4 * LARGEST_BODY;

    private RequestReader() {}

    /** The body is too large. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Decoded segments of the path; an encoded slash stays encoded, as in ASP.NET Core, on which the real host is
     * built.
     */
    static List<String> path(HttpExchange exchange) {
        return RouteTemplate.split(rawPath(exchange)).stream()
                .map(segment -> decode(
                        segment.replace("+", "%2B").replace("%2F", "%252F").replace("%2f", "%252f")))
                .toList();
    }

    /**
     * Reads the whole request.
     *
     * @throws TooLargeException when the body is larger than 4 MiB
     * @throws IllegalArgumentException when the query is not valid
     */
    static RequestMessage read(HttpExchange exchange, HttpMethod method) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        URI uri = URI.create("http://127.0.0.1:" + exchange.getLocalAddress().getPort() + rawPath(exchange)
                + (query == null ? "" : "?" + query));
        return new RequestMessage(method, uri, headers(exchange), query(exchange), body(exchange));
    }

    private static String rawPath(HttpExchange exchange) {
        String path = exchange.getRequestURI().getRawPath();
        return path == null ? "" : path;
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        return headers;
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new LinkedHashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (!value.isEmpty()) {
                query.merge(decode(pair.substring(0, equals)), value, (first, second) -> first + "," + second);
            }
        }
        return query;
    }

    private static Optional<String> body(HttpExchange exchange) throws IOException {
        InputStream stream = exchange.getRequestBody();
        byte[] bytes = stream.readNBytes(LARGEST_BODY + 1);
        if (bytes.length > LARGEST_BODY) {
            drain(stream);
            throw new TooLargeException();
        }
        return bytes.length == 0 ? Optional.empty() : Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }

    private static void drain(InputStream stream) throws IOException {
        byte[] buffer = new byte[1 << 16];
        int read = 0;
        for (int count = 0; count >= 0 && read < LARGEST_DRAIN; count = stream.read(buffer)) {
            read += count;
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
