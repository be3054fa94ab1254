package io.arcfleet.function;

import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatusType;

/** Turns answers into those of the platform. */
final class HttpAnswers {

    private HttpAnswers() {}

    static HttpResponseMessage of(HttpRequestMessage<?> request, Answer answer) {
        HttpResponseMessage.Builder builder = request.createResponseBuilder(new Status(answer.status()))
                .header("Content-Type", answer.contentType())
                .body(answer.body());
        answer.headers().forEach(builder::header);
        return builder.build();
    }

    private record Status(int value) implements HttpStatusType {}
}
