package io.arcfleet.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pod of the namespace {@code azure-arc}, or one of cluster DNS.
 *
 * @param name with its random suffix: for people, never for identities
 * @param workload what owns it, stable: {@code deployment/config-agent}, {@code job/...}, {@code pod/<name>} if nothing
 * @param phase Pending, Running, Succeeded, Failed, Unknown. It says little: a pod whose containers are being created
 *     is Pending, a crash-looping one is Running
 * @param reason {@code status.reason}, for example Evicted
 * @param node node it is scheduled to, absent before that
 * @param deleting whether it has a deletion time stamp
 * @param containersExpected number of containers in the specification, without init containers
 * @param containers status of the containers, empty until the kubelet reported; init containers are marked
 * @param proxyVariables {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY} that stand literally in the
 *     specification of its containers, by upper-case name; credentials in addresses are taken out
 */
public record AgentPod(
        String name,
        String workload,
        @Nullable String phase,
        @Nullable String reason,
        @Nullable String message,
        @Nullable String serviceAccount,
        @Nullable String node,
        @Nullable Instant createdAt,
        boolean deleting,
        List<AgentDeployment.Condition> conditions,
        int containersExpected,
        List<Container> containers,
        Map<String, String> proxyVariables) {

    public AgentPod {
        conditions = List.copyOf(conditions);
        containers = List.copyOf(containers);
        proxyVariables = Map.copyOf(proxyVariables);
    }

    /** The condition of this type, if the pod has it. */
    public Optional<AgentDeployment.Condition> condition(String type) {
        return conditions.stream().filter(c -> c.type().equals(type)).findFirst();
    }

    /** Number of ready containers, init containers not counted. */
    public int containersReady() {
        return (int) containers.stream().filter(c -> !c.init() && c.ready()).count();
    }

    /** Whether the pod has ended on purpose, as the pods of jobs do. */
    public boolean hasCompleted() {
        return "Succeeded".equals(phase);
    }

    /**
     * State of one container.
     *
     * @param state what it does now
     * @param lastTermination how its previous run ended, if it had one
     */
    public record Container(
            String name,
            boolean init,
            boolean ready,
            int restarts,
            State state,
            @Nullable Terminated lastTermination) {}

    /** What a container does. */
    public sealed interface State {}

    /** Waits to run: CrashLoopBackOff, ImagePullBackOff, ContainerCreating, ... */
    public record Waiting(String reason, @Nullable String message) implements State {}

    /** Runs. */
    public record Running(@Nullable Instant startedAt) implements State {}

    /** Has ended. */
    public record Terminated(
            int exitCode,
            @Nullable String reason,
            @Nullable String message,
            @Nullable Instant finishedAt) implements State {}

    /** The kubelet did not say. */
    public record NotReported() implements State {}
}
