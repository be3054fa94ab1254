package io.arcfleet.check.agents;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.Phrases;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.check.versions.LinuxAmd64NodePresentCheck;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.AgentDeployment.Condition;
import io.arcfleet.snapshot.AgentEvent;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.ClusterNode;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** A {@link Check} that every agent pod has found a node. */
public final class AgentPodsScheduledCheck implements Check<AgentPodsScheduledCheck.View> {

    private static final CheckSpec SPEC = new CheckSpec(
            "agent-pods-scheduled",
            "Every agent pod has a node",
            Area.AGENTS,
            Severity.HIGH,
            "Give the scheduler what it asks for: add a Linux node or free CPU and memory, uncordon nodes, or remove the"
                    + " taint that keeps pods away. See `kubectl -n azure-arc describe pod {pod}` and"
                    + " `kubectl describe nodes`.",
            List.of(ReferencePages.TROUBLESHOOTING, ReferencePages.DEBUG_PODS),
            List.of(
                    LinuxAmd64NodePresentCheck.explainsUnscheduledAgents(),
                    Explanation.byTwin("agent-pods-scheduled", "fault")),
            false);

    private final SignatureCatalog signatures;
    private final Duration settling;

    /** With the known texts of the scheduler, and the time that a pod may wait for a node. */
    public AgentPodsScheduledCheck(SignatureCatalog signatures, Duration settling) {
        this.signatures = signatures;
        this.settling = settling;
    }

    /** What is looked at: the pods; events and nodes only say more. */
    public record View(
            List<AgentPod> pods, Observation<List<AgentEvent>> events, Observation<List<ClusterNode>> nodes) {

        public View {
            pods = List.copyOf(pods);
        }
    }

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<View> view(ClusterSnapshot snapshot) {
        return snapshot.kubernetes()
                .pods()
                .map(pods -> new View(
                        pods,
                        snapshot.kubernetes().events(),
                        snapshot.kubernetes().nodes()));
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        Map<String, Issue> issues = new TreeMap<>();
        view.pods().stream()
                .filter(pod -> !pod.deleting() && UnscheduledPod.isUnscheduled(pod))
                .filter(pod -> waitedFor(pod, at).compareTo(settling) > 0)
                .forEach(pod -> issues.putIfAbsent(pod.workload(), issue(pod, view, at)));
        return List.copyOf(issues.values());
    }

    /** A pod of unknown age has waited for ever: the API server always tells the age of a new one. */
    private static Duration waitedFor(AgentPod pod, Instant at) {
        return Duration.between(Objects.requireNonNullElse(pod.createdAt(), Instant.EPOCH), at);
    }

    private Issue issue(AgentPod pod, View view, Instant at) {
        Optional<String> scheduler = schedulerSays(pod, view.events());
        String waited = pod.createdAt() == null ? "" : " for " + Phrases.duration(waitedFor(pod, at));
        Issue issue = Issue.of(
                        pod.workload(),
                        pod.workload() + " has waited for a node" + waited + ": "
                                + scheduler.map(Phrases::quote).orElse("the scheduler has not said why") + ".")
                .with("pod", pod.name());
        SchedulerWords words = SchedulerWords.of(scheduler.orElse(""), signatures);
        Issue told = words.addTo(issue);
        return view.nodes()
                .seen()
                .map(nodes -> words.addRoom(told.with("nodes", nodes(nodes)), nodes))
                .orElse(told);
    }

    private static Optional<String> schedulerSays(AgentPod pod, Observation<List<AgentEvent>> events) {
        return pod.condition("PodScheduled")
                .map(Condition::message)
                .or(() -> AgentEvents.newest(events, "FailedScheduling", "pod/" + pod.name())
                        .map(AgentEvent::message))
                .filter(words -> !words.isBlank());
    }

    private static String nodes(List<ClusterNode> nodes) {
        long ready = nodes.stream().filter(ClusterNode::ready).count();
        long cordoned = nodes.stream().filter(ClusterNode::unschedulable).count();
        return Phrases.count(nodes.size(), "node") + ", " + ready + " ready, " + cordoned + " cordoned";
    }
}
