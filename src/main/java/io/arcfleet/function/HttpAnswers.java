package io.arcfleet.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatusType;
import io.arcfleet.config.PlainText;
import io.arcfleet.config.SettingsException;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns answers into those of the platform. */
final class HttpAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(HttpAnswers.class);
    private static final String RETRY_SECONDS = "30";

    private HttpAnswers() {}

    /** Does the work of an invocation and answers; a condition that is to be expected has an answer too. */
    static HttpResponseMessage of(ExecutionContext context, HttpRequestMessage<?> request, Supplier<Answer> work) {
        return Invocation.call(context, () -> message(request, answer(work)));
    }

    private static Answer answer(Supplier<Answer> work) {
        try {
            return work.get();
        } catch (SettingsException e) {
            LOG.atError().log("the settings cannot be used: {}", e.getMessage());
            return Answer.problem(500, "The settings of the app cannot be used", e.problems());
        } catch (RuntimeException e) {
            if (!FailedInvocation.isExpected(e)) {
                LOG.atError().setCause(e).log("the request failed by a fault of the app");
                return Answer.problem(500, "The app is at fault", List.of("The app's log says more."));
            }
            LOG.atWarn().log("the storage account did not answer: {}", PlainText.of(String.valueOf(e.getMessage())));
            return Answer.problem(
                            503, "The storage account did not answer", List.of("Try again; the app's log says more."))
                    .with("Retry-After", RETRY_SECONDS);
        }
    }

    private static HttpResponseMessage message(HttpRequestMessage<?> request, Answer answer) {
        HttpResponseMessage.Builder builder = request.createResponseBuilder(new Status(answer.status()))
                .header("Content-Type", answer.contentType())
                .body(answer.body());
        answer.headers().forEach(builder::header);
        return builder.build();
    }

    private record Status(int value) implements HttpStatusType {}
}
