package io.arcfleet.collect;

import io.arcfleet.snapshot.AgentDeployment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conditions of deployments, pods and nodes. */
final class Conditions {

    private Conditions() {}

    /** Conditions as the snapshot has them; one without a type says nothing and is left out. */
    static List<AgentDeployment.Condition> of(@Nullable List<KubernetesJson.Condition> conditions) {
        List<AgentDeployment.Condition> kept = new ArrayList<>();
        for (KubernetesJson.Condition condition : KubernetesJson.orEmpty(conditions)) {
            if (condition.type() != null) {
                kept.add(new AgentDeployment.Condition(
                        condition.type(),
                        condition.status() == null ? "Unknown" : condition.status(),
                        condition.reason(),
                        condition.message()));
            }
        }
        return kept;
    }
}
