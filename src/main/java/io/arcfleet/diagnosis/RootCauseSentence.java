package io.arcfleet.diagnosis;

import io.arcfleet.check.Phrases;
import io.arcfleet.finding.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says a root cause to a person: what is wrong, what follows from it, and what was not looked at. */
final class RootCauseSentence {

    private static final int CHECKS_NAMED = 3;

    private RootCauseSentence() {}

    static String of(Finding root, List<Finding> explained, List<String> unevaluated) {
        return root.issue().message() + explains(explained) + doubts(unevaluated);
    }

    private static String explains(List<Finding> explained) {
        if (explained.isEmpty()) {
            return "";
        }
        Map<String, Integer> byCheck = new LinkedHashMap<>();
        explained.forEach(finding -> byCheck.merge(finding.checkId(), 1, Integer::sum));
        return " It explains " + Phrases.count(explained.size(), "more finding") + ": "
                + byCheck.entrySet().stream()
                        .map(entry ->
                                entry.getValue() == 1 ? entry.getKey() : entry.getKey() + " (" + entry.getValue() + ")")
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private static String doubts(List<String> unevaluated) {
        if (unevaluated.isEmpty()) {
            return "";
        }
        int unnamed = unevaluated.size() - CHECKS_NAMED;
        return " A possible root cause only: not evaluated "
                + (unevaluated.size() == 1 ? "was " : "were ")
                + unevaluated.stream().limit(CHECKS_NAMED).collect(Collectors.joining(", "))
                + (unnamed > 0 ? " and " + unnamed + " more" : "") + ", which might explain it.";
    }
}
