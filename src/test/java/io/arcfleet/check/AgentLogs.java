package io.arcfleet.check;

import static io.arcfleet.snapshot.ClusterSnapshots.withKubernetes;

import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ContainerLog;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.util.List;

/** Logs of agents, for tests of the checks that judge by them. */
public final class AgentLogs {

    private AgentLogs() {}

    /** Exactly these logs were asked for. */
    public static ClusterSnapshot withLogs(ClusterSnapshot snapshot, ContainerLog... logs) {
        return withKubernetes(snapshot, "logs", List.of(logs));
    }

    /** The log of the first container of a deployment, as it was read. */
    public static ContainerLog log(String deployment, String text) {
        return log(deployment, Observation.of(text));
    }

    /** The log of the first container of a deployment, which could not be read. */
    public static ContainerLog refused(String deployment, Reason reason) {
        return log(deployment, Observation.unavailable(reason, "Nothing came back."));
    }

    private static ContainerLog log(String deployment, Observation<String> text) {
        return new ContainerLog(deployment + "-6c4d7f9b5-x2x9z", "deployment/" + deployment, "manager", false, text);
    }
}
