package io.arcfleet.check.agents;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.Phrases;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.snapshot.AgentDeployment;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.KubernetesFacts;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import io.arcfleet.snapshot.ResourceDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A {@link Check} that agents which were removed have left no custom resource definitions behind. */
public final class AgentLeftoversAbsentCheck implements Check<AgentLeftoversAbsentCheck.View> {

    private static final String LEFT_BEHIND = "left behind";

    private static final CheckSpec SPEC = new CheckSpec(
            "agent-leftovers-absent",
            "Removed agents have left nothing behind",
            Area.AGENTS,
            Severity.MEDIUM,
            "Finish the removal before the cluster is connected again: `az connectedk8s delete -n {name} -g {resourceGroup}"
                    + " --force`, then `kubectl delete crd {definitions}`.",
            List.of(ReferencePages.TROUBLESHOOTING, ReferencePages.QUICKSTART),
            List.of(Explanation.by("agents-installed")
                    .onlyFor(issue -> LEFT_BEHIND.equals(issue.evidence().get("fault")))),
            false);

    private static final String STUCK_REMEDY =
            "See which objects hold it back: `kubectl get {definition} -A`. Delete them; when no agent is left that could finish"
                    + " them, take the finalizers off them and off the definition: `kubectl patch crd {definition}"
                    + " --type=merge -p '{\"metadata\":{\"finalizers\":null}}'`.";

    private final Duration settling;

    /** With the time that a deletion may take. */
    public AgentLeftoversAbsentCheck(Duration settling) {
        this.settling = settling;
    }

    /** What is looked at: the definitions that exist, and whether both the agents and their Helm release are gone. */
    public record View(List<ResourceDefinition> definitions, boolean agentsGone) {

        public View {
            definitions = List.copyOf(definitions);
        }
    }

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<View> view(ClusterSnapshot snapshot) {
        KubernetesFacts facts = snapshot.kubernetes();
        Observation<List<ResourceDefinition>> definitions = facts.platform().definitions();
        return facts.deployments()
                .flatMap(deployments -> wereNotNeeded(deployments, definitions)
                        ? Observation.of(new View(List.of(), false))
                        : definitions.map(all -> new View(
                                all,
                                deployments.isEmpty()
                                        && facts.helmReleases()
                                                .seen()
                                                .filter(List::isEmpty)
                                                .isPresent())));
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        List<ResourceDefinition> byName = view.definitions().stream()
                .sorted(Comparator.comparing(ResourceDefinition::name))
                .toList();
        List<ResourceDefinition> staying = byName.stream()
                .filter(definition -> definition.deletingSince() == null)
                .toList();
        Stream<Issue> stuck = byName.stream().flatMap(definition -> stuck(definition, at).stream());
        return Stream.concat(stuck, view.agentsGone() ? leftBehind(staying).stream() : Stream.empty())
                .toList();
    }

    @Override
    public Optional<Unavailable<?>> blindSpot(ClusterSnapshot snapshot) {
        KubernetesFacts facts = snapshot.kubernetes();
        boolean agentsGone = facts.deployments().seen().filter(List::isEmpty).isPresent();
        boolean nothingLeft =
                facts.platform().definitions().seen().filter(List::isEmpty).isPresent();
        return agentsGone && !nothingLeft ? facts.helmReleases().unseen("helm") : Optional.empty();
    }

    /** The definitions are asked for only where no agents were found. */
    private static boolean wereNotNeeded(
            List<AgentDeployment> deployments, Observation<List<ResourceDefinition>> definitions) {
        return !deployments.isEmpty()
                && definitions
                        .failure()
                        .filter(failure -> failure.reason() == Reason.NOT_ATTEMPTED)
                        .isPresent();
    }

    private Optional<Issue> stuck(ResourceDefinition definition, Instant at) {
        return Optional.ofNullable(definition.deletingSince())
                .map(since -> Duration.between(since, at))
                .filter(age -> age.compareTo(settling) > 0)
                .map(age -> Issue.of(
                                "definition/" + definition.name(),
                                "The custom resource definition " + definition.name() + " has been in deletion for "
                                        + Phrases.duration(age) + ", and keeps the cluster from being connected again.")
                        .with("fault", "stuck in deletion")
                        .with("definition", definition.name())
                        .withRemedy(STUCK_REMEDY));
    }

    private static Optional<Issue> leftBehind(List<ResourceDefinition> definitions) {
        return definitions.isEmpty()
                ? Optional.empty()
                : Optional.of(Issue.of(
                                "definitions/azure-arc",
                                Phrases.count(definitions.size(), "custom resource definition")
                                        + " of Azure Arc are left although neither agents nor their Helm release are there.")
                        .with("fault", LEFT_BEHIND)
                        .with(
                                "definitions",
                                definitions.stream()
                                        .map(ResourceDefinition::name)
                                        .collect(Collectors.joining(" "))));
    }
}
