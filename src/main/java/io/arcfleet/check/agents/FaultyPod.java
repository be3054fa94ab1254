package io.arcfleet.check.agents;

import io.arcfleet.check.Phrases;
import io.arcfleet.finding.Issue;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.AgentPod.Terminated;
import io.arcfleet.snapshot.ContainerLog;
import io.arcfleet.snapshot.Observation.Observed;
import io.arcfleet.snapshot.Observation.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A pod that does not run, its first fault, and how many faults there are. */
public record FaultyPod(AgentPod pod, PodFault fault, int faults) {

    private static final int LAST_LINES = 5;

    /**
     * The newest faulty pod of each workload, in the order of the workloads' names. A failed or evicted pod that a ready
     * or completed one has replaced is history and left out.
     *
     * @param settling how long after a crash a container that runs again still counts as crash-looping
     */
    public static List<FaultyPod> perWorkload(List<AgentPod> pods, Instant at, Duration settling) {
        Set<String> replaced = pods.stream()
                .filter(pod -> pod.hasCompleted() || isReady(pod))
                .map(AgentPod::workload)
                .collect(Collectors.toSet());
        Map<String, FaultyPod> faulty = new TreeMap<>();
        pods.stream()
                .sorted(Comparator.comparing(FaultyPod::createdAt).reversed())
                .flatMap(pod -> of(pod, at, settling).stream())
                .filter(pod -> !pod.fault().container().isEmpty()
                        || !replaced.contains(pod.pod().workload()))
                .forEach(pod -> faulty.putIfAbsent(pod.pod().workload(), pod));
        return List.copyOf(faulty.values());
    }

    /** What to say of the workload that owns the pod, with the end of the container's log where it was read. */
    public Issue issue(List<ContainerLog> logs) {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("fault", fault.kind().word());
        evidence.put("pod", pod.name());
        if (!fault.container().isEmpty()) {
            evidence.put("container", fault.container());
        }
        evidence.put("reason", fault.reason());
        evidence.put("restarts", Integer.toString(fault.restarts()));
        Terminated ended = fault.ended();
        if (ended != null) {
            evidence.put("exit code", Integer.toString(ended.exitCode()));
            if (ended.finishedAt() != null) {
                evidence.put("ended", Phrases.time(ended.finishedAt()));
            }
        }
        if (fault.message() != null && !fault.message().isBlank()) {
            evidence.put("message", Phrases.quote(fault.message()));
        }
        String more = faults > 1 ? ", and " + Phrases.count(faults - 1L, "more container") + " likewise" : "";
        Issue issue = new Issue(pod.workload(), pod.workload() + ": " + fault.phrase() + more + ".", evidence)
                .withRemedy(fault.kind().remedy());
        return fault.leavesLog() ? withLog(issue, logs) : issue;
    }

    private static Optional<FaultyPod> of(AgentPod pod, Instant at, Duration settling) {
        // Images are another check's.
        List<PodFault> faults = PodFault.of(pod, at, settling).stream()
                .filter(fault -> fault.kind() != PodFault.Kind.IMAGE)
                .toList();
        return faults.isEmpty() ? Optional.empty() : Optional.of(new FaultyPod(pod, faults.getFirst(), faults.size()));
    }

    private static boolean isReady(AgentPod pod) {
        return !pod.deleting() && pod.containersExpected() > 0 && pod.containersReady() >= pod.containersExpected();
    }

    private static Instant createdAt(AgentPod pod) {
        return Objects.requireNonNullElse(pod.createdAt(), Instant.EPOCH);
    }

    private Issue withLog(Issue issue, List<ContainerLog> logs) {
        List<ContainerLog> ours = logs.stream()
                .filter(log -> log.pod().equals(pod.name()) && log.container().equals(fault.container()))
                // The log of the run that crashed says more than that of the run that just begins.
                .sorted(Comparator.comparing(log -> !log.previous()))
                .toList();
        Optional<String> text = ours.stream()
                .flatMap(log -> log.text().seen().stream())
                .filter(log -> !log.isBlank())
                .findFirst();
        if (text.isPresent()) {
            return issue.andSays("Its log ends: " + lastLine(text.get()) + ".").with("log", lastLines(text.get()));
        }
        return ours.stream()
                .findFirst()
                .map(log -> switch (log.text()) {
                    case Observed<String> empty -> issue.with("log", "empty");
                    case Unavailable<String> failure ->
                        issue.andSays("Its log was not read: "
                                        + failure.reason().word() + ".")
                                .with(
                                        "log",
                                        "not read: " + failure.reason().word() + ", "
                                                + Phrases.quote(failure.detail()));
                })
                .orElseGet(() -> issue.with("log", "not read: not attempted"));
    }

    private static String lastLine(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .reduce((first, second) -> second)
                .map(Phrases::quote)
                .orElse("");
    }

    private static String lastLines(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        return lines.stream()
                .skip(Math.max(0, lines.size() - LAST_LINES))
                .map(Phrases::quote)
                .collect(Collectors.joining("\n"));
    }
}
