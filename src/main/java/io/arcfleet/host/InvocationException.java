package io.arcfleet.host;

import org.jspecify.annotations.Nullable;

/** An invocation did not end well; it is logged already. */
final class InvocationException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean cutOff;

    /** {@code cutOff}: the host closes, so the function is not to blame. */
    InvocationException(String message, boolean cutOff, @Nullable Throwable cause) {
        super(message, cause);
        this.cutOff = cutOff;
    }

    boolean cutOff() {
        return cutOff;
    }
}
