package io.arcfleet.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A label selector with equalities and inequalities. */
final class LabelSelector {

    private final List<Requirement> requirements;

    private LabelSelector(List<Requirement> requirements) {
        this.requirements = List.copyOf(requirements);
    }

    private record Requirement(String key, String value, boolean equal) {}

    /** Reads {@code key=value}, {@code key==value} and {@code key!=value}, joined with commas; empty text selects all. */
    static Optional<LabelSelector> parse(String text) {
        List<Requirement> requirements = new ArrayList<>();
        for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            String[] sides = part.split("!=|==|=", -1);
            if (sides.length != 2 || sides[0].isBlank()) {
                return Optional.empty();
            }
            requirements.add(new Requirement(sides[0].strip(), sides[1].strip(), !part.contains("!=")));
        }
        return Optional.of(new LabelSelector(requirements));
    }

    boolean matches(Map<String, String> labels) {
        return requirements.stream()
                .allMatch(required -> required.value().equals(labels.get(required.key())) == required.equal());
    }
}
