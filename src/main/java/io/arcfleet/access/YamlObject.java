package io.arcfleet.access;

import static java.util.stream.Collectors.toCollection;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** A YAML mapping, read without trust: only plain values, and every question has an answer for the wrong type. */
final class YamlObject {

    private static final YamlObject EMPTY = new YamlObject(Map.of());

    private final Map<?, ?> values;

    private YamlObject(Map<?, ?> values) {
        this.values = values;
    }

    static YamlObject empty() {
        return EMPTY;
    }

    /** Parses a document of at most {@code limit} characters; empty when it is not YAML or not a mapping. */
    static Optional<YamlObject> parse(String text, int limit) {
        if (text.length() > limit) {
            return Optional.empty();
        }
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(limit);
        options.setAllowDuplicateKeys(false);
        try {
            Object document = new Yaml(new SafeConstructor(options)).load(text);
            return document instanceof Map<?, ?> map ? Optional.of(new YamlObject(map)) : Optional.empty();
        } catch (YAMLException e) {
            // Its message quotes the line, which may hold a credential.
            return Optional.empty();
        }
    }

    /** A scalar as text; null when absent, empty or not a scalar. */
    @Nullable
    String text(String key) {
        Object value = values.get(key);
        if (!(value instanceof String || value instanceof Number || value instanceof Boolean)) {
            return null;
        }
        String text = String.valueOf(value);
        return text.isEmpty() ? null : text;
    }

    /** Whether there is a value; an empty text is none. Does not look into structures, which may contain themselves. */
    boolean has(String key) {
        Object value = values.get(key);
        return value != null && !"".equals(value);
    }

    boolean isTrue(String key) {
        return Boolean.TRUE.equals(values.get(key));
    }

    /** A nested mapping; an empty one when absent or not a mapping. */
    YamlObject object(String key) {
        return values.get(key) instanceof Map<?, ?> map ? new YamlObject(map) : EMPTY;
    }

    /** The mappings of a list; others in it are left out. */
    List<YamlObject> objects(String key) {
        List<YamlObject> objects = new ArrayList<>();
        if (values.get(key) instanceof List<?> list) {
            for (Object item : list) {
                if (item instanceof Map<?, ?> map) {
                    objects.add(new YamlObject(map));
                }
            }
        }
        return objects;
    }

    /** The scalars of a list as text. */
    List<String> texts(String key) {
        return values.get(key) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** The keys that have a value. */
    Set<String> keys() {
        return values.keySet().stream()
                .map(String::valueOf)
                .filter(this::has)
                .collect(toCollection(LinkedHashSet::new));
    }

    /** Hides the values: they may be credentials. */
    @Override
    public String toString() {
        return "YamlObject" + keys();
    }
}
