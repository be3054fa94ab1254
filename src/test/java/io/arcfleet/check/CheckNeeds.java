package io.arcfleet.check;

import static io.arcfleet.check.AgentLogs.refused;
import static io.arcfleet.check.AgentLogs.withLogs;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.withPlatform;
import static io.arcfleet.snapshot.ClusterSnapshots.withResource;
import static io.arcfleet.snapshot.Records.with;

import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ConnectedCluster.Features;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.OpenShift;
import io.arcfleet.snapshot.Reason;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * What checks cannot do without, found by trying: one observation at a time is refused, of a plain cluster and of one with
 * everything switched on.
 */
final class CheckNeeds {

    private static final String LOGS = "logs";

    private final List<ClusterSnapshot> clusters = List.of(healthy(), withEverythingOn());
    private final Map<String, UnaryOperator<ClusterSnapshot>> refusals = Refusals.ofObservations();

    CheckNeeds() {
        refusals.put(LOGS, cluster -> withLogs(cluster, refused("config-agent", Reason.NOT_PERMITTED)));
    }

    /**
     * The observations without any one of which this check does not pass, as components of the snapshot; when there is
     * none, two that must not be missing both.
     */
    List<String> of(Check<?> check) {
        List<String> needed = refusals.keySet().stream()
                .filter(name -> isLost(check, cluster -> refuse(name, cluster)))
                .toList();
        return needed.isEmpty() ? eitherOfTwo(check) : needed;
    }

    private List<String> eitherOfTwo(Check<?> check) {
        List<String> names = List.copyOf(refusals.keySet());
        return IntStream.range(0, names.size())
                .boxed()
                .flatMap(i -> names.subList(i + 1, names.size()).stream()
                        .filter(other -> isLost(check, cluster -> refuse(other, refuse(names.get(i), cluster))))
                        .map(other -> names.get(i) + " or " + other))
                .toList();
    }

    private ClusterSnapshot refuse(String name, ClusterSnapshot cluster) {
        return Objects.requireNonNull(refusals.get(name)).apply(cluster);
    }

    private boolean isLost(Check<?> check, UnaryOperator<ClusterSnapshot> refusal) {
        return clusters.stream()
                .map(refusal)
                .anyMatch(cluster -> check.view(cluster) instanceof Unavailable
                        || check.blindSpot(cluster).isPresent());
    }

    /** An OpenShift cluster with every feature, of which everything was asked for. */
    private static ClusterSnapshot withEverythingOn() {
        ClusterSnapshot cluster = withResource(
                healthy(),
                resource -> with(
                        with(resource, "distribution", "openshift"),
                        "features",
                        new Features(true, true, true, true, Map.of())));
        OpenShift openShift = new OpenShift(Observation.of("4.19.3"), Observation.of(Set.of()));
        return withPlatform(
                withPlatform(
                        withPlatform(withPlatform(cluster, "openShift", openShift), "signingKeys", List.of()),
                        "workloadIdentity",
                        List.of()),
                "definitions",
                List.of());
    }
}
