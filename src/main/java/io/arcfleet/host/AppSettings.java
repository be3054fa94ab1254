package io.arcfleet.host;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The application settings, which functions see as environment variables. */
record AppSettings(Map<String, String> values) {

    private static final Pattern EXPRESSION = Pattern.compile("%([^%]+)%");

    AppSettings {
        values = Map.copyOf(values);
    }

    /** Replaces each {@code %NAME%}; a setting that is missing is a problem and stays as it is written. */
    String resolve(String text, String where, List<String> problems) {
        return EXPRESSION.matcher(text).replaceAll(match -> {
            String name = match.group(1);
            String value = values.get(name);
            if (value == null) {
                problems.add(where + ": the application setting " + name + " is missing: set it");
            }
            return Matcher.quoteReplacement(value == null ? match.group() : value);
        });
    }

    /**
     * True when a connection has a setting: of its name, with the prefix {@code AzureWebJobs}, or in parts such as
     * {@code NAME__queueServiceUri}.
     */
    boolean hasConnection(String name) {
        return values.containsKey(name)
                || values.containsKey("AzureWebJobs" + name)
                || values.keySet().stream().anyMatch(key -> key.startsWith(name + "__"));
    }
}
