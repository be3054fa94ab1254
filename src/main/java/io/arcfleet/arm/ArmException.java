package io.arcfleet.arm;

/** A call to Azure Resource Manager that brought no usable answer. */
public final class ArmException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final int status;
    private final String code;

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
    }

    /** With what came back, where no exception lies behind it. */
    public ArmException(Kind kind, int status, String code, String message) {
        super(message);
        this.kind = kind;
        this.status = status;
        this.code = code;
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
