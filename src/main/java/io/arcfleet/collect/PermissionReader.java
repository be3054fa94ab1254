package io.arcfleet.collect;

import com.fasterxml.jackson.databind.ObjectReader;
import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Permissions;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what the scanner may do in the namespace azure-arc. */
final class PermissionReader {

    private static final ObjectReader READER = KubernetesJson.of(Review.class);

    Observation<Permissions> read(ClusterTunnel tunnel, Budget budget) {
        return tunnel.review(
                "azure-arc",
                body -> convert(KubernetesJson.present(READER.<@Nullable Review>readValue(body))),
                budget.left());
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
        return new Permissions(rules, Boolean.TRUE.equals(status.incomplete()));
    }

    private record Review(@Nullable Status status) {}

    private record Status(
            @Nullable Boolean incomplete, @Nullable List<Rule> resourceRules) {}

    private record Rule(
            @Nullable List<String> verbs,
            @Nullable List<String> apiGroups,
            @Nullable List<String> resources,
            @Nullable List<String> resourceNames) {}
}
