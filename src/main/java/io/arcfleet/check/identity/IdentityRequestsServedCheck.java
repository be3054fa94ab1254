package io.arcfleet.check.identity;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.Phrases;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.check.agents.AgentWorkloads;
import io.arcfleet.check.network.NetworkCauses;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.IdentityRequest;
import io.arcfleet.snapshot.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A {@link Check} that the agents get the tokens of the cluster's identity that they ask for. */
public final class IdentityRequestsServedCheck implements Check<List<IdentityRequest>> {

    private static final String ID = "identity-requests-served";
    private static final String FAULT = "fault";

    private static final CheckSpec SPEC = new CheckSpec(
            ID,
            "The agents get the identity tokens they ask for",
            Area.IDENTITY,
            Severity.HIGH,
            "Read why no token came: `kubectl -n azure-arc logs deployment/clusteridentityoperator -c manager`, and"
                    + " `kubectl -n azure-arc get azureclusteridentityrequests`."
                    + " Usually the identity service (*.his.arc.azure.com) or the sign-in endpoints are blocked, or the clock of"
                    + " the node is wrong. Then let the operator try again:"
                    + " `kubectl -n azure-arc rollout restart deployment/clusteridentityoperator`.",
            List.of(ReferencePages.TROUBLESHOOTING, ReferencePages.NETWORK_REQUIREMENTS),
            Stream.of(
                            Stream.of(Explanation.by("key-pair-valid")),
                            AgentWorkloads.explainedByIdentity().stream(),
                            AgentWorkloads.explainedWhenDown(Set.of(AgentWorkloads.CLUSTER_IDENTITY_OPERATOR)).stream(),
                            NetworkCauses.of(Set.of(AgentWorkloads.CLUSTER_IDENTITY_OPERATOR)).stream(),
                            // One operator serves them all.
                            Stream.of(Explanation.byTwin(ID, FAULT)))
                    .flatMap(edges -> edges)
                    .toList(),
            false);

    private final Duration settling;

    /** With the time that a token, or a new one for one that has ended, may take. */
    public IdentityRequestsServedCheck(Duration settling) {
        this.settling = settling;
    }

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<List<IdentityRequest>> view(ClusterSnapshot snapshot) {
        return snapshot.kubernetes().platform().identityRequests();
    }

    @Override
    public List<Issue> evaluate(List<IdentityRequest> requests, Instant at) {
        Instant settled = at.minus(settling);
        return requests.stream()
                .sorted(Comparator.comparing(IdentityRequest::name))
                .flatMap(request -> unserved(request, settled, at).stream())
                .toList();
    }

    private static Optional<Issue> unserved(IdentityRequest request, Instant settled, Instant at) {
        Instant expires = request.expiresAt();
        if (expires != null) {
            return expires.isAfter(settled)
                    ? Optional.empty()
                    : Optional.of(issue(
                            request,
                            "got its last token long ago: it ended " + Phrases.duration(Duration.between(expires, at))
                                    + " ago, on " + Phrases.time(expires),
                            "ended on " + Phrases.time(expires)));
        }
        Instant createdAt = request.createdAt();
        if (request.tokenSecret() != null || (createdAt != null && createdAt.isAfter(settled))) {
            return Optional.empty();
        }
        String age = createdAt == null ? "" : " for " + Phrases.duration(Duration.between(createdAt, at));
        return Optional.of(issue(request, "has waited for its first token" + age + "; its status is empty", "none"));
    }

    private static Issue issue(IdentityRequest request, String says, String token) {
        Issue issue = Issue.of(
                        "identity-request/" + request.name(),
                        "The identity request " + request.name() + " " + says + ".")
                .with(FAULT, "not served")
                .with("token", token);
        return request.audience() == null ? issue : issue.with("audience", request.audience());
    }
}
