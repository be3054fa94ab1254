package io.arcfleet.check.network;

import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.finding.Issue;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * The edges by which faults of the network explain faults of the agents. An agent's fault is laid to the network only
 * when the network's was seen in that agent, so that one that crashes for a reason of its own stays a root cause.
 */
public final class NetworkCauses {

    /** Evidence of the agents in which a fault was seen, separated by commas. */
    static final String AGENTS = "agents";

    /** In place of their names: the fault hits every agent, whatever its log says. */
    static final String EVERY_AGENT = "all";

    private static final String EGRESS = "egress-allowed";

    private static final List<String> CHECKS = List.of(
            "cluster-dns-healthy", EGRESS, "proxy-authentication-accepted", "tls-interception-trusted", "clocks-right");

    private NetworkCauses() {}

    /** For a check with issues about single agents: what was seen in the same agent. */
    public static List<Explanation> ofTheSameAgent() {
        return edges((explained, cause) -> concerns(cause, Set.of(explained.subject())));
    }

    /** What was seen in one of {@code workloads}. */
    public static List<Explanation> of(Set<String> workloads) {
        return edges((explained, cause) -> concerns(cause, workloads));
    }

    /** What keeps the status of the cluster from Azure; of blocked endpoints only those that this takes. */
    public static List<Explanation> ofSilence() {
        Set<String> needed = Endpoints.neededSubjects();
        return Stream.concat(
                        edges((explained, cause) ->
                                        !cause.subject().startsWith("endpoint/") || needed.contains(cause.subject()))
                                .stream(),
                        Stream.of(Explanation.by("network-path-supported")
                                .onlyFrom(NetworkPathSupportedCheck::stopsTheGateway)))
                .toList();
    }

    private static List<Explanation> edges(BiPredicate<Issue, Issue> when) {
        return CHECKS.stream().map(id -> new Explanation(id, when)).toList();
    }

    private static boolean concerns(Issue cause, Set<String> workloads) {
        String agents = cause.evidence().getOrDefault(AGENTS, "");
        return agents.equals(EVERY_AGENT) || Stream.of(agents.split(", ")).anyMatch(workloads::contains);
    }
}
