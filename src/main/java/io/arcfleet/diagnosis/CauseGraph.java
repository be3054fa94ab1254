package io.arcfleet.diagnosis;

import io.arcfleet.finding.Finding;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which finding of one cluster follows from which. */
final class CauseGraph {

    private final List<Finding> findings;
    private final Map<Finding, List<Finding>> effects = new HashMap<>();
    private final Set<Finding> explained = new HashSet<>();

    CauseGraph(List<Finding> findings) {
        this.findings = List.copyOf(findings);
    }

    /** Notes that {@code effect} follows from {@code cause}. */
    void add(Finding cause, Finding effect) {
        effects.computeIfAbsent(cause, finding -> new ArrayList<>()).add(effect);
        explained.add(effect);
    }

    /** Whether {@code finding} follows from none, as far as is noted. */
    boolean isRoot(Finding finding) {
        return !explained.contains(finding);
    }

    /** What follows from {@code root}, directly or through other findings, in the order of the findings. */
    List<Finding> explainedBy(Finding root) {
        Set<Finding> reached = new HashSet<>(Set.of(root));
        Deque<Finding> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            effects.getOrDefault(open.remove(), List.of()).stream()
                    .filter(reached::add)
                    .forEach(open::add);
        }
        return findings.stream()
                .filter(finding -> !finding.equals(root) && reached.contains(finding))
                .toList();
    }
}
