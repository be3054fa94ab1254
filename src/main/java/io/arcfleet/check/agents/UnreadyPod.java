package io.arcfleet.check.agents;

import io.arcfleet.check.Phrases;
import io.arcfleet.finding.Issue;
import io.arcfleet.snapshot.AgentEvent;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.AgentPod.Container;
import io.arcfleet.snapshot.AgentPod.NotReported;
import io.arcfleet.snapshot.AgentPod.Running;
import io.arcfleet.snapshot.AgentPod.Terminated;
import io.arcfleet.snapshot.AgentPod.Waiting;
import io.arcfleet.snapshot.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A pod that has a node and no fault, and yet fewer ready containers than its specification has. */
public record UnreadyPod(AgentPod pod, List<Container> unready) {

    public UnreadyPod {
        unready = List.copyOf(unready);
    }

    /**
     * The unready pods, one per workload, in the order of the workloads' names. The number of containers comes from the
     * pod's own specification, because it differs between agent versions.
     *
     * @param settling how long a pod or a restarted container may take to become ready
     */
    public static List<UnreadyPod> perWorkload(List<AgentPod> pods, Instant at, Duration settling) {
        Instant settled = at.minus(settling);
        Map<String, UnreadyPod> unready = new TreeMap<>();
        pods.stream()
                .filter(pod -> !pod.deleting() && !pod.hasCompleted() && !UnscheduledPod.isUnscheduled(pod))
                .filter(pod -> pod.containersReady() < pod.containersExpected())
                .filter(pod -> PodFault.of(pod, at, settling).isEmpty())
                .map(pod -> new UnreadyPod(pod, unready(pod)))
                .filter(pod -> pod.isSettled(settled))
                .sorted(Comparator.comparing(pod -> pod.pod().name()))
                .forEach(pod -> unready.putIfAbsent(pod.pod().workload(), pod));
        return List.copyOf(unready.values());
    }

    /** What to say of the workload that owns the pod, with the newest warning about the pod. */
    public Issue issue(Observation<List<AgentEvent>> events) {
        String states = unready.stream()
                .map(container -> container.name() + " (" + state(container.state()) + ")")
                .collect(Collectors.joining(", "));
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put(
                "fault", unready.stream().map(c -> kind(c.state())).findFirst().orElse("not reported"));
        evidence.put("pod", pod.name());
        evidence.put("ready", pod.containersReady() + "/" + pod.containersExpected());
        if (!unready.isEmpty()) {
            evidence.put("container", unready.getFirst().name());
            evidence.put("not ready", states);
        }
        AgentEvents.newestWarning(events, "pod/" + pod.name())
                .ifPresent(event -> evidence.put("event", Phrases.quote(event.message())));
        String message = pod.workload() + ": " + pod.containersReady() + " of "
                + Phrases.count(pod.containersExpected(), "container") + " ready"
                + (states.isEmpty() ? "; the kubelet has not reported on the others." : "; not ready: " + states + ".");
        return new Issue(pod.workload(), message, evidence);
    }

    private boolean isSettled(Instant settled) {
        if (isAfter(pod.createdAt(), settled)) {
            return false;
        }
        // A container that restarted a moment ago has the same time to become ready as a new pod.
        return unready.isEmpty()
                || !unready.stream()
                        .allMatch(c -> c.state() instanceof Running running && isAfter(running.startedAt(), settled));
    }

    private static boolean isAfter(@Nullable Instant time, Instant settled) {
        return time != null && time.isAfter(settled);
    }

    private static List<Container> unready(AgentPod pod) {
        return pod.containers().stream().filter(c -> !c.init() && !c.ready()).toList();
    }

    private static String kind(AgentPod.State state) {
        return switch (state) {
            case Waiting waiting -> waiting.reason();
            case Running running -> "not ready";
            case Terminated ended -> "ended";
            case NotReported silent -> "not reported";
        };
    }

    private static String state(AgentPod.State state) {
        return switch (state) {
            case Waiting(String reason, String message) ->
                message == null || message.isBlank() ? reason : reason + ": " + Phrases.quote(message);
            case Running(Instant startedAt) ->
                startedAt == null ? "running" : "running since " + Phrases.time(startedAt);
            case Terminated ended -> "ended with exit code " + ended.exitCode();
            case NotReported silent -> "no state reported";
        };
    }
}
