package io.arcfleet.scan;

import io.arcfleet.finding.Issue;
import io.arcfleet.snapshot.ClusterIdentity;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fills the cluster's own names into a remedy. */
final class Remedy {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z][A-Za-z ]*)}");

    private Remedy() {}

    /**
     * Replaces the words in braces in one pass, so that nothing in a value is taken for a placeholder. What is not known
     * stays as words in angle brackets for the reader to fill in, for example {@code <resource group>}.
     */
    static String fill(String remediation, ClusterIdentity cluster, Issue issue) {
        Map<String, String> values = new HashMap<>(issue.evidence());
        values.put("subject", issue.subject());
        values.put("name", cluster.name());
        putKnown(values, "resourceGroup", cluster.resourceGroup());
        putKnown(values, "subscription", cluster.subscriptionId());
        putKnown(values, "location", cluster.location());
        return PLACEHOLDER.matcher(remediation).replaceAll(match -> {
            String value = values.get(match.group(1));
            return Matcher.quoteReplacement(
                    value == null || value.isBlank() ? "<" + words(match.group(1)) + ">" : value);
        });
    }

    private static void putKnown(Map<String, String> values, String name, @Nullable String value) {
        // Not even evidence of the same name may stand for a name that Azure did not give.
        values.remove(name);
        if (value != null) {
            values.put(name, value);
        }
    }

    private static String words(String camelCase) {
        return camelCase.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    }
}
