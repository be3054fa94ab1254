package io.arcfleet.check.agents;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.Phrases;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.check.network.NetworkCauses;
import io.arcfleet.check.versions.AgentNodesReadyCheck;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.AgentPod.Container;
import io.arcfleet.snapshot.AgentPod.Running;
import io.arcfleet.snapshot.AgentPod.Terminated;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A {@link Check} that no container of the agents that runs now has lately restarted again and again. */
public final class AgentRestartsLowCheck implements Check<List<AgentPod>> {

    private static final CheckSpec SPEC = new CheckSpec(
            "agent-restarts-low",
            "The agents seldom restart",
            Area.AGENTS,
            Severity.LOW,
            "Read why it ended last: `kubectl -n azure-arc logs {subject} -c {container} --previous` and"
                    + " `kubectl -n azure-arc describe pod {pod}`. OOMKilled asks for memory on the nodes; an error that comes"
                    + " and goes is most often an endpoint or a proxy that is not always reached.",
            List.of(ReferencePages.TROUBLESHOOTING, ReferencePages.DEBUG_PODS),
            Stream.of(
                            Stream.of("agent-pods-running", "agent-pods-ready", "cluster-identity-operator-running")
                                    .map(Explanation::bySameSubject),
                            // Whoever runs out of memory does so wherever it runs and whomever it reaches.
                            Stream.concat(
                                            NetworkCauses.ofTheSameAgent().stream(),
                                            Stream.of(AgentNodesReadyCheck.explainsItsAgents()))
                                    .map(edge -> edge.onlyFor(issue ->
                                            !"OOMKilled".equals(issue.evidence().get("reason")))),
                            Stream.of(Explanation.byTwin("agent-restarts-low", "reason")))
                    .flatMap(edges -> edges)
                    .toList(),
            false);

    /** What happened before that is over. */
    private static final Duration LATELY = Duration.ofDays(1);

    private final int restarts;

    /** With the number of restarts from which they are too many. */
    public AgentRestartsLowCheck(int restarts) {
        this.restarts = restarts;
    }

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<List<AgentPod>> view(ClusterSnapshot snapshot) {
        return snapshot.kubernetes().pods();
    }

    @Override
    public List<Issue> evaluate(List<AgentPod> pods, Instant at) {
        Map<String, Issue> issues = new TreeMap<>();
        pods.stream()
                .filter(pod -> !pod.deleting())
                .forEach(pod -> worst(pod, at.minus(LATELY))
                        .ifPresent(container -> issues.putIfAbsent(pod.workload(), issue(pod, container))));
        return List.copyOf(issues.values());
    }

    private Optional<Container> worst(AgentPod pod, Instant since) {
        return pod.containers().stream()
                .filter(container -> container.restarts() >= restarts && container.state() instanceof Running)
                .filter(container -> Optional.ofNullable(container.lastTermination())
                        .map(Terminated::finishedAt)
                        .filter(ended -> !ended.isBefore(since))
                        .isPresent())
                .max(Comparator.comparingInt(Container::restarts));
    }

    private static Issue issue(AgentPod pod, Container container) {
        Terminated last = Objects.requireNonNull(container.lastTermination());
        String reason = Objects.requireNonNullElse(last.reason(), "unknown");
        String ended = Phrases.time(Objects.requireNonNull(last.finishedAt()));
        return Issue.of(
                        pod.workload(),
                        pod.workload() + ": container " + container.name() + " runs, and has restarted "
                                + Phrases.count(container.restarts(), "time") + ", last on " + ended + " ("
                                + reason + ", exit code " + last.exitCode() + ").")
                .with("reason", reason)
                .with("pod", pod.name())
                .with("container", container.name())
                .with("restarts", Integer.toString(container.restarts()))
                .with("exit code", Integer.toString(last.exitCode()))
                .with("ended", ended);
    }
}
