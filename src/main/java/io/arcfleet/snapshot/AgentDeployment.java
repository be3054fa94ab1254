package io.arcfleet.snapshot;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A deployment of the namespace {@code azure-arc}.
 *
 * @param desired {@code spec.replicas}, 1 when absent
 * @param available {@code status.availableReplicas}, 0 when absent
 * @param conditions as the deployment controller reports them
 */
public record AgentDeployment(String name, int desired, int available, int ready, List<Condition> conditions) {

    public AgentDeployment {
        conditions = List.copyOf(conditions);
    }

    /** As {@link AgentPod#workload} names it: {@code deployment/config-agent}. */
    public String workload() {
        return "deployment/" + name;
    }

    /** Whether all its replicas are available, of which it wants one at least. */
    public boolean isAvailable() {
        return desired > 0 && available >= desired;
    }

    /** The condition of this type, if the deployment has it with this status. */
    public Optional<Condition> condition(String type, String status) {
        return conditions.stream()
                .filter(condition ->
                        condition.type().equals(type) && condition.status().equals(status))
                .findFirst();
    }

    /** A condition; {@code status} is True, False or Unknown. */
    public record Condition(
            String type,
            String status,
            @Nullable String reason,
            @Nullable String message) {}
}
