package io.arcfleet.collect;

import com.fasterxml.jackson.databind.ObjectReader;
import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Permissions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what the scanner may do in a namespace. */
public final class PermissionReader {

    private static final String AGENTS = "azure-arc";
    private static final Set<String> READING = Set.of("get", "*");

    private static final ObjectReader READER = KubernetesJson.of(Review.class);

    /** A reader; it has no state. */
    public PermissionReader() {}

    /** Asks for a namespace. */
    public Observation<Permissions> read(ClusterTunnel tunnel, String namespace, Duration timeout) {
        return tunnel.review(
                namespace, body -> convert(KubernetesJson.present(READER.<@Nullable Review>readValue(body))), timeout);
    }

    /** Asks for the namespace of the agents. */
    Observation<Permissions> read(ClusterTunnel tunnel, Budget budget) {
        return read(tunnel, AGENTS, budget.left());
    }

    private static Permissions convert(Review review) throws IOException {
        Status status = review.status();
        if (status == null || status.resourceRules() == null) {
            throw new IOException("no rules in it");
        }
        List<Permissions.Rule> rules = KubernetesJson.orEmpty(status.resourceRules()).stream()
                .map(rule -> new Permissions.Rule(
                        KubernetesJson.orEmpty(rule.verbs()),
                        KubernetesJson.orEmpty(rule.apiGroups()),
                        KubernetesJson.orEmpty(rule.resources()),
                        KubernetesJson.orEmpty(rule.resourceNames())))
                .toList();
        List<String> paths = KubernetesJson.orEmpty(status.nonResourceRules()).stream()
                .filter(rule -> KubernetesJson.orEmpty(rule.verbs()).stream().anyMatch(READING::contains))
                .flatMap(rule -> KubernetesJson.orEmpty(rule.nonResourceURLs()).stream())
                .toList();
        return new Permissions(rules, paths, Boolean.TRUE.equals(status.incomplete()));
    }

    private record Review(@Nullable Status status) {}

    private record Status(
            @Nullable Boolean incomplete,
            @Nullable List<Rule> resourceRules,
            @Nullable List<PathRule> nonResourceRules) {}

    private record PathRule(
            @Nullable List<String> verbs, @Nullable List<String> nonResourceURLs) {}

    private record Rule(
            @Nullable List<String> verbs,
            @Nullable List<String> apiGroups,
            @Nullable List<String> resources,
            @Nullable List<String> resourceNames) {}
}
