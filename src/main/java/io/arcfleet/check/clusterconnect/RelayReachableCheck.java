package io.arcfleet.check.clusterconnect;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.LogCheck;
import io.arcfleet.check.LogEvidence;
import io.arcfleet.check.LogEvidence.Found;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.check.agents.AgentWorkloads;
import io.arcfleet.check.network.NetworkCauses;
import io.arcfleet.check.versions.AgentNodesReadyCheck;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A {@link Check} that clusterconnect-agent reaches the relay, by a WebSocket. */
public final class RelayReachableCheck implements LogCheck<LogEvidence> {

    /** The relays of the clouds, from the network requirements; the look-behind keeps the search linear. */
    private static final Pattern RELAYS = Pattern.compile(
            "(?<![a-z0-9-])[a-z0-9-]++\\.(servicebus\\.(?:windows\\.net|usgovcloudapi\\.net|chinacloudapi\\.cn))",
            Pattern.CASE_INSENSITIVE);

    private static final String WEBSOCKET_REFUSED = "relay-websocket-refused";
    private static final String NO_CONFIGURATION = "relay-configuration-failed";

    private static final CheckSpec SPEC = new CheckSpec(
            "relay-reachable",
            "clusterconnect-agent reaches the relay",
            Area.CLUSTER_CONNECT,
            Severity.HIGH,
            "Allow *.servicebus.windows.net (the domain of your cloud) over port 443 from the cluster, WebSockets included and"
                    + " without TLS inspection, in the firewall and in the outbound proxy. Which hosts a region uses is told by"
                    + " https://guestnotificationservice.azure.com/urls/allowlist?api-version=2020-01-01&location={location}.",
            List.of(
                    ReferencePages.NETWORK_REQUIREMENTS,
                    ReferencePages.CLUSTER_CONNECT,
                    ReferencePages.TROUBLESHOOTING),
            // Whoever has no identity gets no relay to listen on; a relay that refuses is another matter.
            Stream.of(
                            AgentWorkloads.explainedByIdentity().stream()
                                    .map(edge -> edge.onlyFor(RelayReachableCheck::isWithoutConfiguration)),
                            NetworkCauses.of(Set.of(AgentWorkloads.CLUSTER_CONNECT_AGENT)).stream(),
                            Stream.of(AgentNodesReadyCheck.explainsDown(Set.of(AgentWorkloads.CLUSTER_CONNECT_AGENT))))
                    .flatMap(edges -> edges)
                    .toList(),
            false);

    private final SignatureCatalog signatures;

    /** With the known error texts. */
    public RelayReachableCheck(SignatureCatalog signatures) {
        this.signatures = signatures;
    }

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<LogEvidence> view(ClusterSnapshot snapshot) {
        return LogEvidence.of(snapshot, signatures);
    }

    @Override
    public List<Issue> evaluate(LogEvidence logs, Instant at) {
        Map<String, List<EndpointFailure>> byDomain = EndpointFailure.in(logs, RELAYS, WEBSOCKET_REFUSED).stream()
                .collect(Collectors.groupingBy(EndpointFailure::endpoint, TreeMap::new, Collectors.toList()));
        if (!byDomain.isEmpty()) {
            return byDomain.entrySet().stream()
                    .map(domain -> EndpointFailure.issue(
                            "endpoint/*." + domain.getKey(),
                            "The relay of cluster connect cannot be reached",
                            domain.getValue()))
                    .toList();
        }
        // Without a host in the line these say something of the relay in the log of this agent alone.
        return logs.find(WEBSOCKET_REFUSED, NO_CONFIGURATION).stream()
                .filter(found -> found.workload().equals(AgentWorkloads.CLUSTER_CONNECT_AGENT))
                .findFirst()
                .map(RelayReachableCheck::withoutHost)
                .stream()
                .toList();
    }

    private static boolean isWithoutConfiguration(Issue issue) {
        return NO_CONFIGURATION.equals(issue.evidence().get("fault"));
    }

    private static Issue withoutHost(Found found) {
        if (!found.match().signature().id().equals(NO_CONFIGURATION)) {
            return EndpointFailure.issue(
                    AgentWorkloads.CLUSTER_CONNECT_AGENT, "clusterconnect-agent gets no WebSocket to the relay", found);
        }
        return EndpointFailure.issue(
                        AgentWorkloads.CLUSTER_CONNECT_AGENT,
                        "clusterconnect-agent is not told which relay to listen on",
                        found)
                .withRemedy("Look for the failure before that line:"
                        + " `kubectl -n azure-arc logs deployment/clusterconnect-agent -c {container}`. A token that cannot be"
                        + " fetched is the identity's; else allow guestnotificationservice.azure.com and"
                        + " *.guestnotificationservice.azure.com (the domains of your cloud) over port 443.");
    }
}
