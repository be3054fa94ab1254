package io.arcfleet.check.agents;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.Phrases;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.signature.Match;
import io.arcfleet.signature.Place;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.AgentDeployment;
import io.arcfleet.snapshot.AgentEvent;
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

/**
 * A {@link Check} that the API server lets the pods of the agents be created. Those of kube-aad-proxy, which needs more than
 * the others, are judged by checks of cluster connect.
 */
public final class AgentPodsAdmittedCheck implements Check<AgentPodsAdmittedCheck.View> {

    private static final CheckSpec SPEC = new CheckSpec(
            "agent-pods-admitted",
            "Every agent pod may be created",
            Area.AGENTS,
            Severity.HIGH,
            "Read what refuses the pods: `kubectl -n azure-arc get events --field-selector reason=FailedCreate`, and let the"
                    + " namespace azure-arc pass: a larger quota, an exemption from the policy or webhook that is named."
                    + " Then `kubectl -n azure-arc rollout restart {subject}`.",
            List.of(ReferencePages.TROUBLESHOOTING, ReferencePages.DEBUG_PODS),
            List.of(Explanation.byTwin("agent-pods-admitted", "fault")),
            false);

    private static final Set<String> REFUSALS = Set.of(
            "quota-exceeded",
            "pod-security-violation",
            "scc-refused",
            "admission-webhook-denied",
            "webhook-unavailable");

    private final SignatureCatalog signatures;

    /** With the known texts by which a refusal tells what refuses. */
    public AgentPodsAdmittedCheck(SignatureCatalog signatures) {
        this.signatures = signatures;
    }

    /** What is looked at: the deployments but kube-aad-proxy; pods and events tell more. */
    public record View(
            List<AgentDeployment> deployments, Observation<List<AgentPod>> pods, Observation<List<AgentEvent>> events) {

        public View {
            deployments = List.copyOf(deployments);
        }

        /** Whether fewer pods are there than the deployment wants, as far as is known. */
        boolean lacksPods(AgentDeployment deployment) {
            return pods.seen()
                            .map(all -> all.stream()
                                    .filter(pod ->
                                            !pod.deleting() && pod.workload().equals(deployment.workload()))
                                    .count())
                            .orElse((long) deployment.available())
                    < deployment.desired();
        }
    }

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<View> view(ClusterSnapshot snapshot) {
        return snapshot.kubernetes()
                .deployments()
                .map(all -> new View(
                        all.stream()
                                .filter(deployment -> !deployment.workload().equals(AgentWorkloads.KUBE_AAD_PROXY))
                                .toList(),
                        snapshot.kubernetes().pods(),
                        snapshot.kubernetes().events()));
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        return view.deployments().stream()
                .filter(deployment -> deployment.desired() > 0)
                .flatMap(deployment -> refusal(deployment, view).map(words -> issue(deployment, words)).stream())
                .toList();
    }

    @Override
    public Optional<Unavailable<?>> blindSpot(ClusterSnapshot snapshot) {
        return view(snapshot)
                .seen()
                .flatMap(view -> view.pods()
                        .unseen("pods")
                        .or(() -> needsEvents(view) ? view.events().unseen("events") : Optional.empty()));
    }

    private static boolean needsEvents(View view) {
        return view.deployments().stream().anyMatch(view::lacksPods);
    }

    /** The controller takes its condition back when it succeeds; an event stays and counts only while pods are missing. */
    private static Optional<String> refusal(AgentDeployment deployment, View view) {
        Optional<String> told = AgentEvents.newestOfReplicaSets(view.events(), "FailedCreate", deployment.name())
                .map(AgentEvent::message);
        Optional<AgentDeployment.Condition> failure = deployment.condition("ReplicaFailure", "True");
        if (failure.isPresent()) {
            return failure.map(AgentDeployment.Condition::message)
                    .filter(words -> !words.isBlank())
                    .or(() -> told)
                    .or(() -> Optional.of("the controller does not say why"));
        }
        return view.lacksPods(deployment) ? told : Optional.empty();
    }

    private Issue issue(AgentDeployment deployment, String words) {
        Optional<Match> known = signatures.find(words, Place.EVENT).stream()
                .filter(match -> REFUSALS.contains(match.signature().id()))
                .findFirst();
        Map<String, String> evidence = new TreeMap<>(known.map(Match::values).orElse(Map.of()));
        evidence.put("fault", known.map(match -> match.signature().id()).orElse("refused"));
        evidence.put("refusal", Phrases.quote(words));
        String what = known.map(match -> match.signature().title() + ": ").orElse("");
        return new Issue(
                deployment.workload(),
                "The pods of " + deployment.workload() + " may not be created: " + what + Phrases.quote(words) + ".",
                evidence,
                known.map(match -> match.signature().remedy()).orElse(null));
    }
}
