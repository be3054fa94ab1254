package io.arcfleet.collect;

import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.AgentPod.Container;
import io.arcfleet.snapshot.AzureFacts;
import io.arcfleet.snapshot.ConnectedCluster;
import io.arcfleet.snapshot.ConnectivityStatus;
import io.arcfleet.snapshot.IdentityRequest;
import io.arcfleet.snapshot.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses which logs are worth a request: those of unhealthy containers, and those of the agents that talk to Azure when
 * Azure does not hear them or does not answer their requests for tokens, because agents with blocked egress stay running
 * and ready.
 */
final class LogChoice {

    /** Most logs of one cluster: a broken cluster must not cost a hundred requests. */
    static final int MAX_LOGS = 12;

    /** A restart is recent for as long as Kubernetes keeps its events. */
    private static final Duration RECENT = Duration.ofHours(1);

    /** Azure calls a cluster offline after this time without a heartbeat. */
    private static final Duration HEARTBEAT_LATE = Duration.ofMinutes(15);

    private static final Set<String> TALKERS = Set.of(
            "deployment/clusteridentityoperator",
            "deployment/config-agent",
            "deployment/clusterconnect-agent",
            "deployment/resource-sync-agent");

    /** Ships the logs of the other containers; its own say nothing of the agent. */
    private static final String SHIPPER = "fluent-bit";

    private LogChoice() {}

    /**
     * A log to ask for.
     *
     * @param talker whether it is that of an agent that runs and should have something to say
     */
    record Wanted(String pod, String workload, String container, boolean previous, boolean talker) {}

    /** At most {@link #MAX_LOGS} logs, the most telling first. */
    static List<Wanted> choose(
            List<AgentPod> pods, AzureFacts azure, Observation<List<IdentityRequest>> requests, Instant at) {
        List<Wanted> first = new ArrayList<>();
        List<Wanted> second = new ArrayList<>();
        List<Wanted> quiet = new ArrayList<>();
        boolean suspect = isUnheard(azure, at) || isUnserved(requests, at);
        for (AgentPod pod : talkersFirst(pods)) {
            if (pod.hasCompleted()) {
                continue;
            }
            for (Container container : pod.containers()) {
                if (isUnhealthy(container, at)) {
                    if (hasRecentRunBefore(container, at)) {
                        first.add(wanted(pod, container, true));
                        second.add(wanted(pod, container, false));
                    } else if (hasStarted(container)) {
                        first.add(wanted(pod, container, false));
                    }
                } else if (suspect && isTalker(pod, container)) {
                    quiet.add(new Wanted(pod.name(), pod.workload(), container.name(), false, true));
                }
            }
        }
        Set<Wanted> chosen = new LinkedHashSet<>(first);
        chosen.addAll(quiet);
        chosen.addAll(second);
        return chosen.stream().limit(MAX_LOGS).toList();
    }

    private static List<AgentPod> talkersFirst(List<AgentPod> pods) {
        List<AgentPod> ordered = new ArrayList<>();
        pods.stream().filter(pod -> TALKERS.contains(pod.workload())).forEach(ordered::add);
        pods.stream().filter(pod -> !TALKERS.contains(pod.workload())).forEach(ordered::add);
        return ordered;
    }

    private static boolean isUnhealthy(Container container, Instant at) {
        boolean failed = switch (container.state()) {
            case AgentPod.Waiting waiting -> true;
            case AgentPod.Terminated ended -> ended.exitCode() != 0 || !container.init();
            case AgentPod.Running running -> !container.ready() && !container.init();
            case AgentPod.NotReported unknown -> !container.ready() && !container.init();
        };
        return failed || restartedLately(container, at);
    }

    private static boolean restartedLately(Container container, Instant at) {
        AgentPod.Terminated last = container.lastTermination();
        return last != null && last.finishedAt() != null && last.finishedAt().isAfter(at.minus(RECENT));
    }

    /** A run that ended before everything that is read of a log has nothing to say of what is wrong now. */
    private static boolean hasRecentRunBefore(Container container, Instant at) {
        AgentPod.Terminated last = container.lastTermination();
        if (last == null || last.finishedAt() == null) {
            return last != null || container.restarts() > 0;
        }
        return last.finishedAt().isAfter(at.minus(LogReader.MAX_AGE));
    }

    private static boolean hasStarted(Container container) {
        return container.state() instanceof AgentPod.Running || container.state() instanceof AgentPod.Terminated;
    }

    private static boolean isTalker(AgentPod pod, Container container) {
        return TALKERS.contains(pod.workload())
                && !container.init()
                && !container.name().equals(SHIPPER)
                && hasStarted(container);
    }

    /** Also when the Azure side is not known: then the logs are the only witness. */
    private static boolean isUnheard(AzureFacts azure, Instant at) {
        Optional<ConnectedCluster> resource = azure.resource().seen();
        if (resource.isEmpty() || resource.get().connectivityStatus() != ConnectivityStatus.CONNECTED) {
            return true;
        }
        Instant heartbeat = resource.get().lastConnectivity();
        return heartbeat == null || heartbeat.isBefore(at.minus(HEARTBEAT_LATE));
    }

    /** Whether an agent waits for its first token, or the token it got has ended. */
    private static boolean isUnserved(Observation<List<IdentityRequest>> requests, Instant at) {
        return requests.seen().orElse(List.of()).stream()
                .map(IdentityRequest::expiresAt)
                .anyMatch(expires -> expires == null || !expires.isAfter(at));
    }

    private static Wanted wanted(AgentPod pod, Container container, boolean previous) {
        return new Wanted(pod.name(), pod.workload(), container.name(), previous, false);
    }
}
