package io.arcfleet.check.agents;

import io.arcfleet.snapshot.AgentPod;

/** Tells pods that wait for a node from all others. */
final class UnscheduledPod {

    private UnscheduledPod() {}

    /** Whether the pod has no node yet. Its phase alone does not tell: a pod whose containers are created is Pending too. */
    static boolean isUnscheduled(AgentPod pod) {
        boolean refused = pod.condition("PodScheduled")
                .filter(condition -> condition.status().equals("False"))
                .isPresent();
        boolean waits = pod.phase() == null || pod.phase().equals("Pending");
        return waits && (refused || pod.node() == null);
    }
}
