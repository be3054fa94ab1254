package io.arcfleet.check.gitops;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.check.agents.AgentDeploymentsAvailableCheck;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.snapshot.AgentDeployment;
import io.arcfleet.snapshot.ClusterExtension;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.FluxConfiguration;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A {@link Check} that the controllers of Flux run where the Flux extension is. */
public final class FluxControllersReadyCheck implements Check<FluxControllersReadyCheck.View> {

    private static final String ID = "flux-controllers-ready";

    private static final CheckSpec SPEC = new CheckSpec(
            ID,
            "The controllers of Flux are available",
            Area.GITOPS,
            Severity.MEDIUM,
            "See why their pods are not there: `kubectl -n flux-system get pods` and"
                    + " `kubectl -n flux-system get events --sort-by=.lastTimestamp`."
                    + " They need up to 1 CPU and 1 GiB each, and a policy must allow the namespace flux-system."
                    + " When they are gone, install them again: `az k8s-extension delete -t connectedClusters -c {name}"
                    + " -g {resourceGroup} -n flux` and `az k8s-extension create -t connectedClusters -c {name}"
                    + " -g {resourceGroup} -n flux --extension-type microsoft.flux`.",
            List.of(ReferencePages.FLUX, ReferencePages.EXTENSIONS_TROUBLESHOOTING),
            List.of(Explanation.byTwin(ID, "reason")),
            false);

    private static final Set<String> CONTROLLERS = Set.of(
            "fluxconfig-agent",
            "fluxconfig-controller",
            "source-controller",
            "kustomize-controller",
            "helm-controller",
            "notification-controller");

    /**
     * What is looked at.
     *
     * @param installed whether Azure says that the Flux extension is installed
     */
    public record View(boolean installed, List<AgentDeployment> deployments) {

        public View {
            deployments = List.copyOf(deployments);
        }

        private List<AgentDeployment> controllers() {
            return deployments.stream()
                    .filter(deployment -> CONTROLLERS.contains(deployment.name()))
                    .toList();
        }
    }

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<View> view(ClusterSnapshot snapshot) {
        List<ClusterExtension> extensions = snapshot.azure().extensions().seen().orElse(List.of());
        boolean installed = extensions.stream()
                .anyMatch(extension -> "microsoft.flux".equalsIgnoreCase(extension.type())
                        && "Succeeded".equalsIgnoreCase(extension.provisioningState()));
        Observation<List<FluxConfiguration>> configurations = snapshot.azure().fluxConfigurations();
        boolean concerned = snapshot.azure().extensions().failure().isPresent()
                || configurations.seen().filter(List::isEmpty).isEmpty()
                || extensions.stream().anyMatch(extension -> "microsoft.flux".equalsIgnoreCase(extension.type()));
        return concerned
                ? snapshot.kubernetes().platform().fluxControllers().map(found -> new View(installed, found))
                : Observation.of(new View(false, List.of()));
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        List<AgentDeployment> controllers = view.controllers();
        if (controllers.isEmpty() && view.installed()) {
            return List.of(Issue.of(
                    "namespace/flux-system",
                    "The Flux extension is installed, and none of its controllers is in namespace flux-system."));
        }
        return controllers.stream()
                .filter(deployment -> !deployment.isAvailable())
                .map(AgentDeploymentsAvailableCheck::issue)
                .toList();
    }

    @Override
    public Optional<Unavailable<?>> blindSpot(ClusterSnapshot snapshot) {
        // That there is no controller is an issue only where the extension is installed.
        boolean noController = view(snapshot)
                .seen()
                .filter(view -> view.controllers().isEmpty())
                .isPresent();
        return noController ? snapshot.azure().extensions().unseen("extensions") : Optional.empty();
    }
}
