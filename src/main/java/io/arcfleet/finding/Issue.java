package io.arcfleet.finding;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one check found wrong with one subject. The engine adds the check's id, severity and remedy.
 *
 * @param subject the thing at fault, stable over restarts: {@code deployment/config-agent}, never a pod name with a
 *     random suffix
 * @param message what is wrong, one sentence with the figures that prove it, ending with a period
 * @param evidence named facts behind the message, in the order in which they are shown
 * @param remedy what to do about just this issue, with the same placeholders as the check's remediation; null: that one
 */
public record Issue(
        String subject,
        String message,
        Map<String, String> evidence,
        @Nullable String remedy) {

    public Issue {
        evidence = Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
    }

    /** An issue that the check's own remediation fits. */
    public Issue(String subject, String message, Map<String, String> evidence) {
        this(subject, message, evidence, null);
    }

    /** An issue whose message says it all. */
    public static Issue of(String subject, String message) {
        return new Issue(subject, message, Map.of());
    }

    /** The same issue with one more named fact. */
    public Issue with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(evidence);
        more.put(name, value);
        return new Issue(subject, message, more, remedy);
    }

    /** The same issue with a remedy of its own. */
    public Issue withRemedy(String own) {
        return new Issue(subject, message, evidence, own);
    }

    /** The same issue with a further sentence. */
    public Issue andSays(String sentence) {
        return new Issue(subject, message + " " + sentence, evidence, remedy);
    }
}
