package io.arcfleet.sink;

import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.rest.RequestOptions;
import com.azure.core.util.BinaryData;
import com.azure.monitor.ingestion.LogsIngestionClient;
import com.azure.monitor.ingestion.LogsIngestionClientBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call to the Logs Ingestion API: tries once and says what came of it. Repeating is the caller's business. */
final class IngestionCall implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IngestionCall.class);
    private final IngestionEndpoint endpoint;
    private final LogsIngestionClient client;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    IngestionCall(
            IngestionEndpoint endpoint,
            TokenCredential credential,
            HttpClient http,
            List<HttpPipelinePolicy> policies) {
        this.endpoint = endpoint;
        this.client = new LogsIngestionClientBuilder()
                .endpoint(endpoint.endpoint().toString())
                .credential(credential)
                .pipeline(pipeline(endpoint, credential, http, policies))
                .buildClient();
    }

    /**
     * A pipeline of our own: the one that this version of the client would build asks for tokens of the public cloud
     * only, and repeats calls on its own, without a deadline.
     */
    private static HttpPipeline pipeline(
            IngestionEndpoint endpoint,
            TokenCredential credential,
            HttpClient http,
            List<HttpPipelinePolicy> policies) {
        HttpPipelinePolicy bearer = new BearerTokenAuthenticationPolicy(credential, endpoint.audience() + "/.default");
        return new HttpPipelineBuilder()
                .policies(policies.toArray(HttpPipelinePolicy[]::new))
                .policies(bearer)
                .httpClient(http)
                .build();
    }

    /** What came of a call that did not succeed. */
    record Failure(Kind kind, String sentence, @Nullable Duration retryAfter, Throwable cause) {}

    /** What to do about a failure. */
    enum Kind {
        /** The call may succeed later. */
        TRANSIENT,
        /** The same rows will fail again. */
        FINAL,
        /** Fewer rows may succeed. */
        TOO_LARGE
    }

    /** Sends {@code batch}; empty when the service took it. Returns within {@code timeout}, give or take a little. */
    Optional<Failure> send(RowBatch batch, Duration timeout) throws InterruptedException {
        Future<?> call = threads.submit(() -> client.uploadWithResponse(
                endpoint.ruleId(), batch.stream(), BinaryData.fromBytes(batch.body()), new RequestOptions()));
        try {
            call.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return Optional.empty();
        } catch (TimeoutException e) {
            String sentence = "no answer within " + timeout.toMillis() + " ms";
            return Optional.of(new Failure(Kind.TRANSIENT, sentence, null, e));
        } catch (ExecutionException e) {
            return Optional.of(failure(e.getCause() == null ? e : e.getCause()));
        } finally {
            call.cancel(true);
        }
    }

    private static Failure failure(Throwable cause) {
        if (!(cause instanceof HttpResponseException refused)) {
            return new Failure(Kind.TRANSIENT, "no answer: " + ServiceMessage.of(cause), null, cause);
        }
        @Nullable HttpResponse response = refused.getResponse();
        if (response == null) {
            return new Failure(Kind.FINAL, ServiceMessage.of(cause), null, cause);
        }
        int status = response.getStatusCode();
        return new Failure(kind(status), ServiceMessage.of(refused), retryAfter(response), cause);
    }

    private static Kind kind(int status) {
        if (status == 413) {
            return Kind.TOO_LARGE;
        }
        return status == 408 || status == 429 || status >= 500 ? Kind.TRANSIENT : Kind.FINAL;
    }

    /** The header as seconds; the other form, a date, is not used by the service. */
    private static @Nullable Duration retryAfter(HttpResponse response) {
        @Nullable String header = response.getHeaderValue(HttpHeaderName.RETRY_AFTER);
        return header != null && header.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(header)) : null;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            client.close();
        } catch (IllegalStateException e) {
            // The client takes back its shutdown hook, which the JVM refuses while it ends. Then the hook closes it.
            LOG.atDebug().setCause(e).log("the ingestion client is closed by the end of the JVM");
        }
    }
}
