package io.arcfleet.fleet;

import io.arcfleet.arm.ArmException;
import io.arcfleet.snapshot.Reason;

/** Why something of a subscription was not read. */
record Failure(Reason reason, String detail) {

    static Failure of(ArmException failure) {
        return new Failure(reason(failure.kind()), String.valueOf(failure.getMessage()));
    }

    Fleet.Unread of(String subscription) {
        return new Fleet.Unread(subscription, reason, detail);
    }

    private static Reason reason(ArmException.Kind kind) {
        return switch (kind) {
            case NOT_PERMITTED -> Reason.NOT_PERMITTED;
            case NOT_FOUND -> Reason.NOT_FOUND;
            // The request itself was refused: there is no usable answer, and asking again brings none.
            case REJECTED, UNREACHABLE -> Reason.UNREACHABLE;
            case THROTTLED -> Reason.THROTTLED;
            case TIMED_OUT -> Reason.TIMED_OUT;
            case MALFORMED -> Reason.MALFORMED;
        };
    }
}
