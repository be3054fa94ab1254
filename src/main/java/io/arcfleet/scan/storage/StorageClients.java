package io.arcfleet.scan.storage;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.policy.ExponentialBackoffOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.data.tables.TableServiceClient;
import com.azure.data.tables.TableServiceClientBuilder;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import com.azure.storage.queue.QueueServiceClient;
import com.azure.storage.queue.QueueServiceClientBuilder;
import java.net.URI;
import java.time.Duration;

/** The clients of one storage account, all with the same bounded retries. */
public record StorageClients(BlobServiceClient blobs, QueueServiceClient queues, TableServiceClient tables) {

    private static final int TRIES = 3;
    private static final Duration TRY_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(300);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

    /**
     * Clients by connection string, the emulator's too.
     *
     * @param connectionString with the account key: a secret
     * @throws IllegalArgumentException when it is not a connection string
     */
    public static StorageClients of(String connectionString, HttpClient http) {
        return new StorageClients(
                blobs(http).connectionString(connectionString).buildClient(),
                queues(http).connectionString(connectionString).buildClient(),
                tables(http).connectionString(connectionString).buildClient());
    }

    /** Clients by the addresses of the three services, for an identity; tokens are only sent over HTTPS. */
    public static StorageClients of(
            URI blobService, URI queueService, URI tableService, TokenCredential credential, HttpClient http) {
        return new StorageClients(
                blobs(http)
                        .endpoint(blobService.toString())
                        .credential(credential)
                        .buildClient(),
                queues(http)
                        .endpoint(queueService.toString())
                        .credential(credential)
                        .buildClient(),
                tables(http)
                        .endpoint(tableService.toString())
                        .credential(credential)
                        .buildClient());
    }

    private static BlobServiceClientBuilder blobs(HttpClient http) {
        return new BlobServiceClientBuilder()
                .httpClient(http)
                .addPolicy(new WholeAnswers())
                .addPolicy(new RefusedCalls())
                .retryOptions(retries());
    }

    private static QueueServiceClientBuilder queues(HttpClient http) {
        return new QueueServiceClientBuilder()
                .httpClient(http)
                .addPolicy(new RefusedCalls())
                .retryOptions(retries());
    }

    private static TableServiceClientBuilder tables(HttpClient http) {
        ExponentialBackoffOptions backoff = new ExponentialBackoffOptions()
                .setMaxRetries(TRIES - 1)
                .setBaseDelay(FIRST_PAUSE)
                .setMaxDelay(LONGEST_PAUSE);
        return new TableServiceClientBuilder()
                .httpClient(http)
                .addPolicy(new RefusedCalls())
                .retryOptions(new RetryOptions(backoff));
    }

    private static RequestRetryOptions retries() {
        return new RequestRetryOptions(
                RetryPolicyType.EXPONENTIAL, TRIES, TRY_TIMEOUT, FIRST_PAUSE, LONGEST_PAUSE, null);
    }
}
