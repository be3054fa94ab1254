package io.arcfleet.check.agents;

import io.arcfleet.snapshot.AgentEvent;
import io.arcfleet.snapshot.Observation;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds among the events of the namespace the one that tells most. */
public final class AgentEvents {

    private static final Comparator<AgentEvent> BY_TIME = Comparator.comparing(event -> orEpoch(event.lastSeen()));

    private AgentEvents() {}

    /** The newest event with {@code reason} on an object whose {@code kind/name} starts with {@code object}. */
    public static Optional<AgentEvent> newest(Observation<List<AgentEvent>> events, String reason, String object) {
        return events.seen().orElse(List.of()).stream()
                .filter(event -> reason.equals(event.reason()) && event.object().startsWith(object))
                .max(BY_TIME);
    }

    /** The newest warning on exactly {@code object}. */
    public static Optional<AgentEvent> newestWarning(Observation<List<AgentEvent>> events, String object) {
        return events.seen().orElse(List.of()).stream()
                .filter(event ->
                        "Warning".equals(event.type()) && event.object().equals(object))
                .max(BY_TIME);
    }

    /** The newest event with {@code reason} on a replica set of the deployment, whose name is that and a hash. */
    public static Optional<AgentEvent> newestOfReplicaSets(
            Observation<List<AgentEvent>> events, String reason, String deployment) {
        return events.seen().orElse(List.of()).stream()
                .filter(event -> reason.equals(event.reason())
                        && event.object().startsWith("replicaset/" + deployment + "-")
                        && event.object().lastIndexOf('-') == ("replicaset/" + deployment).length())
                .max(BY_TIME);
    }

    private static Instant orEpoch(@Nullable Instant time) {
        return time == null ? Instant.EPOCH : time;
    }
}
