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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A {@link Check} that the agents trust the certificates that they are shown in Azure's name. */
public final class TlsInterceptionTrustedCheck implements LogCheck<LogEvidence> {

    private static final CheckSpec SPEC = new CheckSpec(
            "tls-interception-trusted",
            "The agents trust the certificates that they are shown",
            Area.NETWORK,
            Severity.HIGH,
            "Exempt the endpoints of Azure Arc from TLS inspection, or give the agents the authority of the proxy:"
                    + " `az connectedk8s update -n {name} -g {resourceGroup} --proxy-cert <file>`."
                    + " See who signs from a node: `curl -v https://<host>`."
                    + " Inspection that breaks HTTP/2 or WebSockets stops the agents even when they trust it: exempt those hosts.",
            List.of(ReferencePages.QUICKSTART, ReferencePages.NETWORK_REQUIREMENTS, ReferencePages.DIAGNOSE_CONNECTION),
            List.of(),
            false);

    private static final String UNKNOWN_AUTHORITY = "tls-authority-unknown";

    /** What Go adds: the name of the authority that it was shown. Quotes are escaped inside a JSON line. */
    private static final Pattern AUTHORITY =
            Pattern.compile("candidate authority certificate \\\\?\"([^\"\\\\]{1,200})\\\\?\"");

    private final SignatureCatalog signatures;

    /** With the known error texts. */
    public TlsInterceptionTrustedCheck(SignatureCatalog signatures) {
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
        List<Found> refusals = outbound(logs)
                .filter(line ->
                        NetworkErrors.host(line).filter(Endpoints::isGateway).isEmpty())
                .toList();
        if (refusals.isEmpty()) {
            return List.of();
        }
        String hosts = NetworkErrors.hosts(refusals);
        Optional<String> authority = refusals.stream()
                .map(line -> AUTHORITY.matcher(line.match().line()))
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst();
        String message = "The certificate of " + (hosts.isEmpty() ? "an endpoint" : hosts) + " is refused, "
                + NetworkErrors.timesAndAgents(refusals) + ": it is signed by "
                + authority.map(name -> "\"" + name + "\", which").orElse("an authority that")
                + " they do not trust. A proxy or firewall on the way inspects TLS.";
        Issue issue = NetworkErrors.seenIn(Issue.of("egress/tls", message), refusals);
        return List.of(authority.map(name -> issue.with("authority", name)).orElse(issue));
    }

    /**
     * The refusals of a certificate that an agent was shown when it called Azure; not those by a server of a caller's
     * certificate, nor those inside the cluster.
     */
    static Stream<Found> outbound(LogEvidence logs) {
        return NetworkErrors.perLine(logs, UNKNOWN_AUTHORITY).stream()
                .filter(line ->
                        NetworkErrors.host(line).map(Endpoints::areCalled).orElseGet(() -> !isOfCaller(line)));
    }

    private static boolean isOfCaller(Found found) {
        String line = found.match().line();
        return line.contains("TLS handshake error from") || line.contains("client certificate");
    }
}
