package io.arcfleet.check.clusterconnect;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.LogCheck;
import io.arcfleet.check.LogEvidence;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.check.agents.AgentWorkloads;
import io.arcfleet.check.network.NetworkCauses;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A {@link Check} that the agents reach the endpoint that looks up the groups of callers, at port 8084. */
public final class OboEndpointReachableCheck implements LogCheck<LogEvidence> {

    /** The endpoints of the clouds, from the network requirements; the look-behind keeps the search linear. */
    private static final Pattern ENDPOINTS = Pattern.compile(
            "(?<![a-z0-9-])([a-z0-9-]++\\.obo\\.arc\\.azure\\.(?:com|us|cn))", Pattern.CASE_INSENSITIVE);

    private static final CheckSpec SPEC = new CheckSpec(
            "obo-endpoint-reachable",
            "The agents reach the obo endpoint",
            Area.CLUSTER_CONNECT,
            Severity.MEDIUM,
            "Allow https://{host}:8084/ from the cluster, in the firewall and in the outbound proxy: lists of allowed endpoints"
                    + " often have port 443 only.",
            List.of(ReferencePages.NETWORK_REQUIREMENTS, ReferencePages.TROUBLESHOOTING),
            NetworkCauses.of(Set.of(AgentWorkloads.CLUSTER_CONNECT_AGENT, AgentWorkloads.KUBE_AAD_PROXY)),
            false);

    private final SignatureCatalog signatures;

    /** With the known error texts. */
    public OboEndpointReachableCheck(SignatureCatalog signatures) {
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
        return EndpointFailure.in(logs, ENDPOINTS, "obo-endpoint-blocked").stream()
                .collect(Collectors.groupingBy(EndpointFailure::endpoint, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(OboEndpointReachableCheck::issue)
                .toList();
    }

    private static Issue issue(List<EndpointFailure> failures) {
        String host = failures.getFirst().endpoint();
        return EndpointFailure.issue(
                        "endpoint/" + host + ":8084", "The obo endpoint " + host + " cannot be reached", failures)
                .with("host", host);
    }
}
