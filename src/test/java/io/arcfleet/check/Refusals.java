package io.arcfleet.check;

import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.withKubernetes;
import static io.arcfleet.snapshot.ClusterSnapshots.withPlatform;
import static io.arcfleet.snapshot.Records.with;

import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ContainerLog;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.OpenShift;
import io.arcfleet.snapshot.Reason;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Ways to lose one part of a snapshot, by the name of its component; one that is added later is among them. */
final class Refusals {

    static final Observation<?> REFUSED = Observation.unavailable(Reason.NOT_PERMITTED, "It was refused.");

    private Refusals() {}

    /** Each observation alone, but for the logs. */
    static Map<String, UnaryOperator<ClusterSnapshot>> ofObservations() {
        Map<String, UnaryOperator<ClusterSnapshot>> refusals = new LinkedHashMap<>();
        observations(healthy().azure())
                .forEach(name ->
                        refusals.put(name, cluster -> with(cluster, "azure", with(cluster.azure(), name, REFUSED))));
        observations(healthy().kubernetes())
                .forEach(name -> refusals.put(
                        name, cluster -> with(cluster, "kubernetes", with(cluster.kubernetes(), name, REFUSED))));
        observations(healthy().kubernetes().platform())
                .forEach(name -> refusals.put(name, cluster -> withPlatform(cluster, name, REFUSED)));
        return refusals;
    }

    /** Each observation alone, those inside others, and each log of {@code cluster}. */
    static Map<String, UnaryOperator<ClusterSnapshot>> ofEverything(ClusterSnapshot cluster) {
        Map<String, UnaryOperator<ClusterSnapshot>> refusals = new LinkedHashMap<>(ofObservations());
        cluster.kubernetes()
                .platform()
                .openShift()
                .seen()
                .ifPresent(openShift -> observations(openShift)
                        .forEach(name -> refusals.put(
                                "openShift." + name,
                                before -> withPlatform(before, "openShift", refuse(openShift, name)))));
        List<ContainerLog> logs = cluster.kubernetes().logs();
        for (int i = 0; i < logs.size(); i++) {
            List<ContainerLog> others = new ArrayList<>(logs);
            others.set(i, with(logs.get(i), "text", REFUSED));
            refusals.put("log " + i, before -> withKubernetes(before, "logs", others));
        }
        return refusals;
    }

    private static OpenShift refuse(OpenShift openShift, String name) {
        return with(openShift, name, REFUSED);
    }

    private static Stream<String> observations(Record facts) {
        return Arrays.stream(facts.getClass().getRecordComponents())
                .filter(component -> component.getType() == Observation.class)
                .map(RecordComponent::getName);
    }
}
