package io.arcfleet.scan.storage;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelinePosition;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;
import java.net.URI;
import java.util.Objects;
import java.util.Set;

/**
 * Says what to do when the account does not let us in. The clients would say only what the service answered, and that of
 * tables fails to read some of these answers, which are XML.
 */
final class RefusedCalls extends HttpPipelineSyncPolicy {

    private static final HttpHeaderName ERROR_CODE = HttpHeaderName.fromString("x-ms-error-code");
    private static final Set<Integer> REFUSALS = Set.of(401, 403);

    /** Outside of retries and authentication: a first refusal may be the question for a token. */
    @Override
    public HttpPipelinePosition getPipelinePosition() {
        return HttpPipelinePosition.PER_CALL;
    }

    @Override
    protected HttpResponse afterReceivedResponse(HttpPipelineCallContext context, HttpResponse response) {
        if (REFUSALS.contains(response.getStatusCode())) {
            response.close();
            throw new HttpResponseException(words(context, response), response);
        }
        return response;
    }

    private static String words(HttpPipelineCallContext context, HttpResponse response) {
        URI address = URI.create(context.getHttpRequest().getUrl().toString());
        String code = Objects.requireNonNullElse(response.getHeaders().getValue(ERROR_CODE), "no code");
        return "the storage account refused " + address.getScheme() + "://" + address.getAuthority() + address.getPath()
                + " (" + response.getStatusCode() + ", " + code
                + "): give the app's identity the roles Storage Blob Data"
                + " Contributor, Storage Queue Data Contributor and Storage Table Data Contributor, let the app's network in,"
                + " or correct AzureWebJobsStorage";
    }
}
