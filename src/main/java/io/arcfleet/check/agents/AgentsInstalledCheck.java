package io.arcfleet.check.agents;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.snapshot.AgentDeployment;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A {@link Check} that the deployments exist without which no cluster is connected. */
public final class AgentsInstalledCheck implements Check<AgentsInstalledCheck.View> {

    private static final CheckSpec SPEC = new CheckSpec(
            "agents-installed",
            "The Arc agents are installed",
            Area.AGENTS,
            Severity.HIGH,
            "Connect the cluster again with the same name, group and proxy options, which installs what is missing:"
                    + " `az connectedk8s connect -n {name} -g {resourceGroup}`."
                    + " If the cluster was taken out of Azure Arc on purpose, delete its resource instead:"
                    + " `az connectedk8s delete -n {name} -g {resourceGroup}`.",
            List.of(ReferencePages.AGENT_OVERVIEW, ReferencePages.TROUBLESHOOTING),
            List.of(),
            false);

    /** Of all agents those that every agent version has had; others come and go with versions and features. */
    private static final List<String> ESSENTIAL =
            List.of("clusteridentityoperator", "config-agent", "resource-sync-agent");

    /** What is looked at: whether agents belong there, and the names of the deployments. */
    public record View(boolean agentsExpected, Set<String> deployments) {

        public View {
            deployments = Set.copyOf(deployments);
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
                        AgentWorkloads.expectedOn(snapshot),
                        all.stream().map(AgentDeployment::name).collect(Collectors.toSet())));
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        if (!view.agentsExpected()) {
            return List.of();
        }
        if (view.deployments().isEmpty()) {
            return List.of(Issue.of(
                    AgentWorkloads.NAMESPACE, "The agents are not installed: namespace azure-arc has no deployment."));
        }
        return ESSENTIAL.stream()
                .filter(name -> !view.deployments().contains(name))
                .map(name -> Issue.of(
                        "deployment/" + name,
                        "The deployment " + name + " is missing from namespace azure-arc, which has "
                                + view.deployments().size() + " others."))
                .toList();
    }
}
