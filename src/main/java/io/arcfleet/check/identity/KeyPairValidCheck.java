package io.arcfleet.check.identity;

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
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A {@link Check} that the agents can read the key that they were given at onboarding. */
public final class KeyPairValidCheck implements LogCheck<LogEvidence> {

    private static final String ID = "key-pair-valid";
    private static final String FAULT = "fault";

    /** The signature of a key that is damaged. */
    private static final String UNPARSABLE = "key-pair-unparsable";

    private static final CheckSpec SPEC = new CheckSpec(
            ID,
            "The agents can read their key pair",
            Area.IDENTITY,
            Severity.HIGH,
            "The key cannot be mended; it comes with onboarding. Update what it was done with"
                    + " (`Update-Module Az.ConnectedKubernetes`, or `az extension update --name connectedk8s`), then"
                    + " `az connectedk8s delete -n {name} -g {resourceGroup}` and"
                    + " `az connectedk8s connect -n {name} -g {resourceGroup} -l {location}`.",
            List.of(ReferencePages.TROUBLESHOOTING, ReferencePages.QUICKSTART),
            List.of(Explanation.byTwin(ID, FAULT)),
            false);

    private final SignatureCatalog signatures;

    /** With the known error texts. */
    public KeyPairValidCheck(SignatureCatalog signatures) {
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
        Map<String, Issue> issues = new TreeMap<>();
        logs.find(UNPARSABLE).forEach(found -> issues.putIfAbsent(found.workload(), issue(found)));
        return List.copyOf(issues.values());
    }

    private static Issue issue(Found found) {
        return Issue.of(
                        found.workload(),
                        found.workload() + " cannot parse the key of the cluster's identity: "
                                + Phrases.quote(found.match().line()) + ".")
                .with(FAULT, UNPARSABLE)
                .with("container", found.container())
                .with("times", Integer.toString(found.match().count()));
    }
}
