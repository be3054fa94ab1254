package io.arcfleet.arm;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call to Azure Resource Manager that brought no usable answer. */
public final class ArmException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final int status;
    private final String code;
    private final @Nullable Duration retryAfter;

    /**
     * With what came back.
     *
     * @param status HTTP status, 0 when there was no answer
     * @param code error code of the answer, for example {@code AuthorizationFailed}, or empty
     * @param message what was tried and what came back, one sentence, without a secret
     */
    public ArmException(Kind kind, int status, String code, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.status = status;
        this.code = code;
        this.retryAfter = null;
    }

    /** With what came back, where no exception lies behind it. */
    public ArmException(Kind kind, int status, String code, String message) {
        this(kind, status, code, message, (Duration) null);
    }

    /**
     * With what came back, where the service may have said when to come again.
     *
     * @param retryAfter how long the service asked to wait, or null
     */
    public ArmException(Kind kind, int status, String code, String message, @Nullable Duration retryAfter) {
        super(message);
        this.kind = kind;
        this.status = status;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /** What class of failure it is. */
    public Kind kind() {
        return kind;
    }

    /** HTTP status, 0 when there was no answer. */
    public int status() {
        return status;
    }

    /** Error code of the answer, or empty. */
    public String code() {
        return code;
    }

    /** How long the service asked to wait before the next try, when it did. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Classes of failure. */
    public enum Kind {
        /** No token, 401 or 403. */
        NOT_PERMITTED,
        /** 404 or 410. */
        NOT_FOUND,
        /** 400 and other refusals of the request itself. */
        REJECTED,
        /** 429 until the timeout. */
        THROTTLED,
        /** 5xx, or no connection. */
        UNREACHABLE,
        /** No answer in time. */
        TIMED_OUT,
        /** An answer that is not JSON. */
        MALFORMED
    }
}
