package io.arcfleet.sink;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.policy.HttpPipelinePolicy;
import io.arcfleet.finding.ScanSummary;
import io.arcfleet.sink.IngestionCall.Failure;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends rows to Log Analytics through the Logs Ingestion API. A batch that the service refuses for the moment is sent
 * again, and only that batch; a call that timed out may have been taken all the same, so rows can arrive twice.
 */
public final class LogAnalyticsSink implements FindingSink {
    /** Stream of {@link FindingRow}. */
    public static final String FINDINGS = "Custom-ArcFleetFindings_CL";

    /** Stream of {@link ClusterRow}. */
    public static final String CLUSTERS = "Custom-ArcFleetClusters_CL";

    /** Stream of {@link ScanRow}. */
    public static final String SCANS = "Custom-ArcFleetScans_CL";

    private static final Logger LOG = LoggerFactory.getLogger(LogAnalyticsSink.class);

    private final IngestionEndpoint endpoint;
    private final DeliveryPolicy policy;
    private final IngestionCall call;
    private final ArrivalWindow window;
    private final Pause pause;
    private final LongSupplier nanoTime;

    /**
     * Opens no connection yet.
     *
     * @param policies see every call, each repeat too; for counting
     */
    public LogAnalyticsSink(
            IngestionEndpoint endpoint,
            TokenCredential credential,
            HttpClient http,
            List<HttpPipelinePolicy> policies,
            DeliveryPolicy policy,
            Clock clock) {
        this(endpoint, credential, http, policies, policy, clock, Thread::sleep, System::nanoTime);
    }

    LogAnalyticsSink(
            IngestionEndpoint endpoint,
            TokenCredential credential,
            HttpClient http,
            List<HttpPipelinePolicy> policies,
            DeliveryPolicy policy,
            Clock clock,
            Pause pause,
            LongSupplier nanoTime) {
        this.endpoint = endpoint;
        this.policy = policy;
        this.call = new IngestionCall(endpoint, credential, http, policies);
        this.window = new ArrivalWindow(clock);
        this.pause = pause;
        this.nanoTime = nanoTime;
    }

    /** Lets time pass; replaced in tests. */
    @FunctionalInterface
    interface Pause {
        void sleep(Duration time) throws InterruptedException;
    }

    /** Findings first: a cluster's row is then the sign that its findings are there. */
    @Override
    public void deliver(List<ClusterReport> reports) {
        List<RowBatch> batches = new ArrayList<>(batches(
                FINDINGS,
                reports.stream()
                        .flatMap(report -> Rows.findings(report).stream())
                        .toList()));
        batches.addAll(batches(CLUSTERS, reports.stream().map(Rows::cluster).toList()));
        deliverAll(batches);
    }

    @Override
    public void deliver(ScanSummary summary) {
        deliverAll(batches(SCANS, List.of(Rows.scan(summary))));
    }

    @Override
    public void close() {
        call.close();
    }

    private List<RowBatch> batches(String stream, List<? extends Row> rows) {
        window.warnOfLostTimes(stream, rows);
        return RowBatch.of(stream, rows);
    }

    private void deliverAll(List<RowBatch> batches) {
        long deadline = nanoTime.getAsLong() + policy.deadline().toNanos();
        Deque<RowBatch> waiting = new ArrayDeque<>(batches);
        int lostRows = 0;
        @Nullable Failure lastFailure = null;
        while (!waiting.isEmpty()) {
            RowBatch batch = waiting.removeFirst();
            Optional<Failure> failure = deliverBatch(batch, deadline);
            if (failure.isEmpty()) {
                continue;
            }
            if (failure.get().kind() == IngestionCall.Kind.TOO_LARGE
                    && batch.rows().size() > 1) {
                batch.halves().reversed().forEach(waiting::addFirst);
                continue;
            }
            lostRows += batch.rows().size();
            lastFailure = failure.get();
        }
        if (lastFailure != null) {
            throw new DeliveryException(
                    lostRows + " rows could not be delivered to " + endpoint.endpoint() + ": " + lastFailure.sentence(),
                    lostRows,
                    lastFailure.cause());
        }
    }

    /** Sends one batch until the service takes it, refuses it for good, or attempts or time run out. */
    private Optional<Failure> deliverBatch(RowBatch batch, long deadline) {
        try {
            for (int attempt = 1; ; attempt++) {
                Optional<Failure> failure = call.send(batch, callTimeout(deadline));
                if (failure.isEmpty() || failure.get().kind() != IngestionCall.Kind.TRANSIENT) {
                    return failure;
                }
                Duration wait = wait(failure.get(), attempt);
                if (attempt >= policy.attempts() || wait.toNanos() >= remaining(deadline)) {
                    return failure;
                }
                LOG.atInfo()
                        .addKeyValue("stream", batch.stream())
                        .addKeyValue("attempt", attempt)
                        .addKeyValue("waitMs", wait.toMillis())
                        .log("Rows will be sent again: {}", failure.get().sentence());
                pause.sleep(wait);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(new Failure(IngestionCall.Kind.FINAL, "the delivery was interrupted", null, e));
        }
    }

    private Duration wait(Failure failure, int attempt) {
        Duration ours = policy.pauseAfter(attempt);
        Duration theirs = failure.retryAfter() == null ? Duration.ZERO : failure.retryAfter();
        return theirs.compareTo(ours) > 0 ? theirs : ours;
    }

    private Duration callTimeout(long deadline) {
        return Duration.ofNanos(Math.max(1, Math.min(policy.callTimeout().toNanos(), remaining(deadline))));
    }

    private long remaining(long deadline) {
        return deadline - nanoTime.getAsLong();
    }
}
