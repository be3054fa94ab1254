package io.arcfleet.access.login;

import io.arcfleet.arm.ArmException;
import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;

/** Turns a failed call to Azure into a reason. */
final class CallFailure {

    private CallFailure() {}

    /** What the failure means; {@code refused} stands for a caller without a token or without the right. */
    static <T> Observation<T> describe(ArmException failure, AccessFault refused) {
        String detail = String.valueOf(failure.getMessage());
        return switch (failure.kind()) {
            case NOT_PERMITTED -> Observation.unavailable(refused, detail);
            case THROTTLED -> Observation.unavailable(Reason.THROTTLED, detail);
            case UNREACHABLE -> Observation.unavailable(Reason.UNREACHABLE, detail);
            case TIMED_OUT -> Observation.unavailable(Reason.TIMED_OUT, detail);
            case NOT_FOUND, REJECTED, MALFORMED -> Observation.unavailable(Reason.MALFORMED, detail);
        };
    }
}
