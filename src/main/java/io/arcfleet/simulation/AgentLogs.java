package io.arcfleet.simulation;

import io.arcfleet.simulation.AgentComplaints.Complaint;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The logs of the agents, with slots for what differs between clusters. One JSON object a line, as the agents write. */
final class AgentLogs {

    private static final int HEALTHY_LINES = 24;
    private static final int CRASH_LINES = 12;

    private final ConcurrentMap<Key, Template> logs = new ConcurrentHashMap<>();

    private record Key(AgentWorkload workload, String container, Optional<Fault> fault) {}

    /** The log of a container when {@code faults} are there; the previous run of a crash loop ends the same way. */
    Template of(AgentWorkload workload, String container, Set<Fault> faults) {
        Optional<Complaint> complaint =
                container.equals(workload.mainContainer()) ? AgentComplaints.of(workload, faults) : Optional.empty();
        return logs.computeIfAbsent(
                new Key(workload, container, complaint.map(Complaint::fault)),
                key -> Template.of(text(workload, container, complaint)));
    }

    private static String text(AgentWorkload workload, String container, Optional<Complaint> complaint) {
        String role = workload.word();
        if (container.equals("fluent-bit")) {
            return lines(
                    HEALTHY_LINES,
                    n -> "[<now:" + (HEALTHY_LINES - n) * 60 + ">] [ info] [output:http:http." + n % 3
                            + "] 127.0.0.1:8085, HTTP status=200");
        }
        return complaint
                .map(Complaint::message)
                .map(message -> lines(
                        CRASH_LINES,
                        n -> line(role, n < 2 ? "Information" : "Error", 214 - n * 3, n < 2 ? "Starting" : message)))
                .orElseGet(() ->
                        lines(HEALTHY_LINES, n -> line(role, "Information", (HEALTHY_LINES - n) * 60, healthy(n))));
    }

    private static String healthy(int number) {
        return Map.of(
                        0, "Reconciliation finished, next in 300 s",
                        1, "Token is valid, no refresh needed",
                        2, "Successfully sent the status to the service")
                .getOrDefault(number % 3, "");
    }

    private static String line(String role, String level, int age, String message) {
        return "{\"Message\":\"" + message + "\",\"LogType\":\"ConfigAgentTrace\",\"LogLevel\":\"" + level
                + "\",\"Environment\":\"prod\",\"Role\":\"" + role
                + "\",\"Location\":\"<region>\",\"ArmId\":\"<id>\",\"CorrelationId\":\"<uid:correlation>\","
                + "\"AgentName\":\"" + role + "\",\"AgentVersion\":\"<agent>\",\"AgentTimestamp\":\"<now:" + age
                + ">\"}";
    }

    private static String lines(int count, IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
    }
}
