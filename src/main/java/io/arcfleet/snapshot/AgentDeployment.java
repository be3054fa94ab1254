package io.arcfleet.snapshot;

import java.util.List;
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

    /** A condition; {@code status} is True, False or Unknown. */
    public record Condition(
            String type,
            String status,
            @Nullable String reason,
            @Nullable String message) {}
}
