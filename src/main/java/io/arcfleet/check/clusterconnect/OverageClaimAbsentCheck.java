package io.arcfleet.check.clusterconnect;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.LogCheck;
import io.arcfleet.check.LogEvidence;
import io.arcfleet.check.LogEvidence.Found;
import io.arcfleet.check.Phrases;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.KubernetesFacts;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.ReadReceipt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A {@link Check} that no caller of cluster connect is turned away for being in too many groups. */
public final class OverageClaimAbsentCheck implements LogCheck<OverageClaimAbsentCheck.View> {

    private static final String OVERAGE = "overage-claim";

    private static final CheckSpec SPEC = new CheckSpec(
            "overage-claim-absent",
            "No caller of cluster connect has an overage claim",
            Area.CLUSTER_CONNECT,
            Severity.MEDIUM,
            "Let the caller be a service principal in at most 200 Microsoft Entra groups: take this one out of groups or use"
                    + " another one; a service-account token needs no groups. Users may be in more groups from agent 1.11.7"
                    + " on, if the cluster reaches https://{location}.obo.arc.azure.com:8084/ (the domain of your cloud)."
                    + " When neither is the case, open a support request.",
            List.of(ReferencePages.TROUBLESHOOTING, ReferencePages.CLUSTER_CONNECT),
            List.of(Explanation.by("obo-endpoint-reachable")),
            false);

    private final SignatureCatalog signatures;

    /** With the known error texts. */
    public OverageClaimAbsentCheck(SignatureCatalog signatures) {
        this.signatures = signatures;
    }

    /** What is looked at: the answer that turned the scanner itself away, if one did; else the logs. */
    public record View(Optional<String> refusal, LogEvidence logs) {}

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<View> view(ClusterSnapshot snapshot) {
        // Who is turned away reads no log, and knows why all the same.
        Optional<String> refusal = snapshot.kubernetes()
                .reached()
                .failure()
                .filter(failure -> failure.fault() == AccessFault.OVERAGE_CLAIM)
                .map(Unavailable::detail)
                .or(() -> refusedRead(snapshot.kubernetes()));
        return refusal.isPresent()
                ? Observation.of(new View(refusal, new LogEvidence(List.of(), signatures)))
                : LogEvidence.of(snapshot, signatures).map(logs -> new View(refusal, logs));
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        return view
                .refusal()
                .map(text -> Issue.of(
                        "scanner",
                        "The scanner is turned away because of an overage claim: " + Phrases.quote(text) + "."))
                .or(() -> view.logs().find(OVERAGE).stream().findFirst().map(OverageClaimAbsentCheck::issue))
                .stream()
                .toList();
    }

    /** A receipt has only the words of its answer. */
    private Optional<String> refusedRead(KubernetesFacts facts) {
        return facts.reads().stream()
                .map(ReadReceipt::detail)
                .filter(text -> signatures.explain(text).stream()
                        .anyMatch(match -> match.signature().id().equals(OVERAGE)))
                .findFirst();
    }

    private static Issue issue(Found found) {
        return EndpointFailure.issue(found.workload(), "A caller is turned away because of an overage claim", found)
                .with("times", Integer.toString(found.match().count()));
    }
}
