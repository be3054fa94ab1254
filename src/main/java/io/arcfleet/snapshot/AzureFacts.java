package io.arcfleet.snapshot;

import java.util.List;

/** What the Azure side says of one cluster. */
public record AzureFacts(
        Observation<ConnectedCluster> resource,
        Observation<List<ClusterExtension>> extensions,
        Observation<List<FluxConfiguration>> fluxConfigurations) {

    /** The facts of a cluster whose Azure side was not read. */
    public static AzureFacts unavailable(Reason reason, String detail) {
        return new AzureFacts(
                Observation.unavailable(reason, detail),
                Observation.unavailable(reason, detail),
                Observation.unavailable(reason, detail));
    }
}
