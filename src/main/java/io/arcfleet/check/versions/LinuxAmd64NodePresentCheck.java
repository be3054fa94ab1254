package io.arcfleet.check.versions;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.Phrases;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.check.agents.AgentWorkloads;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.snapshot.ClusterExtension;
import io.arcfleet.snapshot.ClusterNode;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A {@link Check} that there is a node on which the agents, and one on which the extensions can run. */
public final class LinuxAmd64NodePresentCheck implements Check<LinuxAmd64NodePresentCheck.View> {

    private static final String ID = "linux-amd64-node-present";
    private static final String MISSING = "missing";
    private static final String LINUX = "linux";
    private static final String LINUX_AMD64 = "linux/amd64";

    private static final CheckSpec SPEC = new CheckSpec(
            ID,
            "There is a ready Linux node that can run agents and extensions",
            Area.VERSIONS,
            // Where it stops the agents, the pods that wait for a node are the High finding that this explains.
            Severity.MEDIUM,
            "See the nodes: `kubectl get nodes -L kubernetes.io/os,kubernetes.io/arch`."
                    + " Add a node of {missing}, make one ready, or let pods on one that is cordoned: `kubectl uncordon <node>`.",
            List.of(ReferencePages.SYSTEM_REQUIREMENTS, ReferencePages.EXTENSIONS),
            List.of(Explanation.by("agent-nodes-ready").onlyFrom(AgentNodesReadyCheck::isNotReady)),
            false);

    /** Extensions that run on arm64 nodes too, from the page on extensions; all others need amd64. */
    private static final Set<String> ON_ARM64 = Set.of("microsoft.flux", "microsoft.azuredefender.kubernetes");

    /** What is looked at: whether agents belong there, the nodes, and the extensions where they are known. */
    public record View(boolean agentsExpected, List<ClusterNode> nodes, List<ClusterExtension> extensions) {

        public View {
            nodes = List.copyOf(nodes);
            extensions = List.copyOf(extensions);
        }
    }

    /** The edge to agents that wait for a node, when there is none for them. */
    public static Explanation explainsUnscheduledAgents() {
        return explains(LINUX);
    }

    /** The edge to extensions that fail, when there is no node for them. */
    public static Explanation explainsExtensions() {
        return explains(LINUX_AMD64)
                .onlyFor(extension -> !ON_ARM64.contains(extension.evidence().getOrDefault("type", "")));
    }

    private static Explanation explains(String missing) {
        return Explanation.by(ID)
                .onlyFrom(issue -> missing.equals(issue.evidence().get(MISSING)));
    }

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<View> view(ClusterSnapshot snapshot) {
        return snapshot.kubernetes()
                .nodes()
                .map(nodes -> new View(
                        AgentWorkloads.expectedOn(snapshot),
                        nodes,
                        snapshot.azure().extensions().seen().orElse(List.of())));
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        List<ClusterNode> linux = view.nodes().stream()
                .filter(LinuxAmd64NodePresentCheck::isLinux)
                .toList();
        List<ClusterNode> usable =
                linux.stream().filter(LinuxAmd64NodePresentCheck::isUsable).toList();
        if (!view.agentsExpected()) {
            return List.of();
        }
        if (usable.isEmpty()) {
            return List.of(issue(
                    LINUX,
                    "No Linux node takes pods, and the agents need one: of "
                            + Phrases.count(view.nodes().size(), "node") + ", " + linux.size() + " run Linux, "
                            + linux.stream().filter(node -> !node.ready()).count() + " of these are not ready and "
                            + linux.stream().filter(ClusterNode::unschedulable).count() + " are cordoned."));
        }
        String needy = view.extensions().stream()
                .flatMap(extension -> Stream.ofNullable(extension.type()))
                .filter(type -> !ON_ARM64.contains(type))
                .sorted()
                .distinct()
                .collect(Collectors.joining(", "));
        boolean amd64 = usable.stream().anyMatch(LinuxAmd64NodePresentCheck::isAmd64);
        if (needy.isEmpty() || amd64) {
            return List.of();
        }
        String architectures = usable.stream()
                .flatMap(node -> Stream.ofNullable(node.architecture()))
                .sorted()
                .distinct()
                .collect(Collectors.joining(", "));
        return List.of(issue(
                        LINUX_AMD64,
                        "No Linux node of architecture amd64 takes pods, and the extensions need one (" + needy
                                + "); the "
                                + Phrases.count(usable.size(), "usable node") + " are of "
                                + (architectures.isEmpty() ? "an unknown architecture" : architectures) + ".")
                .with("extensions", needy));
    }

    @Override
    public Optional<Unavailable<?>> blindSpot(ClusterSnapshot snapshot) {
        boolean amd64 = snapshot.kubernetes().nodes().seen().orElse(List.of()).stream()
                .anyMatch(node -> isUsable(node) && isAmd64(node));
        return amd64 ? Optional.empty() : snapshot.azure().extensions().unseen("extensions");
    }

    private static boolean isLinux(ClusterNode node) {
        return "linux".equals(node.operatingSystem());
    }

    private static boolean isUsable(ClusterNode node) {
        return isLinux(node) && node.ready() && !node.unschedulable();
    }

    private static boolean isAmd64(ClusterNode node) {
        return "amd64".equals(node.architecture());
    }

    private static Issue issue(String missing, String message) {
        return Issue.of("nodes", message).with(MISSING, missing);
    }
}
