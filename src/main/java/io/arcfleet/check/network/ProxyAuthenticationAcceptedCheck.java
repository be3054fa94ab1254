package io.arcfleet.check.network;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.LogCheck;
import io.arcfleet.check.LogEvidence;
import io.arcfleet.check.LogEvidence.Found;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import java.time.Instant;
import java.util.List;

/** A {@link Check} that the outbound proxy does not ask the agents for a user and a password that they do not have. */
public final class ProxyAuthenticationAcceptedCheck implements LogCheck<LogEvidence> {

    private static final CheckSpec SPEC = new CheckSpec(
            "proxy-authentication-accepted",
            "The outbound proxy accepts the agents",
            Area.NETWORK,
            Severity.HIGH,
            "Give the proxy's address with its user, special characters percent-encoded:"
                    + " `az connectedk8s update -n {name} -g {resourceGroup} --proxy-https http://<user>:<password>@<proxy>:<port>"
                    + " --proxy-http http://<user>:<password>@<proxy>:<port>`;"
                    + " or let the proxy pass the endpoints of Azure Arc without authentication.",
            List.of(ReferencePages.QUICKSTART, ReferencePages.NETWORK_REQUIREMENTS),
            List.of(),
            false);

    private final SignatureCatalog signatures;

    /** With the known error texts. */
    public ProxyAuthenticationAcceptedCheck(SignatureCatalog signatures) {
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
        List<Found> refusals = NetworkErrors.perLine(logs, "proxy-authentication-required");
        if (refusals.isEmpty()) {
            return List.of();
        }
        String message = "The outbound proxy answers 407, Proxy Authentication Required, "
                + NetworkErrors.timesAndAgents(refusals)
                + ": the user and password in its address are missing or wrong.";
        return List.of(NetworkErrors.seenIn(Issue.of("egress/proxy", message), refusals));
    }
}
