package io.arcfleet.check.connectivity;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
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
public final class ProvisioningSucceededCheck implements Check<ProvisioningSucceededCheck.View> {

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
            List.of(Explanation.by("region-free-of-incidents")),
            false);

    private static final String WAIT =
            "Wait until Azure has ended the incident {incident}, see https://azure.status.microsoft. Then delete the resource,"
                    + " `az connectedk8s delete -n {name} -g {resourceGroup}`, and onboard the cluster again,"
                    + " `az connectedk8s connect -n {name} -g {resourceGroup} -l {location}`. The deletion takes the extensions"
                    + " and configurations of a cluster that was connected before with it: list them first.";

    private static final Set<String> FAULTS = Set.of("failed", "canceled");

    /** What is looked at: the state; the incidents in the region, where they are known, tell whether to wait. */
    public record View(String state, Observation<RegionIncidents> region) {}

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<View> view(ClusterSnapshot snapshot) {
        return snapshot.azure().resource().flatMap(cluster -> {
            String state = cluster.provisioningState();
            return state == null
                    ? Observation.unavailable(Reason.NOT_FOUND, "Azure reports no provisioning state.")
                    : Observation.of(new View(state, RegionIncidents.of(snapshot)));
        });
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        if (!FAULTS.contains(view.state().toLowerCase(Locale.ROOT))) {
            return List.of();
        }
        String ended = "The last operation on the Azure resource ended as " + view.state();
        return List.of(view.region()
                .seen()
                .filter(region -> !region.incidents().isEmpty())
                .map(region -> issue(
                                ended + " while Azure has an incident in " + region.region() + " ("
                                        + region.trackingIds() + ").",
                                view.state())
                        .with("incident", region.trackingIds())
                        .withRemedy(WAIT))
                .orElseGet(() -> issue(ended + ".", view.state())));
    }

    private static Issue issue(String message, String state) {
        return Issue.of("cluster", message).with("provisioning state", state);
    }
}
