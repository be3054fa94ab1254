package io.arcfleet.finding;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one check found wrong with one subject. The engine adds the check's id, severity and remedy.
 *
 * @param subject the thing at fault, stable over restarts: {@code deployment/config-agent}, never a pod name with a
 *     random suffix
 * @param message what is wrong, one sentence with the figures that prove it, ending with a period
 * @param evidence named facts behind the message, in the order in which they are shown
 */
public record Issue(String subject, String message, Map<String, String> evidence) {

    public Issue {
        evidence = Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
    }

    /** An issue whose message says it all. */
    public static Issue of(String subject, String message) {
        return new Issue(subject, message, Map.of());
    }

    /** The same issue with one more named fact. */
    public Issue with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(evidence);
        more.put(name, value);
        return new Issue(subject, message, more);
    }
}
