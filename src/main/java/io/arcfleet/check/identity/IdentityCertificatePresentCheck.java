package io.arcfleet.check.identity;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.check.agents.AgentWorkloads;
import io.arcfleet.check.network.NetworkCauses;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A {@link Check} that the secret with the identity certificate exists. */
public final class IdentityCertificatePresentCheck implements Check<IdentityCertificatePresentCheck.View> {

    private static final String SECRET = "azure-identity-certificate";

    private static final CheckSpec SPEC = new CheckSpec(
            "identity-certificate-present",
            "The identity certificate is in the cluster",
            Area.IDENTITY,
            Severity.HIGH,
            "Read why it was not fetched: `kubectl -n azure-arc logs deployment/clusteridentityoperator -c manager`."
                    + " Then connect anew: `az connectedk8s delete -n {name} -g {resourceGroup}` and"
                    + " `az connectedk8s connect -n {name} -g {resourceGroup}`."
                    + " If it stays away, check the proxy settings given at connect time and the endpoints of the identity"
                    + " service (*.his.arc.azure.com).",
            List.of(ReferencePages.TROUBLESHOOTING, ReferencePages.NETWORK_REQUIREMENTS),
            Stream.of(
                            Stream.of("provisioning-succeeded", "key-pair-valid", "cluster-identity-operator-running")
                                    .map(Explanation::by),
                            Stream.of(
                                            "agents-installed",
                                            "agent-pods-admitted",
                                            "agent-pods-scheduled",
                                            "agent-images-pulled")
                                    .map(id -> Explanation.by(id)
                                            .onlyFrom(AgentWorkloads.about(AgentWorkloads.CLUSTER_IDENTITY_OPERATOR))),
                            NetworkCauses.of(Set.of(AgentWorkloads.CLUSTER_IDENTITY_OPERATOR)).stream())
                    .flatMap(edges -> edges)
                    .toList(),
            false);

    private final Duration settling;

    /** With the time that a new identity operator may take to fetch the certificate. */
    public IdentityCertificatePresentCheck(Duration settling) {
        this.settling = settling;
    }

    /** What is looked at: whether agents belong there, and the names of the secrets; the pods only tell how young it is. */
    public record View(boolean agentsExpected, Set<String> secretNames, Observation<List<AgentPod>> pods) {

        public View {
            secretNames = Set.copyOf(secretNames);
        }
    }

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<View> view(ClusterSnapshot snapshot) {
        return snapshot.kubernetes()
                .secretNames()
                .map(names -> new View(
                        AgentWorkloads.expectedOn(snapshot),
                        names,
                        snapshot.kubernetes().pods()));
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        if (!view.agentsExpected() || view.secretNames().contains(SECRET) || isYoung(view.pods(), at)) {
            return List.of();
        }
        return List.of(Issue.of(
                "secret/" + SECRET,
                "The secret " + SECRET + " is not in namespace azure-arc: clusteridentityoperator has never received a"
                        + " certificate, and no agent can talk to Azure without it."));
    }

    /** Whether all pods of the operator, of which there is one, were created within the settling time. */
    private boolean isYoung(Observation<List<AgentPod>> pods, Instant at) {
        List<Instant> created = pods.seen().orElse(List.of()).stream()
                .filter(pod -> pod.workload().equals(AgentWorkloads.CLUSTER_IDENTITY_OPERATOR))
                .flatMap(pod -> Optional.ofNullable(pod.createdAt()).stream())
                .toList();
        return !created.isEmpty() && created.stream().allMatch(time -> time.isAfter(at.minus(settling)));
    }
}
