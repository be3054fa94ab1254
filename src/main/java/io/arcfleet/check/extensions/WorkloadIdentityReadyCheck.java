package io.arcfleet.check.extensions;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.check.agents.AgentDeploymentsAvailableCheck;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.snapshot.AgentDeployment;
import io.arcfleet.snapshot.ArcCustomResource;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ConnectedCluster.Features;
import io.arcfleet.snapshot.Observation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A {@link Check} that workload identity and the OIDC issuer work where they are switched on. */
public final class WorkloadIdentityReadyCheck implements Check<WorkloadIdentityReadyCheck.View> {

    private static final String ID = "workload-identity-ready";

    private static final CheckSpec SPEC = new CheckSpec(
            ID,
            "Workload identity is ready",
            Area.EXTENSIONS,
            Severity.MEDIUM,
            "Look at its webhook, `kubectl -n arc-workload-identity get deployments,pods,events`, and at the signing key,"
                    + " `kubectl -n azure-arc describe signingkeys`. Then switch it on again:"
                    + " `az connectedk8s update -n {name} -g {resourceGroup} --enable-oidc-issuer --enable-workload-identity`.",
            List.of(ReferencePages.WORKLOAD_IDENTITY),
            List.of(Explanation.by("agents-installed"), Explanation.byTwin(ID, "reason")),
            false);

    /**
     * What is looked at.
     *
     * @param webhook the deployments of arc-workload-identity; empty where workload identity is off
     * @param signingKeys empty where the OIDC issuer is off
     */
    public record View(Optional<List<AgentDeployment>> webhook, Optional<List<ArcCustomResource>> signingKeys) {}

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<View> view(ClusterSnapshot snapshot) {
        return snapshot.azure().resource().flatMap(cluster -> {
            Features on = cluster.features();
            return Observation.both(
                    wanted(
                            on.workloadIdentity(),
                            snapshot.kubernetes().platform().workloadIdentity()),
                    wanted(on.oidcIssuer(), snapshot.kubernetes().platform().signingKeys()),
                    View::new);
        });
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        return Stream.concat(
                        view.webhook().stream().flatMap(WorkloadIdentityReadyCheck::ofWebhook),
                        view.signingKeys().stream().flatMap(WorkloadIdentityReadyCheck::ofKeys))
                .toList();
    }

    private static <T> Observation<Optional<T>> wanted(boolean on, Observation<T> read) {
        return on ? read.map(Optional::of) : Observation.of(Optional.empty());
    }

    private static Stream<Issue> ofWebhook(List<AgentDeployment> deployments) {
        return deployments.isEmpty()
                ? Stream.of(Issue.of(
                        "namespace/arc-workload-identity",
                        "Workload identity is on, and namespace arc-workload-identity has no deployment: pods get no"
                                + " tokens of Azure."))
                : deployments.stream()
                        .filter(deployment -> !deployment.isAvailable())
                        .map(AgentDeploymentsAvailableCheck::issue);
    }

    private static Stream<Issue> ofKeys(List<ArcCustomResource> keys) {
        if (keys.isEmpty()) {
            return Stream.of(Issue.of(
                    "signingkeys/azure-arc",
                    "The OIDC issuer is on, and the cluster has no signing key of it: tokens of service accounts are not"
                            + " accepted by Azure."));
        }
        return keys.stream()
                .filter(ArcCustomResource::deleting)
                .map(key -> Issue.of(
                        "signingkey/" + key.name(),
                        "The OIDC issuer is on, and its signing key " + key.name() + " is being deleted."));
    }
}
