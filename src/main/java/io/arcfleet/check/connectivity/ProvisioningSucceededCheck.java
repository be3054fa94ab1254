package io.arcfleet.check.connectivity;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A {@link Check} that the last operation on the Azure resource has not failed. */
public final class ProvisioningSucceededCheck implements Check<String> {

    private static final CheckSpec SPEC = new CheckSpec(
            "provisioning-succeeded",
            "The Azure resource is provisioned",
            Area.CONNECTIVITY,
            Severity.MEDIUM,
            "Look in the activity log of the resource for the operation that failed, and at https://azure.status.microsoft"
                    + " for an incident in {location}. When the incident is over, repeat the operation; if the cluster was"
                    + " never connected, `az connectedk8s delete -n {name} -g {resourceGroup}` and connect it again."
                    + " Without an incident, open a support request.",
            List.of(ReferencePages.TROUBLESHOOTING),
            List.of(),
            false);

    private static final Set<String> FAULTS = Set.of("failed", "canceled");

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<String> view(ClusterSnapshot snapshot) {
        return snapshot.azure().resource().flatMap(cluster -> {
            String state = cluster.provisioningState();
            return state == null
                    ? Observation.unavailable(Reason.NOT_FOUND, "Azure reports no provisioning state.")
                    : Observation.of(state);
        });
    }

    @Override
    public List<Issue> evaluate(String state, Instant at) {
        return FAULTS.contains(state.toLowerCase(Locale.ROOT))
                ? List.of(Issue.of("cluster", "The last operation on the Azure resource ended as " + state + ".")
                        .with("provisioning state", state))
                : List.of();
    }
}
