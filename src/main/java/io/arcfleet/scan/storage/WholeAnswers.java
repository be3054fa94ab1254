package io.arcfleet.scan.storage;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;

/**
 * Reads every answer at once. The retries of a download first close the answer that they do not like and then read its
 * rest; the HTTP client of the JDK takes the second for a mistake, and the download fails instead of being tried again.
 */
final class WholeAnswers extends HttpPipelineSyncPolicy {

    /** The HTTP clients of the SDK know it by this name. */
    private static final String EAGERLY = "azure-eagerly-read-response";

    @Override
    protected void beforeSendingRequest(HttpPipelineCallContext context) {
        context.setData(EAGERLY, true);
    }
}
