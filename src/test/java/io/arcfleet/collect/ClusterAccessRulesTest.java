package io.arcfleet.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.access.KubernetesRequest;
import io.arcfleet.snapshot.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The shipped rules allow exactly what the readers ask for. */
final class ClusterAccessRulesTest {

    private static final Path FOLDER = Path.of("infra/cluster-access");

    private static final Pattern RESOURCE_PATH =
            Pattern.compile("(?:/api/v1|/apis/(?<group>[^/]+)/[^/]+)(?:/namespaces/(?<namespace>[^/]+))?"
                    + "/(?<resource>[^/]+)(?:/(?<name>[^/]+)(?:/(?<sub>[^/]+))?)?");

    /** One permission; {@code name} is empty for all names, as for lists and the logs of pods. */
    private record Permission(String namespace, String group, String resource, String name, String verb) {}

    @Test
    void everyRequestHasARuleAndEveryRuleIsUsed() throws IOException {
        assertThat(granted()).isEqualTo(requested());
    }

    @Test
    void everyRoleIsBoundToTheServiceAccount() throws IOException {
        Set<String> roles = new TreeSet<>();
        Set<String> bound = new TreeSet<>();
        for (Map<?, ?> document : documents()) {
            String kind = String.valueOf(document.get("kind"));
            Map<?, ?> metadata = map(document.get("metadata"));
            String place = metadata.containsKey("namespace") ? metadata.get("namespace") + "/" : "";
            if (kind.endsWith("Role")) {
                roles.add(kind + " " + place + metadata.get("name"));
            }
            if (kind.endsWith("RoleBinding")) {
                Map<?, ?> role = map(document.get("roleRef"));
                bound.add(role.get("kind") + " " + place + role.get("name"));
                assertThat(list(document.get("subjects")))
                        .singleElement()
                        .isEqualTo(
                                Map.of("kind", "ServiceAccount", "name", "arcfleet-scanner", "namespace", "arcfleet"));
            }
        }
        assertThat(bound).isEqualTo(roles).hasSize(9);
    }

    /**
     * What a full collect asks of two clusters: with logs, everything on, the release of an old cluster, which also makes
     * it look for leftovers; the second is OpenShift.
     */
    private static Set<Permission> requested() {
        Set<Permission> permissions = new LinkedHashSet<>();
        for (RecordedCluster cluster : List.of(RecordedCluster.complete(), RecordedCluster.openShift())) {
            for (String path : List.of(RecordedCluster.HELM, RecordedCluster.OLD_HELM)) {
                cluster.answer(path, "{\"kind\":\"PartialObjectMetadataList\",\"metadata\":{},\"items\":[]}");
            }
            new SnapshotCollector(Clock.fixed(Targets.NOW, ZoneOffset.UTC))
                    .collect(Targets.withEveryFeature(), Observation.of(cluster), Targets.NOW.plusSeconds(20));
            for (KubernetesRequest request : cluster.requests()) {
                permissions.add(permission(request.path()));
            }
        }
        return permissions;
    }

    private static Permission permission(String path) {
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

    private static Set<Permission> granted() throws IOException {
        Set<Permission> permissions = new LinkedHashSet<>();
        for (Map<?, ?> document : documents()) {
            for (Object rule : list(document.get("rules"))) {
                addRule(permissions, text(map(document.get("metadata")).get("namespace")), map(rule));
            }
        }
        return permissions;
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

    private static List<Map<?, ?>> documents() throws IOException {
        List<Map<?, ?>> documents = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
                Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
                yaml.loadAll(Files.readString(file)).forEach(document -> documents.add(map(document)));
            }
        }
        return documents;
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }

    private static List<?> list(@Nullable Object value) {
        return value == null ? List.of() : (List<?>) value;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
