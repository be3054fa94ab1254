package io.arcfleet.snapshot;

import java.util.List;
import java.util.Objects;

/**
 * What the Azure side says of one cluster.
 *
 * @param incidents active incidents of Azure services in the cluster's region
 */
public record AzureFacts(
        Observation<ConnectedCluster> resource,
        Observation<List<ClusterExtension>> extensions,
        Observation<List<FluxConfiguration>> fluxConfigurations,
        Observation<List<ServiceIncident>> incidents) {

    public AzureFacts {
        // Absent in what an older version of the app has written.
        incidents = Objects.requireNonNullElse(
                incidents, Observation.unavailable(Reason.NOT_ATTEMPTED, "Nobody asked for incidents."));
    }

    /** The facts of a cluster whose Azure side was not read. */
    public static AzureFacts unavailable(Reason reason, String detail) {
        return new AzureFacts(
                Observation.unavailable(reason, detail),
                Observation.unavailable(reason, detail),
                Observation.unavailable(reason, detail),
                Observation.unavailable(reason, detail));
    }
}
