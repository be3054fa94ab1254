package io.arcfleet.arm;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.Context;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arcfleet.arm.ArmException.Kind;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.time.Duration;

/** {@link ArmClient} over an azure-core pipeline. */
final class PipelineArmClient implements ArmClient {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String root;
    private final HttpPipeline pipeline;

    PipelineArmClient(URI root, HttpPipeline pipeline) {
        this.root = root.toString();
        this.pipeline = pipeline;
    }

    @Override
    public JsonNode get(String pathOrUrl, Duration timeout) {
        return send(new HttpRequest(HttpMethod.GET, url(pathOrUrl)), timeout, CallBudget.of(timeout));
    }

    @Override
    public JsonNode postPaced(String path, JsonNode body, Duration timeout) {
        HttpRequest request = new HttpRequest(HttpMethod.POST, url(path))
                .setHeader(HttpHeaderName.CONTENT_TYPE, "application/json")
                .setBody(body.toString());
        return send(request, timeout, CallBudget.of(timeout).pacedByCaller());
    }

    private JsonNode send(HttpRequest request, Duration timeout, CallBudget budget) {
        request.setHeader(HttpHeaderName.ACCEPT, "application/json");
        // Without the query: a next link's is long and says nothing.
        String call = request.getHttpMethod() + " " + request.getUrl().getPath();
        return TimedCall.run(call, timeout, budget, context -> exchange(call, request, context));
    }

    private JsonNode exchange(String call, HttpRequest request, Context context) {
        try (var response = pipeline.sendSync(request, context)) {
            byte[] body = response.getBodyAsBinaryData().toBytes();
            if (response.getStatusCode() / 100 != 2) {
                throw ArmFailures.answered(
                        call,
                        response.getStatusCode(),
                        ServiceError.read(body),
                        RetryDelay.asked(response.getHeaders()).orElse(null));
            }
            JsonNode answer = JSON.readTree(body);
            if (answer.isMissingNode()) {
                throw new ArmException(Kind.MALFORMED, response.getStatusCode(), "", call + " answered without a body");
            }
            return answer;
        } catch (JsonProcessingException e) {
            // Without the parser's excerpt of the body: it may be a credential.
            throw new ArmException(Kind.MALFORMED, 0, "", call + " answered something that is not JSON");
        } catch (IOException e) {
            throw ArmFailures.thrown(call, e);
        }
    }

    private URL url(String pathOrUrl) {
        if (!pathOrUrl.startsWith("/") && !pathOrUrl.regionMatches(true, 0, "https://", 0, 8)) {
            throw notAnAddress(pathOrUrl);
        }
        try {
            return new URI(pathOrUrl.startsWith("/") ? root + pathOrUrl : pathOrUrl).toURL();
        } catch (URISyntaxException | MalformedURLException e) {
            throw notAnAddress(pathOrUrl);
        }
    }

    private static ArmException notAnAddress(String pathOrUrl) {
        return new ArmException(
                Kind.REJECTED,
                0,
                "",
                "not a path or https address of Resource Manager: " + ServiceError.oneLine(pathOrUrl));
    }
}
