package io.arcfleet.check.network;

import io.arcfleet.check.LogEvidence;
import io.arcfleet.check.LogEvidence.Found;
import io.arcfleet.check.Phrases;
import io.arcfleet.finding.Issue;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The network errors in the logs of the agents. */
final class NetworkErrors {

    private static final int LISTED = 8;

    private NetworkErrors() {}

    /** Every line with one of these signatures. */
    static List<Found> perLine(LogEvidence logs, String... signatureIds) {
        return logs.perLine(signatureIds).stream()
                .flatMap(line -> line.found().stream())
                .toList();
    }

    /** The host that a line names, in lower case. */
    static Optional<String> host(Found found) {
        return Optional.ofNullable(found.match().values().get("host"))
                .map(host -> host.toLowerCase(Locale.ROOT))
                .filter(host -> !host.isBlank());
    }

    /** Each once, sorted, after commas; of many the first ones. */
    static String list(Collection<String> names) {
        List<String> sorted = names.stream().distinct().sorted().toList();
        int more = sorted.size() - LISTED;
        return sorted.stream().limit(LISTED).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }

    /** The agents in whose logs these lines are, as {@link NetworkCauses} reads them. */
    static String agents(Collection<Found> lines) {
        return agentNames(lines.stream().map(Found::workload).toList());
    }

    /** These workloads each once, all of them: edges of the graph of causes look for theirs. */
    static String agentNames(Collection<String> workloads) {
        return workloads.stream().distinct().sorted().collect(Collectors.joining(", "));
    }

    /** The hosts that these lines name; empty when they name none. */
    static String hosts(List<Found> lines) {
        return list(lines.stream().flatMap(line -> host(line).stream()).toList());
    }

    /** How often it was seen, and where: {@code 3 times in deployment/config-agent}. */
    static String timesAndAgents(List<Found> lines) {
        return Phrases.count(lines.size(), "time") + " in " + agents(lines);
    }

    /** The issue with how often it was seen, in which agents, and an example. */
    static Issue seenIn(Issue issue, List<Found> lines) {
        String hosts = hosts(lines);
        Issue seen = issue.with(NetworkCauses.AGENTS, agents(lines))
                .with("lines", Integer.toString(lines.size()))
                .with("example", lines.getFirst().match().line());
        return hosts.isEmpty() ? seen : seen.with("hosts", hosts);
    }
}
