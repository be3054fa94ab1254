package io.arcfleet.check.versions;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.Phrases;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.snapshot.AgentDeployment.Condition;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.ClusterNode;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A {@link Check} that the nodes that carry agents are ready and short of nothing. */
public final class AgentNodesReadyCheck implements Check<AgentNodesReadyCheck.View> {

    private static final String ID = "agent-nodes-ready";
    private static final String FAULT = "fault";
    private static final String AGENTS = "agents";
    private static final String NOT_READY = "not ready";

    private static final CheckSpec SPEC = new CheckSpec(
            ID,
            "The nodes of the agents are ready",
            Area.VERSIONS,
            Severity.HIGH,
            "See what the node says: `kubectl describe node {node}`. One that is not ready: is the machine on, does its kubelet"
                    + " run, does it reach the API server? One under pressure: free memory, disk space or processes."
                    + " To move the agents to another node: `kubectl drain {node} --ignore-daemonsets"
                    + " --delete-emptydir-data`.",
            List.of(ReferencePages.NODE_STATUS, ReferencePages.TROUBLESHOOTING),
            List.of(Explanation.byTwin(ID, FAULT)),
            false);

    /** Conditions of a node that are bad when they are true. */
    private static final Set<String> PRESSURES =
            Set.of("MemoryPressure", "DiskPressure", "PIDPressure", "NetworkUnavailable");

    /** Faults of a pod that its node has no part in. */
    private static final Set<String> OF_THE_PROGRAM = Set.of("crash", "out of memory", "image");

    /** What the kubelet does to pods of a node that is short of something. */
    private static final Set<String> ENDS_UNDER_PRESSURE = Set.of("evicted", "failed");

    /** What is looked at. */
    public record View(List<ClusterNode> nodes, List<AgentPod> pods) {

        public View {
            nodes = List.copyOf(nodes);
            pods = List.copyOf(pods);
        }
    }

    /** The edge from a node that is not ready and carries one of {@code workloads}. */
    public static Explanation explainsDown(Set<String> workloads) {
        return Explanation.by(ID)
                .onlyFrom(node -> isNotReady(node) && agents(node).anyMatch(workloads::contains));
    }

    /**
     * The edge to an issue about a workload from the node that carries it: one that is not ready, or one that is short of
     * something when the pod was evicted. A program that crashes or has no image does so on any node.
     */
    public static Explanation explainsItsAgents() {
        return new Explanation(
                ID,
                explained -> !OF_THE_PROGRAM.contains(explained.evidence().getOrDefault(FAULT, "")),
                (explained, node) -> agents(node).anyMatch(explained.subject()::equals)
                        && (isNotReady(node)
                                || ENDS_UNDER_PRESSURE.contains(
                                        explained.evidence().getOrDefault(FAULT, ""))));
    }

    /** Whether an issue of this check is about a node that is not ready. */
    static boolean isNotReady(Issue issue) {
        return NOT_READY.equals(issue.evidence().get(FAULT));
    }

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<View> view(ClusterSnapshot snapshot) {
        return Observation.both(
                snapshot.kubernetes().nodes(), snapshot.kubernetes().pods(), View::new);
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        return view.nodes().stream()
                .sorted(Comparator.comparing(ClusterNode::name))
                .flatMap(node -> judge(node, agentsOn(node, view.pods())).stream())
                .toList();
    }

    private static Optional<Issue> judge(ClusterNode node, Set<String> agents) {
        if (agents.isEmpty()) {
            return Optional.empty();
        }
        if (!node.ready()) {
            return Optional.of(issue(
                    node,
                    agents,
                    NOT_READY,
                    "is not ready" + why(node, condition -> condition.type().equals("Ready"))));
        }
        String pressures = node.conditions().stream()
                .filter(AgentNodesReadyCheck::isPressure)
                .map(Condition::type)
                .sorted()
                .collect(Collectors.joining(", "));
        return pressures.isEmpty()
                ? Optional.empty()
                : Optional.of(issue(
                        node, agents, pressures, "reports " + pressures + why(node, AgentNodesReadyCheck::isPressure)));
    }

    private static Issue issue(ClusterNode node, Set<String> agents, String fault, String says) {
        return Issue.of(
                        "node/" + node.name(),
                        "Node " + node.name() + ", which carries " + Phrases.count(agents.size(), "agent") + ", " + says
                                + ".")
                .with(FAULT, fault)
                .with("node", node.name())
                .with(AGENTS, String.join(", ", agents));
    }

    private static boolean isPressure(Condition condition) {
        return PRESSURES.contains(condition.type()) && condition.status().equals("True");
    }

    /** The first message of the conditions that tell. */
    private static String why(ClusterNode node, Predicate<Condition> telling) {
        return node.conditions().stream()
                .filter(telling)
                .flatMap(condition -> Stream.ofNullable(condition.message()))
                .filter(message -> !message.isBlank())
                .findFirst()
                .map(message -> ": " + Phrases.quote(message))
                .orElse("");
    }

    /** A pod that is being deleted has been given up on this node, and one that has completed needs it no more. */
    private static Set<String> agentsOn(ClusterNode node, List<AgentPod> pods) {
        return pods.stream()
                .filter(pod -> node.name().equals(pod.node()) && !pod.deleting() && !pod.hasCompleted())
                .map(AgentPod::workload)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> agents(Issue node) {
        return Stream.of(node.evidence().getOrDefault(AGENTS, "").split(", ", -1));
    }
}
