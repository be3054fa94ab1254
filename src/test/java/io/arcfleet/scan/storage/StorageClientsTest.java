package io.arcfleet.scan.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpClient;
import com.azure.storage.blob.BlobServiceClient;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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

    @Test
    void aDownloadThatTheServiceRefusedForTheMomentIsTriedAgain() throws IOException {
        AtomicInteger downloads = new AtomicInteger();
        HttpServer server = server(exchange -> {
            boolean refused = exchange.getRequestMethod().equals("GET") && downloads.incrementAndGet() == 1;
            byte[] body = (refused ? "<Error/>" : "[]").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            exchange.sendResponseHeaders(refused ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        try {
            BlobServiceClient blobs = clients(server).blobs();

            assertThat(blobs.getBlobContainerClient("c").getBlobClient("b").downloadContent())
                    .hasToString("[]");
            assertThat(downloads).hasValue(2);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void anAccountThatDoesNotLetUsInIsSaidWithWhatToDo() throws IOException {
        HttpServer server = server(exchange -> {
            byte[] body = "<?xml version=\"1.0\"?><Error><Code>AuthenticationFailed</Code></Error>"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("x-ms-error-code", "AuthenticationFailed");
            exchange.getResponseHeaders().set("Content-Type", "application/xml");
            exchange.sendResponseHeaders(403, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        try {
            StorageClients clients = clients(server);
            List<ThrowingCallable> calls = List.of(
                    () -> clients.blobs()
                            .getBlobContainerClient("c")
                            .getBlobClient("b")
                            .downloadContent(),
                    () -> clients.queues().getQueueClient("q").sendMessage("m"),
                    () -> clients.tables().getTableClient("t").getEntity("p", "r"));

            assertThat(calls)
                    .allSatisfy(call -> assertThatThrownBy(call)
                            .isInstanceOf(HttpResponseException.class)
                            .hasMessageStartingWith("the storage account refused http://127.0.0.1:")
                            .hasMessageContaining("(403, AuthenticationFailed)")
                            .hasMessageContaining("Storage Table Data Contributor"));
        } finally {
            server.stop(0);
        }
    }

    private static HttpServer server(HttpHandler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", handler);
        server.start();
        return server;
    }

    /** All three services at one address. */
    private static StorageClients clients(HttpServer server) {
        String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/a;";
        return StorageClients.of(
                "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=c2VjcmV0;BlobEndpoint=" + address
                        + "QueueEndpoint=" + address + "TableEndpoint=" + address,
                Azurite.httpClient());
    }
}
