package io.arcfleet.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A label selector with equalities, inequalities and sets. */
final class LabelSelector {

    private static final Pattern SET = Pattern.compile("([^ ,()!=]+) +(in|notin) +\\(([^()]*)\\)");
    private static final Pattern EQUALITY = Pattern.compile("([^ ,()!=]+) *(!=|==|=) *([^ ,()!=]*)");

    /** A comma that does not stand between the values of a set. */
    private static final Pattern SEPARATOR = Pattern.compile(",(?![^(]*\\))");

    private final List<Requirement> requirements;

    private LabelSelector(List<Requirement> requirements) {
        this.requirements = List.copyOf(requirements);
    }

    private record Requirement(String key, Set<String> values, boolean wanted) {}

    /**
     * Reads {@code key=value}, {@code key==value}, {@code key!=value}, {@code key in (a,b)} and {@code key notin (a,b)},
     * joined with commas; empty text selects all.
     */
    static Optional<LabelSelector> parse(String text) {
        List<Requirement> requirements = new ArrayList<>();
        for (String part : text.isEmpty() ? new String[0] : SEPARATOR.split(text, -1)) {
            Matcher set = SET.matcher(part.strip());
            Matcher equality = EQUALITY.matcher(part.strip());
            if (set.matches()) {
                Set<String> values = Arrays.stream(set.group(3).split(",", -1))
                        .map(String::strip)
                        .collect(Collectors.toSet());
                requirements.add(
                        new Requirement(set.group(1), values, set.group(2).equals("in")));
            } else if (equality.matches()) {
                Set<String> value = Set.of(equality.group(3));
                requirements.add(new Requirement(
                        equality.group(1), value, !equality.group(2).equals("!=")));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new LabelSelector(requirements));
    }

    boolean matches(Map<String, String> labels) {
        return requirements.stream().allMatch(required -> {
            String value = labels.get(required.key());
            return (value != null && required.values().contains(value)) == required.wanted();
        });
    }
}
