package io.arcfleet.check.agents;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.LogEvidence;
import io.arcfleet.check.LogEvidence.Found;
import io.arcfleet.check.Phrases;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.signature.Match;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.AgentBinding;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A {@link Check} that the agents have the permissions that their chart gives them. Which agent needs which cluster role is
 * not documented, so a single binding that is not there proves nothing: that none is does, and so does an agent's own log.
 */
public final class AgentPermissionsIntactCheck implements Check<AgentPermissionsIntactCheck.View> {

    private static final String ID = "agent-permissions-intact";

    private static final CheckSpec SPEC = new CheckSpec(
            ID,
            "The agents have their permissions",
            Area.AGENTS,
            Severity.HIGH,
            "Compare the bindings with those of the chart, `kubectl get clusterrolebindings -o wide` and"
                    + " `helm get manifest azure-arc -n azure-arc-release`, and put back what is missing; connecting again with"
                    + " the same options does so too: `az connectedk8s connect -n {name} -g {resourceGroup}`."
                    + " Then find out what took them away, often a policy or a cleanup job.",
            List.of(ReferencePages.TROUBLESHOOTING, ReferencePages.AGENT_OVERVIEW),
            List.of(new Explanation(
                    ID,
                    (explained, explaining) -> explaining.subject().equals(AgentWorkloads.NAMESPACE)
                            && !explained.subject().equals(AgentWorkloads.NAMESPACE))),
            false);

    /** In a binding: the group of all service accounts. */
    private static final String ALL = "*";

    private final SignatureCatalog signatures;

    /** With the known texts in which an agent says what it may not do. */
    public AgentPermissionsIntactCheck(SignatureCatalog signatures) {
        this.signatures = signatures;
    }

    /**
     * What is looked at.
     *
     * @param accounts service accounts of the agent pods that are there
     * @param bound service accounts that cluster role bindings name; none when the bindings could not be read
     * @param forbidden where agents say what they may not do
     */
    public record View(Set<String> accounts, Optional<Set<String>> bound, List<Found> forbidden) {

        public View {
            accounts = Set.copyOf(accounts);
            bound = bound.map(Set::copyOf);
            forbidden = List.copyOf(forbidden);
        }
    }

    /** The edge from this check to what befalls an agent that lacks its permissions. */
    static Explanation explainsItsAgents() {
        return new Explanation(
                ID,
                (explained, explaining) ->
                        AgentWorkloads.about(explained.subject()).test(explaining));
    }

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<View> view(ClusterSnapshot snapshot) {
        Observation<List<AgentBinding>> bindings =
                snapshot.kubernetes().platform().agentBindings();
        List<Found> forbidden = LogEvidence.of(snapshot, signatures)
                .map(logs -> logs.find("agent-forbidden"))
                .seen()
                .orElse(List.of());
        return snapshot.kubernetes().pods().flatMap(pods -> {
            Observation<Set<String>> bound = bindings.map(AgentPermissionsIntactCheck::bound);
            // What an agent says of itself counts although the bindings could not be read.
            return forbidden.isEmpty()
                    ? bound.map(named -> new View(accounts(pods), Optional.of(named), forbidden))
                    : Observation.of(new View(accounts(pods), bound.seen(), forbidden));
        });
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        Map<String, Issue> issues = new TreeMap<>();
        view.bound().filter(bound -> lacksAll(view.accounts(), bound)).ifPresent(bound -> {
            String accounts = view.accounts().stream().sorted().collect(Collectors.joining(", "));
            issues.put(
                    AgentWorkloads.NAMESPACE,
                    Issue.of(
                                    AgentWorkloads.NAMESPACE,
                                    "No cluster role binding names any of the "
                                            + Phrases.count(view.accounts().size(), "service account")
                                            + " of the agents.")
                            .with("service accounts", accounts));
        });
        view.forbidden().forEach(found -> issues.putIfAbsent(found.workload(), issue(found)));
        return List.copyOf(issues.values());
    }

    @Override
    public Optional<Unavailable<?>> blindSpot(ClusterSnapshot snapshot) {
        return snapshot.kubernetes()
                .platform()
                .agentBindings()
                .unseen("agent bindings")
                .or(() -> LogEvidence.unread(snapshot));
    }

    private static boolean lacksAll(Set<String> accounts, Set<String> bound) {
        return !accounts.isEmpty() && !bound.contains(ALL) && accounts.stream().noneMatch(bound::contains);
    }

    private static Issue issue(Found found) {
        Match match = found.match();
        Map<String, String> evidence = new TreeMap<>(match.values());
        evidence.put("container", found.container());
        evidence.put("log", Phrases.quote(match.line()));
        return new Issue(
                found.workload(),
                found.workload() + " may not do what it must: its log says, " + Phrases.count(match.count(), "time")
                        + ": " + Phrases.quote(match.line()) + ".",
                evidence);
    }

    private static Set<String> accounts(List<AgentPod> pods) {
        return pods.stream()
                .flatMap(pod -> Optional.ofNullable(pod.serviceAccount()).stream())
                .collect(Collectors.toSet());
    }

    private static Set<String> bound(List<AgentBinding> bindings) {
        return bindings.stream()
                .flatMap(binding -> binding.serviceAccounts().stream())
                .collect(Collectors.toSet());
    }
}
