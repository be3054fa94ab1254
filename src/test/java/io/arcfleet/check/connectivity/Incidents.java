package io.arcfleet.check.connectivity;

import static io.arcfleet.snapshot.ClusterSnapshots.NOW;
import static io.arcfleet.snapshot.Records.with;

import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.ServiceIncident;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Incidents of Azure, for tests. */
public final class Incidents {

    private Incidents() {}

    /** An incident of Arc-enabled Kubernetes in the region of every snapshot that began so long ago. */
    public static ServiceIncident inRegion(Duration age) {
        return new ServiceIncident(
                "7R_1-XYZ",
                "Azure Arc - Mitigating",
                Set.of("Azure Arc enabled Kubernetes"),
                Set.of("westeurope"),
                NOW.minus(age));
    }

    /** The active incidents that Azure tells of. */
    public static ClusterSnapshot withIncidents(ClusterSnapshot snapshot, ServiceIncident... incidents) {
        return withIncidents(snapshot, Observation.of(List.of(incidents)));
    }

    /** The incidents as they were observed, or not. */
    public static ClusterSnapshot withIncidents(
            ClusterSnapshot snapshot, Observation<List<ServiceIncident>> incidents) {
        return with(snapshot, "azure", with(snapshot.azure(), "incidents", incidents));
    }
}
