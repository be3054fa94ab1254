package io.arcfleet.simulation;

import java.util.Map;
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

    private record Key(AgentWorkload workload, String container, Cause cause) {}

    /** Why a container ended, as its log tells. */
    private enum Cause {
        NONE,
        EGRESS,
        IDENTITY
    }

    /** The log of a container when {@code faults} are there; the previous run of a crash loop ends the same way. */
    Template of(AgentWorkload workload, String container, Set<Fault> faults) {
        boolean crashes = workload.health(faults) instanceof AgentWorkload.Crashing crash
                && crash.container().equals(container);
        Cause cause = crashes ? cause(faults) : Cause.NONE;
        return logs.computeIfAbsent(
                new Key(workload, container, cause), key -> Template.of(text(workload, container, cause)));
    }

    private static Cause cause(Set<Fault> faults) {
        return faults.contains(Fault.IDENTITY_CERTIFICATE_MISSING) ? Cause.IDENTITY : Cause.EGRESS;
    }

    private static String text(AgentWorkload workload, String container, Cause cause) {
        String role = workload.word();
        if (container.equals("fluent-bit")) {
            return lines(
                    HEALTHY_LINES,
                    n -> "[<now:" + (HEALTHY_LINES - n) * 60 + ">] [ info] [output:http:http." + n % 3
                            + "] 127.0.0.1:8085, HTTP status=200");
        }
        return switch (cause) {
            case NONE -> lines(HEALTHY_LINES, n -> line(role, "Information", (HEALTHY_LINES - n) * 60, healthy(n)));
            case EGRESS ->
                lines(
                        CRASH_LINES,
                        n -> line(role, n < 2 ? "Information" : "Error", 214 - n * 3, n < 2 ? "Starting" : EGRESS));
            case IDENTITY ->
                lines(
                        CRASH_LINES,
                        n -> line(role, n < 2 ? "Information" : "Error", 214 - n * 3, n < 2 ? "Starting" : IDENTITY));
        };
    }

    private static final String EGRESS = "Error while getting the cluster configuration: Post"
            + " \\\"https://<region>.dp.kubernetesconfiguration.azure.com/subscriptions/<subscription>/resourceGroups/<group>"
            + "/provider/Microsoft.Kubernetes-connectedclusters/clusters/<name>/configurations/getPendingConfigs\\\":"
            + " dial tcp 20.42.64.45:443: i/o timeout";

    private static final String IDENTITY = "Error while reading the identity of the cluster:"
            + " secrets \\\"azure-identity-certificate\\\" not found. Failed to get a certificate from secrets";

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
