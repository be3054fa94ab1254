package io.arcfleet.check.agents;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.Phrases;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.check.versions.AgentNodesReadyCheck;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.snapshot.AgentDeployment;
import io.arcfleet.snapshot.AgentDeployment.Condition;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A {@link Check} that every deployment of the agents has its replicas available. */
public final class AgentDeploymentsAvailableCheck implements Check<AgentDeploymentsAvailableCheck.View> {

    private static final CheckSpec SPEC = new CheckSpec(
            "agent-deployments-available",
            "Every agent deployment is available",
            Area.AGENTS,
            Severity.HIGH,
            "See why its pods are not there: `kubectl -n azure-arc describe {subject}` and"
                    + " `kubectl -n azure-arc get events --sort-by=.lastTimestamp`."
                    + " A quota, an admission webhook or a policy that refuses pods is named there."
                    + " If it was scaled down, scale it up: `kubectl -n azure-arc scale {subject} --replicas=1`.",
            List.of(ReferencePages.TROUBLESHOOTING, ReferencePages.AGENT_OVERVIEW),
            Stream.of(
                            Stream.of(
                                            "agent-pods-admitted",
                                            "agent-pods-scheduled",
                                            "agent-images-pulled",
                                            "agent-pods-running",
                                            "agent-pods-ready",
                                            "cluster-identity-operator-running",
                                            "kube-aad-proxy-present",
                                            "kube-aad-proxy-admitted")
                                    .map(Explanation::bySameSubject),
                            Stream.of(
                                    AgentNodesReadyCheck.explainsItsAgents(),
                                    Explanation.by("kube-aad-proxy-certificate-present")
                                            .onlyFor(AgentWorkloads.about(AgentWorkloads.KUBE_AAD_PROXY)),
                                    Explanation.byTwin("agent-deployments-available", "reason")))
                    .flatMap(edges -> edges)
                    .toList(),
            true);

    private final Duration settling;

    /** With the time that the pods of a deployment may take to become available. */
    public AgentDeploymentsAvailableCheck(Duration settling) {
        this.settling = settling;
    }

    /** What is looked at: the deployments; the pods only tell which of them still start. */
    public record View(List<AgentDeployment> deployments, Observation<List<AgentPod>> pods) {

        public View {
            deployments = List.copyOf(deployments);
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
                .map(deployments -> new View(deployments, snapshot.kubernetes().pods()));
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        return view.deployments().stream()
                .filter(deployment -> !deployment.isAvailable())
                .filter(deployment -> deployment.desired() == 0 || !isStarting(deployment, view.pods(), at))
                .map(AgentDeploymentsAvailableCheck::issue)
                .toList();
    }

    /** Whether its newest pod is so young and so free of faults that nothing can be said yet. */
    private boolean isStarting(AgentDeployment deployment, Observation<List<AgentPod>> pods, Instant at) {
        List<AgentPod> own = pods.seen().orElse(List.of()).stream()
                .filter(pod -> pod.workload().equals(deployment.workload()))
                .toList();
        return own.stream().allMatch(pod -> PodFault.of(pod, at, settling).isEmpty())
                && own.stream()
                        .flatMap(pod -> Optional.ofNullable(pod.createdAt()).stream())
                        .anyMatch(createdAt -> createdAt.isAfter(at.minus(settling)));
    }

    /** What to say of a deployment, of any namespace, whose replicas are not available. */
    public static Issue issue(AgentDeployment deployment) {
        String subject = deployment.workload();
        if (deployment.desired() == 0) {
            return Issue.of(subject, subject + " is scaled to 0 replicas: it is switched off.")
                    .with("reason", "scaled to 0");
        }
        Optional<Condition> cause = cause(deployment);
        String why = cause.map(Condition::message)
                .map(Phrases::quote)
                .map(text -> ": " + text)
                .orElse("");
        Issue issue = Issue.of(
                        subject,
                        subject + " has " + deployment.available() + " of "
                                + Phrases.count(deployment.desired(), "replica") + " available" + why + ".")
                .with("desired", Integer.toString(deployment.desired()))
                .with("available", Integer.toString(deployment.available()))
                .with("ready", Integer.toString(deployment.ready()));
        return cause.map(condition -> issue.with("reason", Objects.requireNonNullElse(condition.reason(), "unknown")))
                .orElse(issue);
    }

    /** Pods that may not be created say more than replicas that are not there. */
    private static Optional<Condition> cause(AgentDeployment deployment) {
        return deployment.condition("ReplicaFailure", "True").or(() -> deployment.condition("Available", "False"));
    }
}
