package io.arcfleet.access;

import io.arcfleet.arm.ArmException;
import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns a request for a credential that failed into a reason and a fault. */
final class ArmFaults {

    private ArmFaults() {}

    static <T> Unavailable<T> describe(ArmException failure) {
        return new Unavailable<>(
                reason(failure.kind()),
                "no relay coordinates from Azure Resource Manager: " + failure.getMessage(),
                fault(failure));
    }

    private static Reason reason(ArmException.Kind kind) {
        return switch (kind) {
            case NOT_PERMITTED -> Reason.NOT_PERMITTED;
            case NOT_FOUND -> Reason.NOT_FOUND;
            case REJECTED, MALFORMED -> Reason.MALFORMED;
            case THROTTLED -> Reason.THROTTLED;
            case UNREACHABLE -> Reason.UNREACHABLE;
            case TIMED_OUT -> Reason.TIMED_OUT;
        };
    }

    private static @Nullable AccessFault fault(ArmException failure) {
        return switch (failure.kind()) {
            case NOT_PERMITTED -> failure.status() == 403 ? AccessFault.ROLE_MISSING : AccessFault.ARM_UNAUTHENTICATED;
            case NOT_FOUND -> AccessFault.RESOURCE_GONE;
            case THROTTLED -> AccessFault.ARM_THROTTLED;
            // A refused request may say what is wrong with the cluster.
            case REJECTED ->
                Objects.requireNonNullElse(
                        FaultWords.of(String.valueOf(failure.getMessage()), true), AccessFault.ARM_UNREACHABLE);
            case MALFORMED, UNREACHABLE -> AccessFault.ARM_UNREACHABLE;
            // Where time ran out nothing is known to stand in the way: the deadline may have been near.
            case TIMED_OUT -> null;
        };
    }
}
