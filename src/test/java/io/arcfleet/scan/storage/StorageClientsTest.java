package io.arcfleet.scan.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpClient;
import java.net.URI;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

final class StorageClientsTest {

    private static final HttpClient NO_NETWORK = request -> Mono.error(new IllegalStateException("not in this test"));

    @Test
    void anIdentityGetsTheServicesAtTheirOwnAddresses() {
        StorageClients clients = StorageClients.of(
                URI.create("https://a.blob.example"),
                URI.create("https://b.queue.example"),
                URI.create("https://c.table.example"),
                request -> Mono.error(new IllegalStateException("not in this test")),
                NO_NETWORK);

        assertThat(clients.blobs().getAccountUrl()).isEqualTo("https://a.blob.example");
        assertThat(clients.queues().getQueueServiceUrl()).isEqualTo("https://b.queue.example");
        assertThat(clients.tables().getServiceEndpoint()).isEqualTo("https://c.table.example");
    }

    @Test
    void somethingElseThanAConnectionStringIsRefusedWithoutRepeatingIt() {
        assertThatThrownBy(() -> StorageClients.of("AccountKey=c2VjcmV0", NO_NETWORK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("c2VjcmV0");
    }
}
