package io.arcfleet.check.clusterconnect;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.Phrases;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Permissions;
import io.arcfleet.snapshot.ReadReceipt;
import io.arcfleet.snapshot.Reason;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A {@link Check} that the cluster lets the scanner read what the other checks look at.
 *
 * <p>Informational, and never a cause: what the scanner may not see is no fault of the cluster. The checks that could not
 * look already say so, and where one of them is required the cluster is unknown; a worse severity would call a cluster
 * degraded whose owner left out a rule on purpose.
 */
public final class ScannerPermissionsSufficientCheck implements Check<ScannerPermissionsSufficientCheck.View> {

    private static final CheckSpec SPEC = new CheckSpec(
            "scanner-permissions-sufficient",
            "The scanner may read what it looks at",
            Area.CLUSTER_CONNECT,
            Severity.INFORMATIONAL,
            "Apply the files of infra/cluster-access to the cluster, or add the rules that the evidence names to the roles"
                    + " of the scanner there: `kubectl edit role arcfleet-scanner -n azure-arc` and"
                    + " `kubectl edit clusterrole arcfleet-scanner`. What is left out on purpose needs no remedy.",
            List.of(ReferencePages.CLUSTER_CONNECT, ReferencePages.KUBERNETES_RBAC),
            List.of(),
            false);

    private static final String NEW_TOKEN =
            "Give the scanner a new token, the old one has ended or is of another cluster:"
                    + " `kubectl create token arcfleet-scanner --namespace arcfleet --duration 24h`.";

    private static final String AZURE_ROLE =
            "Give the identity of the scanner the role Azure Arc Kubernetes Viewer on the"
                    + " cluster {name}, for Azure RBAC decides there; a new assignment takes minutes. Secrets are not in that role:"
                    + " a service-account token with the rules of infra/cluster-access reads their names too.";

    private static final String AZURE_REFUSES = "caller-not-authorized-in-cluster";

    private final SignatureCatalog signatures;

    /** With the known error texts. */
    public ScannerPermissionsSufficientCheck(SignatureCatalog signatures) {
        this.signatures = signatures;
    }

    /** What is looked at: how many reads there were, which were refused, and what the scanner may do, where asked for. */
    public record View(int reads, List<ReadReceipt> refused, Observation<Permissions> permissions) {

        public View {
            refused = List.copyOf(refused);
        }
    }

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<View> view(ClusterSnapshot snapshot) {
        List<ReadReceipt> reads = snapshot.kubernetes().reads();
        List<ReadReceipt> refused = reads.stream()
                .filter(read -> read.outcome().equals(Reason.NOT_PERMITTED.word()))
                // Reads end in any order, and the message must not change with it.
                .sorted(Comparator.comparing(ReadReceipt::read))
                .toList();
        return snapshot.kubernetes()
                .reached()
                .map(server -> new View(
                        reads.size(), refused, snapshot.kubernetes().platform().permissions()));
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        if (view.refused().isEmpty()) {
            return List.of();
        }
        String answer = Phrases.quote(view.refused().getFirst().detail());
        String count = view.refused().size() + " of " + Phrases.count(view.reads(), "read");
        String names = view.refused().stream().map(ReadReceipt::read).collect(Collectors.joining(", "));
        Issue issue = Issue.of("scanner", "The cluster refused " + count + " of the scanner: " + names + ".")
                .with("answer", answer);
        if (view.refused().stream().anyMatch(read -> read.detail().contains("(401 "))) {
            return List.of(
                    issue.andSays("It does not take the scanner's credential.").withRemedy(NEW_TOKEN));
        }
        if (view.refused().stream().anyMatch(this::isOfAzure)) {
            return List.of(issue.andSays("Azure RBAC gives it no role.").withRemedy(AZURE_ROLE));
        }
        List<ReadRule> missing = missing(view);
        return List.of(
                missing.isEmpty()
                        ? issue
                        : issue.andSays("Missing are permissions for "
                                        + missing.stream()
                                                .map(ReadRule::phrase)
                                                .distinct()
                                                .collect(Collectors.joining(", "))
                                        + ".")
                                .with("rules", ReadRule.yaml(missing)));
    }

    private boolean isOfAzure(ReadReceipt read) {
        return signatures.explain(read.detail()).stream()
                .anyMatch(match -> match.signature().id().equals(AZURE_REFUSES));
    }

    /** Those of the refused reads, and those that the review finds missing although nobody needed them this time. */
    private static List<ReadRule> missing(View view) {
        Stream<ReadRule> refused = view.refused().stream().flatMap(ScannerPermissionsSufficientCheck::rules);
        Stream<ReadRule> reviewed = view.permissions().seen().filter(permissions -> !permissions.incomplete()).stream()
                .flatMap(permissions ->
                        ReadRule.ALL.stream().filter(rule -> rule.isOfAgents() && !rule.isIn(permissions)));
        return Stream.concat(refused, reviewed).distinct().toList();
    }

    /** A read that tries several namespaces needs one of them: that which the answer names, else the first. */
    private static Stream<ReadRule> rules(ReadReceipt read) {
        List<ReadRule> rules = ReadRule.of(read.read());
        return rules.stream()
                .filter(rule -> read.detail().contains('"' + rule.namespace() + '"'))
                .findFirst()
                .or(() -> rules.stream().findFirst())
                .stream();
    }
}
