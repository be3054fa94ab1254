package io.arcfleet.check.agents;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.AgentEvent;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A {@link Check} that the nodes get the images of the agents. */
public final class AgentImagesPulledCheck implements Check<AgentImagesPulledCheck.View> {

    private static final String ID = "agent-images-pulled";

    private static final CheckSpec SPEC = new CheckSpec(
            ID,
            "Every agent image is pulled",
            Area.AGENTS,
            Severity.HIGH,
            PodFault.Kind.IMAGE.remedy(),
            List.of(ReferencePages.TROUBLESHOOTING, ReferencePages.NETWORK_REQUIREMENTS, ReferencePages.DEBUG_PODS),
            List.of(
                    Explanation.by("egress-allowed").onlyFor(hasFault(ImagePull.UNREACHABLE, ImagePull.SLOW)),
                    Explanation.by("proxy-authentication-accepted")
                            .onlyFor(issue -> "proxy-authentication-required"
                                    .equals(issue.evidence().get("signature"))),
                    Explanation.by("tls-interception-trusted").onlyFor(hasFault(ImagePull.UNTRUSTED)),
                    Explanation.by("linux-amd64-node-present").onlyFor(hasFault(ImagePull.OTHER_ARCHITECTURE)),
                    Explanation.byTwin(ID, "fault"),
                    // One registry serves all agents: a pull that tells its reason speaks for those that tell none.
                    new Explanation(
                            ID,
                            AgentImagesPulledCheck::isUnexplained,
                            (explained, explaining) -> !isUnexplained(explaining))),
            false);

    private final SignatureCatalog signatures;
    private final Duration settling;

    /** With the known texts by which a pull tells why it failed, and the time that a pull may take. */
    public AgentImagesPulledCheck(SignatureCatalog signatures, Duration settling) {
        this.signatures = signatures;
        this.settling = settling;
    }

    /** What is looked at: the pods; events tell why a pull failed, and which one still goes on. */
    public record View(List<AgentPod> pods, Observation<List<AgentEvent>> events) {

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
                .map(pods -> new View(pods, snapshot.kubernetes().events()));
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        Map<String, Issue> issues = new TreeMap<>();
        for (AgentPod pod : view.pods()) {
            ImagePull pull = new ImagePull(pod, view.events());
            pull.failed(signatures, at, settling)
                    .or(() -> pull.slow(at, settling))
                    .ifPresent(issue -> issues.putIfAbsent(pod.workload(), issue));
        }
        return List.copyOf(issues.values());
    }

    @Override
    public Optional<Unavailable<?>> blindSpot(ClusterSnapshot snapshot) {
        // Only an event tells that a pull goes on.
        boolean creating = snapshot.kubernetes().pods().seen().orElse(List.of()).stream()
                .anyMatch(pod -> ImagePull.waiting(pod).isPresent());
        return creating ? snapshot.kubernetes().events().unseen("events") : Optional.empty();
    }

    private static boolean isUnexplained(Issue issue) {
        String fault = issue.evidence().getOrDefault("fault", "");
        return fault.equals(ImagePull.UNKNOWN) || fault.equals(ImagePull.SLOW);
    }

    private static Predicate<Issue> hasFault(String... faults) {
        return issue -> List.of(faults).contains(issue.evidence().getOrDefault("fault", ""));
    }
}
