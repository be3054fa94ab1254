package io.arcfleet.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.arcfleet.config.Memo;
import io.arcfleet.signature.SignatureCatalog;
import java.util.Optional;

/** {@code POST /api/explain}: says what an error text means. Needs no settings and reads nothing. */
public final class ExplainErrorFunction {

    /** Made at the first question: reading the catalogue is no part of the start of the other functions. */
    private static final Memo<ExplainApi> API = new Memo<>(() -> new ExplainApi(SignatureCatalog.standard()));

    /** Answers a request. */
    @FunctionName("explainError")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "explain")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return HttpAnswers.of(
                context,
                request,
                () -> API.get()
                        .explain(
                                request.getBody().orElse(""),
                                request.getHeaders().getOrDefault("content-type", "")));
    }
}
