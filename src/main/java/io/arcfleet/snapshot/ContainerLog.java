package io.arcfleet.snapshot;

/**
 * The end of a container's log.
 *
 * @param workload owner of the pod, as in {@link AgentPod#workload}
 * @param previous whether it is the log of the previous, ended run
 * @param text at most 200 lines and 64 KiB, secrets replaced
 */
public record ContainerLog(String pod, String workload, String container, boolean previous, Observation<String> text) {}
