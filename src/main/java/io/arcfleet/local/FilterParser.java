package io.arcfleet.local;

import io.arcfleet.config.ClusterFilter;
import io.arcfleet.config.Problems;
import java.util.List;
import java.util.Set;

/** Finds out which clusters and which checks are wanted. */
final class FilterParser {
    private final ScanOptions.FilterOptions options;
    private final Set<String> knownChecks;
    private final Problems problems;

    FilterParser(ScanOptions.FilterOptions options, Set<String> knownChecks, Problems problems) {
        this.options = options;
        this.knownChecks = knownChecks;
        this.problems = problems;
    }

    /** The filter, without what is wrong. */
    ClusterFilter filter() {
        return new ClusterFilter(
                notBlank("--resource-group", options.resourceGroups),
                notBlank("--location", options.locations),
                problems.tags("--tag", options.tags),
                problems.globs("--name", options.names));
    }

    /** Notes what is wrong with the ids of checks. */
    void judgeChecks() {
        checkIds("--check", options.checks);
        checkIds("--skip-check", options.skippedChecks);
        options.checks.stream()
                .filter(options.skippedChecks::contains)
                .forEach(id -> problems.add("--check", id, "is in --skip-check too; remove one of them"));
    }

    private List<String> notBlank(String option, List<String> values) {
        if (values.stream().anyMatch(String::isBlank)) {
            problems.add(option, "", "must not be empty");
        }
        return values;
    }

    private void checkIds(String option, List<String> ids) {
        for (String id : ids) {
            if (!knownChecks.contains(id)) {
                problems.add(option, id, "there is no such check; the command 'checks' lists them" + similar(id));
            }
        }
    }

    private String similar(String id) {
        return knownChecks.stream()
                .filter(known -> !id.isBlank() && (known.contains(id) || id.contains(known)))
                .sorted()
                .findFirst()
                .map(known -> "; did you mean " + known + "?")
                .orElse("");
    }
}
