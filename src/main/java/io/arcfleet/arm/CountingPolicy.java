package io.arcfleet.arm;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;
import java.time.Duration;

/**
 * Counts the tries of one service. Its place is behind the retry policy, where it is passed once per try; the time
 * between a throttled answer and the next try of the same call is then the wait that the service asked for.
 */
final class CountingPolicy extends HttpPipelineSyncPolicy {

    private static final String THROTTLED_AT = "arcfleet-throttled-at";
    private static final int TOO_MANY_REQUESTS = 429;

    private final CallReceipts receipts;
    private final String service;

    CountingPolicy(CallReceipts receipts, String service) {
        this.receipts = receipts;
        this.service = service;
    }

    @Override
    protected void beforeSendingRequest(HttpPipelineCallContext context) {
        context.getData(THROTTLED_AT)
                .filter(Long.class::isInstance)
                .map(Long.class::cast)
                .ifPresent(at -> receipts.waited(service, Duration.ofNanos(System.nanoTime() - at)));
        receipts.called(service);
    }

    @Override
    protected HttpResponse afterReceivedResponse(HttpPipelineCallContext context, HttpResponse response) {
        if (response.getStatusCode() == TOO_MANY_REQUESTS) {
            receipts.throttled(service);
            context.setData(THROTTLED_AT, System.nanoTime());
        }
        return response;
    }
}
