package io.arcfleet.function;

import com.azure.core.exception.HttpResponseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.arcfleet.config.PlainText;
import io.arcfleet.config.SettingsException;
import io.arcfleet.fleet.InventoryException;
import io.arcfleet.sink.DeliveryException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * An invocation failed by a condition that is to be expected: wrong settings, a service that cannot be reached, refuses or
 * throttles. The platform prints the stack of whatever a function throws; here it would tell nothing.
 */
final class FailedInvocation extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int SERVER_ERRORS = 500;

    /** Unauthorized, Forbidden, Request Timeout, Too Many Requests. */
    private static final Set<Integer> REFUSALS = Set.of(401, 403, 408, 429);

    private FailedInvocation(String message) {
        super(message, null, false, false);
    }

    /** What to throw for {@code thrown}: itself when it is a fault of ours, whose stack is wanted. */
    static RuntimeException of(RuntimeException thrown) {
        return isExpected(thrown) ? new FailedInvocation(PlainText.of(String.valueOf(thrown.getMessage()))) : thrown;
    }

    /** Whether it is a condition that is to be expected. */
    static boolean isExpected(RuntimeException thrown) {
        return Stream.<Throwable>iterate(thrown, cause -> cause != null, Throwable::getCause)
                .anyMatch(cause -> cause instanceof SettingsException
                        || cause instanceof InventoryException
                        || cause instanceof DeliveryException
                        || cause instanceof TimeoutException
                        || (cause instanceof IOException && !(cause instanceof JsonProcessingException))
                        || (cause instanceof HttpResponseException refused && isExpected(refused)));
    }

    private static boolean isExpected(HttpResponseException refused) {
        int status = refused.getResponse() == null
                ? SERVER_ERRORS
                : refused.getResponse().getStatusCode();
        return status >= SERVER_ERRORS || REFUSALS.contains(status);
    }
}
