package io.arcfleet.check.network;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.LogEvidence;
import io.arcfleet.check.Phrases;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.check.network.Endpoints.Endpoint;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A {@link Check} that the agents and nodes reach the endpoints that Azure Arc needs. */
public final class EgressAllowedCheck implements Check<List<FailedCall>> {

    private static final String ID = "egress-allowed";
    private static final String FAULTS = "faults";

    private static final CheckSpec SPEC = new CheckSpec(
            ID,
            "The endpoints that Azure Arc needs can be reached",
            Area.NETWORK,
            Severity.HIGH,
            "Allow {hosts} outbound over port 443 for every node, on the firewall and on the outbound proxy; compare with the"
                    + " whole list of the network requirements. Where only a proxy leads out, give it to the agents:"
                    + " `az connectedk8s update -n {name} -g {resourceGroup} --proxy-https <proxy> --proxy-http <proxy>"
                    + " --proxy-skip-range <ranges and names>`.",
            List.of(ReferencePages.NETWORK_REQUIREMENTS, ReferencePages.DIAGNOSE_CONNECTION),
            List.of(
                    Explanation.by("cluster-dns-healthy")
                            .onlyFor(issue -> FailedCall.NOT_RESOLVED.equals(
                                    issue.evidence().get(FAULTS))),
                    // One firewall or proxy blocks them all.
                    Explanation.byTwin(ID)),
            false);

    private static final String PROXY_REMEDY =
            "Try the proxy from a node, `curl -v -x <proxy> https://mcr.microsoft.com`,"
                    + " and correct its address: `az connectedk8s update -n {name} -g {resourceGroup} --proxy-https <proxy>"
                    + " --proxy-http <proxy>`. A proxy that speaks HTTP only has the same http:// address in both.";

    private final SignatureCatalog signatures;

    /** With the known error texts. */
    public EgressAllowedCheck(SignatureCatalog signatures) {
        this.signatures = signatures;
    }

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<List<FailedCall>> view(ClusterSnapshot snapshot) {
        List<FailedCall> pulls = FailedCall.ofImages(snapshot, signatures);
        Observation<List<FailedCall>> calls = LogEvidence.of(snapshot, signatures)
                .map(logs ->
                        Stream.concat(FailedCall.ofAgents(logs), pulls.stream()).toList());
        // Without logs, only a fault can be said.
        return calls.failure().isPresent() && !issues(pulls).isEmpty() ? Observation.of(pulls) : calls;
    }

    @Override
    public List<Issue> evaluate(List<FailedCall> calls, Instant at) {
        return issues(calls);
    }

    @Override
    public Optional<Unavailable<?>> blindSpot(ClusterSnapshot snapshot) {
        return LogEvidence.unread(snapshot)
                .or(() -> FailedCall.waiting(snapshot).isEmpty()
                        ? Optional.empty()
                        : snapshot.kubernetes().events().unseen("events"));
    }

    private static List<Issue> issues(List<FailedCall> calls) {
        Map<String, List<FailedCall>> bySubject = new LinkedHashMap<>();
        for (FailedCall call : calls) {
            subject(call)
                    .ifPresent(subject -> bySubject
                            .computeIfAbsent(subject, key -> new ArrayList<>())
                            .add(call));
        }
        return bySubject.entrySet().stream()
                .filter(group -> FailedCall.isMoreThanChance(group.getValue()))
                .sorted(Map.Entry.comparingByKey())
                .map(group -> issue(group.getKey(), group.getValue()))
                .toList();
    }

    /** Before those of the endpoints, so that it stands for them. */
    private static Optional<String> subject(FailedCall call) {
        return call.isOfProxy()
                ? Optional.of("egress/proxy")
                : Endpoints.of(call.host()).map(Endpoint::subject);
    }

    private static Issue issue(String subject, List<FailedCall> calls) {
        String hosts = NetworkErrors.list(calls.stream().map(FailedCall::host).toList());
        String faults = NetworkErrors.list(calls.stream().map(FailedCall::fault).toList());
        String agents = NetworkErrors.agentNames(
                calls.stream().map(FailedCall::workload).toList());
        int times = calls.stream().mapToInt(FailedCall::times).sum();
        FailedCall first = calls.getFirst();
        String seen = " (" + faults + "), seen " + Phrases.count(times, "time") + " in " + agents;
        Issue issue = Endpoints.of(first.host())
                .filter(endpoint -> !first.isOfProxy())
                .map(endpoint -> Issue.of(
                                subject,
                                "The cluster does not reach " + hosts + ", " + endpoint.purpose() + seen + ": "
                                        + endpoint.consequence() + ".")
                        .with("purpose", endpoint.purpose())
                        .with("cloud", Endpoints.cloud(first.host())))
                .orElseGet(() -> Issue.of(
                                subject,
                                "The agents do not reach their outbound proxy " + hosts + seen
                                        + ": nothing that they send leaves the cluster.")
                        .withRemedy(PROXY_REMEDY));
        return issue.with("hosts", hosts)
                .with(FAULTS, faults)
                .with(NetworkCauses.AGENTS, agents)
                .with("times", Integer.toString(times))
                .with("example", first.line());
    }
}
