package io.arcfleet.scan.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import io.arcfleet.CapturedLog;
import io.arcfleet.scan.lifecycle.FindingMemory;
import io.arcfleet.scan.lifecycle.FindingMemoryContract;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BlobFindingMemoryIT extends FindingMemoryContract {

    // Set before each test.
    @SuppressWarnings("NullAway.Init")
    private StorageClients clients;

    @BeforeEach
    void takeAccount() {
        clients = Azurite.clients();
    }

    @Override
    protected FindingMemory open() {
        return new BlobFindingMemory(clients.blobs());
    }

    @Test
    void damageCostsTheHistoryOfOneClusterAndIsMendedByTheNextScan() {
        Instant at = Instant.parse("2026-08-01T12:00:00Z");
        FindingMemory memory = open();
        memory.store(List.of(
                new FindingMemory.Change(memory("damaged", "scan-1", at, "one"), null),
                new FindingMemory.Change(memory("sound", "scan-1", at, "one"), null)));
        blob("damaged").upload(BinaryData.fromString("{\"clusterId\":"), true);

        try (CapturedLog log = CapturedLog.ofRoot()) {
            FindingMemory.Remembered damaged = load(memory, "damaged");

            assertThat(damaged.memory().isEmpty()).isTrue();
            assertThat(load(memory, "sound").memory().findings()).hasSize(1);
            assertThat(log.lines("what is remembered of the findings is damaged"))
                    .hasSize(1);
            memory.store(List.of(new FindingMemory.Change(memory("damaged", "scan-2", at, "two"), damaged.version())));
        }
        assertThat(load(memory, "damaged").memory().scanId()).isEqualTo("scan-2");
    }

    @Test
    void whatIsRememberedAnewWhileOldOnesAreDeletedStays() {
        Instant at = Instant.parse("2026-08-01T12:00:00Z");
        FindingMemory memory = open();
        memory.store(List.of(new FindingMemory.Change(memory("c", "scan-1", at, "one"), null)));

        int deleted = new ScanBlobs(clients.blobs(), BlobFindingMemory.CONTAINER).delete(metadata -> {
            memory.store(List.of(new FindingMemory.Change(
                    memory("c", "scan-2", at, "one"), load(memory, "c").version())));
            return true;
        });

        assertThat(deleted).isZero();
        assertThat(load(memory, "c").memory().scanId()).isEqualTo("scan-2");
    }

    @Test
    void aFieldOfALaterVersionIsPassedOver() {
        FindingMemory memory = open();
        memory.store(List.of(
                new FindingMemory.Change(memory("c", "scan-1", Instant.parse("2026-08-01T12:00:00Z"), "one"), null)));
        String json = blob("c").downloadContent().toString();
        blob("c").upload(BinaryData.fromString(json.replaceFirst("\\{", "{\"later\":1,")), true);

        assertThat(load(memory, "c").memory().findings()).hasSize(1);
    }

    private BlobClient blob(String clusterId) {
        return clients.blobs()
                .getBlobContainerClient(BlobFindingMemory.CONTAINER)
                .getBlobClient(StorageKey.hash(clusterId) + ".json");
    }

    private static FindingMemory.Remembered load(FindingMemory memory, String clusterId) {
        return memory.load(List.of(clusterId)).values().iterator().next();
    }
}
