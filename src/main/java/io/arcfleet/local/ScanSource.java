package io.arcfleet.local;

import io.arcfleet.access.ClusterAccess;
import io.arcfleet.arm.AzureConnection;
import io.arcfleet.config.Cloud;
import io.arcfleet.fleet.FleetInventory;
import java.util.Optional;

/**
 * Where a scan gets its clusters from.
 *
 * @param inventory lists them
 * @param access leads into them
 * @param simulated whether they are simulated
 * @param ingestion where the source itself takes rows: the simulated workspace; empty for real fleets
 * @param resources what ends with the scan
 */
record ScanSource(
        FleetInventory inventory,
        ClusterAccess access,
        boolean simulated,
        Optional<Workspace> ingestion,
        AutoCloseable resources)
        implements AutoCloseable {

    /** A workspace that takes rows, and the connection to it. */
    record Workspace(ScanRequest.Ingestion ingestion, Cloud cloud, AzureConnection connection) {}

    @Override
    public void close() {
        access.close();
        try {
            resources.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the source of the scan could not be closed", e);
        }
    }
}
