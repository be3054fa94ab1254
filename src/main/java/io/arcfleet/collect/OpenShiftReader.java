package io.arcfleet.collect;

import com.fasterxml.jackson.databind.ObjectReader;
import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.access.KubernetesRequest;
import io.arcfleet.snapshot.Observation;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what only OpenShift has. */
final class OpenShiftReader {

    private static final KubernetesRequest VERSION =
            KubernetesRequest.json("/apis/config.openshift.io/v1/clusterversions/version");
    private static final KubernetesRequest PRIVILEGED =
            KubernetesRequest.json("/apis/security.openshift.io/v1/securitycontextconstraints/privileged");

    private static final ObjectReader VERSION_READER = KubernetesJson.of(ClusterVersion.class);
    private static final ObjectReader CONSTRAINT_READER = KubernetesJson.of(Constraint.class);

    /** The version that the cluster runs or is updated to. */
    Observation<String> version(ClusterTunnel tunnel, Budget budget) {
        return tunnel.get(
                VERSION,
                body -> version(KubernetesJson.present(VERSION_READER.<@Nullable ClusterVersion>readValue(body))),
                budget.left());
    }

    /** The users and groups that may use the security context constraint {@code privileged}. */
    Observation<Set<String>> privileged(ClusterTunnel tunnel, Budget budget) {
        return tunnel.get(
                PRIVILEGED,
                body -> users(KubernetesJson.present(CONSTRAINT_READER.<@Nullable Constraint>readValue(body))),
                budget.left());
    }

    private static String version(ClusterVersion resource) throws IOException {
        Status status = resource.status() == null ? new Status(null, null) : resource.status();
        // The history begins with the newest.
        return Stream.concat(Stream.ofNullable(status.desired()), KubernetesJson.orEmpty(status.history()).stream())
                .flatMap(release -> Stream.ofNullable(release.version()))
                .filter(version -> !version.isBlank())
                .findFirst()
                .orElseThrow(() -> new IOException("no version in it"));
    }

    private static Set<String> users(Constraint constraint) throws IOException {
        if (!"SecurityContextConstraints".equals(constraint.kind())) {
            throw new IOException("not a security context constraint");
        }
        return Stream.of(constraint.users(), constraint.groups())
                .flatMap(names -> KubernetesJson.orEmpty(names).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private record ClusterVersion(@Nullable Status status) {}

    private record Status(
            @Nullable Release desired, @Nullable List<Release> history) {}

    private record Release(@Nullable String version) {}

    private record Constraint(
            @Nullable String kind,
            @Nullable List<String> users,
            @Nullable List<String> groups) {}
}
