package io.arcfleet.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A route such as {@code api/scans/{id}}: literal segments, in any case, and parameters of one whole segment. */
final class RouteTemplate {

    private static final Pattern PARAMETER = Pattern.compile("\\{[A-Za-z_][A-Za-z0-9_]*}");
    private static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9._~-]+");

    private final List<String> segments;

    private RouteTemplate(List<String> segments) {
        this.segments = segments;
    }

    /**
     * Reads a route.
     *
     * @param prefix without slashes at its ends; empty for none
     * @throws IllegalArgumentException with what is wrong with it; constraints, optional parameters and catch-alls are
     *     not supported here
     */
    static RouteTemplate parse(String prefix, String route) {
        List<String> segments = new ArrayList<>(split(prefix));
        segments.addAll(split(route));
        if (segments.isEmpty()) {
            throw new IllegalArgumentException("the route is empty");
        }
        for (String segment : segments) {
            if (!PARAMETER.matcher(segment).matches()
                    && !LITERAL.matcher(segment).matches()) {
                throw new IllegalArgumentException(
                        "the route has the segment \"" + segment + "\": only plain text and {name} are supported here");
            }
        }
        RouteTemplate template = new RouteTemplate(List.copyOf(segments));
        if (template.parameters().stream().distinct().count()
                < template.parameters().size()) {
            throw new IllegalArgumentException("the route has the same parameter twice");
        }
        return template;
    }

    /** Segments of a path; slashes at its ends do not count. */
    static List<String> split(String path) {
        String trimmed = path.replaceAll("^/+|/+$", "");
        return trimmed.isEmpty() ? List.of() : List.of(trimmed.split("/", -1));
    }

    /** Names of the parameters. */
    List<String> parameters() {
        return segments.stream()
                .filter(RouteTemplate::isParameter)
                .map(RouteTemplate::parameter)
                .toList();
    }

    /** The same for two routes that match the same paths. */
    String shape() {
        return String.join(
                "/",
                segments.stream()
                        .map(segment -> isParameter(segment) ? "{}" : segment.toLowerCase(Locale.ROOT))
                        .toList());
    }

    /** The parameters of a path given as decoded segments; empty when it does not match. */
    Optional<Map<String, String>> match(List<String> path) {
        if (path.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            String value = path.get(i);
            if (isParameter(segment) && !value.isEmpty()) {
                values.put(parameter(segment), value);
            } else if (!segment.equalsIgnoreCase(value)) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    @Override
    public String toString() {
        return String.join("/", segments);
    }

    private static boolean isParameter(String segment) {
        return segment.startsWith("{");
    }

    private static String parameter(String segment) {
        return segment.substring(1, segment.length() - 1);
    }
}
