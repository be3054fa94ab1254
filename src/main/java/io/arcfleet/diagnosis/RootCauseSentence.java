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
        return root.issue().message() + twins(root, explained) + consequences(root, explained) + doubts(unevaluated);
    }

    /** Findings of the same check do not follow from the root: they are the same fault on other subjects. */
    private static String twins(Finding root, List<Finding> explained) {
        String subjects = explained.stream()
                .filter(finding -> finding.checkId().equals(root.checkId()))
                .map(finding -> finding.issue().subject())
                .collect(Collectors.joining(", "));
        return subjects.isEmpty() ? "" : " The same is seen on " + subjects + ".";
    }

    private static String consequences(Finding root, List<Finding> explained) {
        Map<String, Integer> byCheck = new LinkedHashMap<>();
        explained.stream()
                .filter(finding -> !finding.checkId().equals(root.checkId()))
                .forEach(finding -> byCheck.merge(finding.checkId(), 1, Integer::sum));
        if (byCheck.isEmpty()) {
            return "";
        }
        int count = byCheck.values().stream().mapToInt(Integer::intValue).sum();
        return " It explains " + Phrases.count(count, "more finding") + ": "
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
