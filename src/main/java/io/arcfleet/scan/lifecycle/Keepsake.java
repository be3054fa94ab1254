package io.arcfleet.scan.lifecycle;

import io.arcfleet.finding.Finding;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.TrackedFinding;
import java.util.LinkedHashMap;
import java.util.Map;

/** A finding in the bounds in which it is remembered: enough to write its row once more. */
final class Keepsake {

    private static final int LONGEST_TEXT = 2_000;
    private static final int LONGEST_FACT = 500;
    private static final int FACTS = 20;
    private static final String MARK = " ... [cut]";

    private Keepsake() {}

    static TrackedFinding of(TrackedFinding tracked) {
        Finding finding = tracked.finding();
        Issue issue = finding.issue();
        return tracked.with(new Finding(
                finding.id(),
                finding.checkId(),
                finding.title(),
                finding.area(),
                finding.severity(),
                finding.clusterId(),
                new Issue(cut(issue.subject(), LONGEST_TEXT), cut(issue.message(), LONGEST_TEXT), facts(issue), null),
                cut(finding.remedy(), LONGEST_TEXT),
                finding.reference(),
                finding.observedAt()));
    }

    private static Map<String, String> facts(Issue issue) {
        Map<String, String> facts = new LinkedHashMap<>();
        issue.evidence().entrySet().stream()
                .limit(FACTS)
                .forEach(fact -> facts.put(fact.getKey(), cut(fact.getValue(), LONGEST_FACT)));
        return facts;
    }

    private static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = limit - MARK.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + MARK;
    }
}
