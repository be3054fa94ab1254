package io.arcfleet.collect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What the files of {@code infra/cluster-access} allow. */
public final class ShippedRules {

    /** The name of a file that kubectl and Flux read themselves. */
    static final String KUSTOMIZATION = "kustomization.yaml";

    private static final Path FOLDER = Path.of("infra/cluster-access");
    private static final Pattern RESOURCE_PATH =
            Pattern.compile("(?:/api/v1|/apis/(?<group>[^/]+)/[^/]+)(?:/namespaces/(?<namespace>[^/]+))?"
                    + "/(?<resource>[^/]+)(?:/(?<name>[^/]+)(?:/(?<sub>[^/]+))?)?");

    private ShippedRules() {}

    /** One permission; {@code name} is empty for all names, as for lists and the logs of pods. */
    public record Permission(String namespace, String group, String resource, String name, String verb) {}

    /** Every permission of every role. */
    public static Set<Permission> granted() throws IOException {
        Set<Permission> permissions = new LinkedHashSet<>();
        for (Map<?, ?> document : documents()) {
            for (Object rule : list(document.get("rules"))) {
                addRule(permissions, text(map(document.get("metadata")).get("namespace")), map(rule));
            }
        }
        return permissions;
    }

    /** The permission that a GET of {@code path} needs. */
    public static Permission needed(String path) {
        Matcher matcher = RESOURCE_PATH.matcher(path);
        if (!matcher.matches()) {
            return new Permission("", "", path, "", "get");
        }
        String name = text(matcher.group("name"));
        String sub = text(matcher.group("sub"));
        return new Permission(
                text(matcher.group("namespace")),
                text(matcher.group("group")),
                matcher.group("resource") + (sub.isEmpty() ? "" : "/" + sub),
                sub.isEmpty() ? name : "",
                name.isEmpty() ? "list" : "get");
    }

    private static void addRule(Set<Permission> permissions, String namespace, Map<?, ?> rule) {
        for (Object verb : list(rule.get("verbs"))) {
            for (Object url : list(rule.get("nonResourceURLs"))) {
                permissions.add(new Permission("", "", text(url), "", text(verb)));
            }
            List<?> names = rule.containsKey("resourceNames") ? list(rule.get("resourceNames")) : List.of("");
            for (Object group : list(rule.get("apiGroups"))) {
                for (Object resource : list(rule.get("resources"))) {
                    for (Object name : names) {
                        permissions.add(new Permission(namespace, text(group), text(resource), text(name), text(verb)));
                    }
                }
            }
        }
    }

    /** Every object that the files put into a cluster. */
    static List<Map<?, ?>> documents() throws IOException {
        List<Map<?, ?>> documents = new ArrayList<>();
        for (Path file : files()) {
            if (!file.endsWith(KUSTOMIZATION)) {
                documents.addAll(documents(file));
            }
        }
        return documents;
    }

    /** Every object of a file. */
    static List<Map<?, ?>> documents(Path file) throws IOException {
        List<Map<?, ?>> documents = new ArrayList<>();
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        yaml.loadAll(Files.readString(file)).forEach(document -> documents.add(map(document)));
        return documents;
    }

    /** The YAML files of all folders, kustomizations among them. */
    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(path -> path.toString().endsWith(".yaml")).toList();
        }
    }

    static Map<?, ?> map(@Nullable Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }

    static List<?> list(@Nullable Object value) {
        return value == null ? List.of() : (List<?>) value;
    }

    static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
