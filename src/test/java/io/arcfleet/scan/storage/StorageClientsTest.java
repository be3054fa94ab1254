package io.arcfleet.scan.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpClient;
import com.azure.storage.blob.BlobServiceClient;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

final class StorageClientsTest {

    private static final HttpClient NO_NETWORK = request -> Mono.error(new IllegalStateException("not in this test"));

    private static final String QUEUE_AND_TABLE =
            "QueueEndpoint=http://127.0.0.1:1/a;TableEndpoint=http://127.0.0.1:1/a;";

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

    @Test
    void aDownloadThatTheServiceRefusedForTheMomentIsTriedAgain() throws IOException {
        AtomicInteger downloads = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean refused = exchange.getRequestMethod().equals("GET") && downloads.incrementAndGet() == 1;
            byte[] body = (refused ? "<Error/>" : "[]").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            exchange.sendResponseHeaders(refused ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            String account =
                    "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=c2VjcmV0;BlobEndpoint=http://%s:%d/a;"
                            .formatted(
                                    server.getAddress().getHostString(),
                                    server.getAddress().getPort());
            BlobServiceClient blobs = StorageClients.of(account + QUEUE_AND_TABLE, Azurite.httpClient())
                    .blobs();

            assertThat(blobs.getBlobContainerClient("c").getBlobClient("b").downloadContent())
                    .hasToString("[]");
            assertThat(downloads).hasValue(2);
        } finally {
            server.stop(0);
        }
    }
}
