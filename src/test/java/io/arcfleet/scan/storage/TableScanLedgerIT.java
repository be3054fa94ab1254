package io.arcfleet.scan.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import io.arcfleet.config.ClusterFilter;
import io.arcfleet.fleet.FleetInventory;
import io.arcfleet.scan.ScanLedger;
import io.arcfleet.scan.ScanLedgerContract;
import io.arcfleet.scan.ScanOrder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TableScanLedgerIT extends ScanLedgerContract {

    // Set before each test.
    @SuppressWarnings("NullAway.Init")
    private StorageClients clients;

    @BeforeEach
    void takeAccount() {
        clients = Azurite.clients();
    }

    @Override
    protected ScanLedger open() {
        return new TableScanLedger(clients.tables(), clients.blobs());
    }

    @Test
    void aScopeOfTwoThousandSubscriptionsFits() {
        List<String> subscriptions =
                Stream.generate(() -> UUID.randomUUID().toString()).limit(2_000).toList();
        ScanOrder order = new ScanOrder(
                "large",
                "http",
                false,
                new FleetInventory.Scope(subscriptions, ClusterFilter.all()),
                Map.of("all", "yes"));

        open().admit(order, "large", AT, DEADLINE);

        assertThat(open().find("large")).get().extracting("order").isEqualTo(order);
    }

    @Test
    void aRetentionLeavesNothingNotEvenThePlanOfACrash() {
        ScanLedger ledger = admitted("crashed");
        ledger.plan("crashed", plan(2, 3));
        clients.blobs()
                .getBlobContainerClient(ScanBooks.CONTAINER)
                .getBlobClient("crashed/plans/lost/shards/000000.json")
                .upload(BinaryData.fromString("[]"));

        assertThat(ledger.shard("crashed", 0)).hasSize(3);
        assertThat(ledger.end("crashed", summary("crashed"))).isTrue();
        assertThat(ledger.deleteOlderThan(Duration.ofDays(1), AT.plus(Duration.ofDays(30))))
                .isEqualTo(1);

        assertThat(clients.blobs().getBlobContainerClient(ScanBooks.CONTAINER).listBlobs())
                .isEmpty();
        assertThat(clients.tables().getTableClient(ScanTable.TABLE).listEntities())
                .isEmpty();
    }
}
