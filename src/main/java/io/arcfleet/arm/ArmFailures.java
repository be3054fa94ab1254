package io.arcfleet.arm;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import io.arcfleet.arm.ArmException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns what can go wrong in a call into an {@link ArmException} with one clear sentence. */
final class ArmFailures {

    private ArmFailures() {}

    /** An answer that is not 2xx. */
    static ArmException answered(String call, int status, ServiceError error, @Nullable Duration retryAfter) {
        return new ArmException(kind(status), status, error.code(), sentence(call, status, error), retryAfter);
    }

    /** Whatever an Azure client or the transport threw. */
    static ArmException thrown(String call, Throwable thrown) {
        Throwable failure = unwrapped(thrown);
        return switch (failure) {
            case ArmException known -> known;
            case ClientAuthenticationException noToken -> noToken(call, noToken);
            case HttpResponseException answer when answer.getResponse() != null -> refused(call, answer);
            case UncheckedIOException io -> noConnection(call, Objects.requireNonNullElse(io.getCause(), io));
            case IOException io -> noConnection(call, io);
            case Error error -> throw error;
            default -> malformed(call, failure);
        };
    }

    /** An answer that cannot be understood. */
    static ArmException malformed(String call, Throwable cause) {
        return new ArmException(
                Kind.MALFORMED,
                0,
                "",
                call + " answered something that could not be understood: " + described(cause),
                cause);
    }

    private static ArmException noToken(String call, ClientAuthenticationException failure) {
        return new ArmException(
                Kind.NOT_PERMITTED,
                0,
                "",
                call + " was not sent because there is no token: " + ServiceError.oneLine(failure.getMessage()),
                failure);
    }

    private static ArmException refused(String call, HttpResponseException failure) {
        int status = failure.getResponse().getStatusCode();
        if (status / 100 == 2) {
            return malformed(call, failure);
        }
        ServiceError error = ServiceError.of(failure.getValue());
        return new ArmException(kind(status), status, error.code(), sentence(call, status, error), failure);
    }

    private static ArmException noConnection(String call, Exception failure) {
        return new ArmException(Kind.UNREACHABLE, 0, "", call + " got no answer: " + described(failure), failure);
    }

    private static String sentence(String call, int status, ServiceError error) {
        String said = error.code() + (error.message().isEmpty() ? "" : ": " + error.message());
        return call + " answered " + status + (said.isEmpty() ? "" : " " + said);
    }

    private static String described(Throwable failure) {
        String message = ServiceError.oneLine(failure.getMessage());
        String name = failure.getClass().getSimpleName();
        return message.isEmpty() ? name : name + ": " + message;
    }

    private static Kind kind(int status) {
        return switch (status) {
            case 401, 403 -> Kind.NOT_PERMITTED;
            case 404, 410 -> Kind.NOT_FOUND;
            case 408 -> Kind.TIMED_OUT;
            case 429 -> Kind.THROTTLED;
            default -> status >= 500 ? Kind.UNREACHABLE : Kind.REJECTED;
        };
    }

    /** Reactor carries checked exceptions in a wrapper of its own. */
    private static Throwable unwrapped(Throwable thrown) {
        @Nullable Throwable cause = thrown.getCause();
        boolean wrapper = thrown.getClass() == RuntimeException.class
                || thrown.getClass().getName().startsWith("reactor.core.Exceptions");
        return wrapper && cause != null ? unwrapped(cause) : thrown;
    }
}
