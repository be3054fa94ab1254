package io.arcfleet.benchmark;

import io.arcfleet.config.Cloud;
import io.arcfleet.config.ClusterFilter;
import io.arcfleet.config.StorageSettings;
import io.arcfleet.fleet.FleetInventory;
import io.arcfleet.function.AppStorage;
import io.arcfleet.scan.ScanLedger;
import io.arcfleet.scan.ScanOrder;
import io.arcfleet.scan.ScanPlan;
import io.arcfleet.scan.storage.Azurite;
import io.arcfleet.scan.storage.StorageClients;
import io.arcfleet.scan.storage.TableScanLedger;
import io.arcfleet.snapshot.AzureFacts;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A scan in a storage account of its own, planned and not ended: its status costs the most, for it is read from the
 * table and from the blobs.
 *
 * @param connectionString of the account
 * @param scanId id of the scan
 */
record StoredScan(String connectionString, String scanId) {

    private static final Instant REQUESTED = Instant.parse("2026-08-01T12:00:00Z");
    private static final String SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";

    static StoredScan write() {
        StoredScan scan = new StoredScan(Azurite.connectionString(), "scan-of-this-test");
        StorageClients clients = AppStorage.clients(
                Cloud.PUBLIC, new StorageSettings.ConnectionString(scan.connectionString()), Map.of());
        ScanLedger ledger = new TableScanLedger(clients.tables(), clients.blobs());
        ledger.admit(
                new ScanOrder(
                        scan.scanId(),
                        "http",
                        true,
                        new FleetInventory.Scope(List.of(SUBSCRIPTION), ClusterFilter.all()),
                        Map.of("subscriptions", SUBSCRIPTION)),
                "all",
                REQUESTED,
                REQUESTED.plus(Duration.ofHours(1)));
        ledger.plan(scan.scanId(), new ScanPlan(List.of(List.of(target())), List.of()));
        return scan;
    }

    /** The settings of an app over that account. */
    Map<String, String> settings() {
        return Map.of("AzureWebJobsStorage", connectionString, "ARCFLEET_SUBSCRIPTIONS", SUBSCRIPTION);
    }

    private static ClusterTarget target() {
        return new ClusterTarget(
                ClusterIdentity.of(SUBSCRIPTION, "rg-stores", "store-1", "westeurope"),
                AzureFacts.unavailable(Reason.NOT_ATTEMPTED, "The Azure side was not asked."));
    }
}
