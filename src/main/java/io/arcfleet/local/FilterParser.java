package io.arcfleet.local;

import io.arcfleet.config.ClusterFilter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

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
        Map<String, String> tags = new LinkedHashMap<>();
        for (String tag : options.tags) {
            int equals = tag.indexOf('=');
            if (equals < 1) {
                problems.add("--tag", tag, "must have the form NAME=VALUE");
                continue;
            }
            String before = tags.putIfAbsent(tag.substring(0, equals), tag.substring(equals + 1));
            if (before != null && !before.equals(tag.substring(equals + 1))) {
                problems.add("--tag", tag, "a cluster cannot have this tag twice; remove one of them");
            }
        }
        List<String> names = new ArrayList<>();
        for (String glob : options.names) {
            if (isGlob(glob)) {
                names.add(glob);
            } else {
                problems.add("--name", glob, "is not a pattern; use *, ?, [abc] and {a,b}, for example 'store-*'");
            }
        }
        return new ClusterFilter(
                notBlank("--resource-group", options.resourceGroups),
                notBlank("--location", options.locations),
                tags,
                names);
    }

    /** Notes what is wrong with the ids of checks. */
    void judgeChecks() {
        checkIds("--check", options.checks);
        checkIds("--skip-check", options.skippedChecks);
        options.checks.stream()
                .filter(options.skippedChecks::contains)
                .forEach(id -> problems.add("--check", id, "is in --skip-check too; remove one of them"));
    }

    private static boolean isGlob(String glob) {
        try {
            return !glob.isBlank()
                    && !new ClusterFilter(List.of(), List.of(), Map.of(), List.of(glob))
                            .names()
                            .isEmpty();
        } catch (PatternSyntaxException e) {
            return false;
        }
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
