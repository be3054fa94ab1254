package io.arcfleet.check.gitops;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.Phrases;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.check.agents.AgentWorkloads;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.FluxConfiguration;
import io.arcfleet.snapshot.FluxConfiguration.Problem;
import io.arcfleet.snapshot.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A {@link Check} that the cluster is in the state that its Flux configurations describe. */
public final class FluxCompliantCheck implements Check<List<FluxConfiguration>> {

    private static final CheckSpec SPEC = new CheckSpec(
            "flux-compliant",
            "Every Flux configuration is compliant",
            Area.GITOPS,
            Severity.MEDIUM,
            "Read what each object says:"
                    + " `az k8s-configuration flux show -t connectedClusters -c {name} -g {resourceGroup} -n {configuration}`."
                    + " Mend the source (address, branch, credentials) when it cannot be fetched, the manifests when they"
                    + " cannot be applied. In the cluster: `kubectl get gitrepositories,kustomizations,helmreleases -A`.",
            List.of(ReferencePages.FLUX, ReferencePages.EXTENSIONS_TROUBLESHOOTING),
            Stream.of(
                            Stream.of(
                                    Explanation.by("heartbeat-fresh"),
                                    Explanation.by("onboarding-complete"),
                                    Explanation.by("extensions-provisioned").onlyFrom(FluxCompliantCheck::isFlux),
                                    Explanation.by("flux-controllers-ready"),
                                    FluxSourceFreshCheck.explainsWhatIsNotApplied(),
                                    Explanation.byTwin("flux-compliant", "problem")),
                            AgentWorkloads.explainedByIdentity().stream(),
                            AgentWorkloads.explainedWhenDown(AgentWorkloads.DESIRED_STATE).stream())
                    .flatMap(edges -> edges)
                    .toList(),
            false);

    private static final int PROBLEMS_SHOWN = 5;

    private final Duration late;

    /** With the age from which a report of Flux is stale. */
    public FluxCompliantCheck(Duration late) {
        this.late = late;
    }

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<List<FluxConfiguration>> view(ClusterSnapshot snapshot) {
        return snapshot.azure().fluxConfigurations();
    }

    @Override
    public List<Issue> evaluate(List<FluxConfiguration> configurations, Instant at) {
        return configurations.stream()
                .filter(configuration -> !configuration.suspended())
                .filter(configuration -> "Failed".equalsIgnoreCase(configuration.provisioningState())
                        || "Non-Compliant".equalsIgnoreCase(configuration.complianceState()))
                .map(configuration -> issue(configuration, at))
                .toList();
    }

    private Issue issue(FluxConfiguration configuration, Instant at) {
        String state = "Failed".equalsIgnoreCase(configuration.provisioningState())
                ? "Failed"
                : Objects.requireNonNullElse(configuration.complianceState(), "unknown");
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("configuration", configuration.name());
        evidence.put("state", state);
        if (configuration.source() != null) {
            evidence.put("source", configuration.source());
        }
        Instant updatedAt = configuration.statusUpdatedAt();
        if (updatedAt != null) {
            evidence.put("reported", Phrases.time(updatedAt));
        }
        configuration.problems().stream()
                .limit(PROBLEMS_SHOWN)
                .forEach(problem -> evidence.putIfAbsent(problem.kind() + "/" + problem.name(), said(problem)));
        Optional<String> why = Optional.ofNullable(configuration.errorMessage())
                .filter(text -> !text.isBlank())
                .map(Phrases::quote)
                .or(() -> configuration.problems().stream()
                        .findFirst()
                        .map(problem -> problem.kind() + " " + problem.name() + ": " + said(problem)));
        why.ifPresent(text -> evidence.put("problem", text));
        boolean stale = updatedAt != null && Duration.between(updatedAt, at).compareTo(late) > 0;
        String message = "Flux configuration " + configuration.name() + " is " + state
                + (stale ? ", last reported " + Phrases.duration(Duration.between(updatedAt, at)) + " ago" : "")
                + why.map(text -> ": " + text).orElse("") + ".";
        return new Issue("flux/" + configuration.name(), message, evidence);
    }

    private static String said(Problem problem) {
        return problem.message() == null || problem.message().isBlank()
                ? Objects.requireNonNullElse(problem.complianceState(), "not compliant")
                : Phrases.quote(problem.message());
    }

    private static boolean isFlux(Issue extension) {
        return "microsoft.flux".equalsIgnoreCase(extension.evidence().get("type"));
    }
}
