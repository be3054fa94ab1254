package io.arcfleet.arm;

import com.azure.core.util.Context;
import java.time.Duration;

/**
 * The time that one call may still take, retries and waits included. Travels in the context of a call of an Azure
 * client, so that waits deep inside obey it.
 */
final class CallBudget {

    private static final String KEY = "arcfleet-call-budget";
    private static final Duration UNSTATED = Duration.ofMinutes(2);

    private final long end;
    private final boolean pacedByCaller;

    private CallBudget(long end, boolean pacedByCaller) {
        this.end = end;
        this.pacedByCaller = pacedByCaller;
    }

    static CallBudget of(Duration time) {
        return new CallBudget(System.nanoTime() + time.toNanos(), false);
    }

    /** The same for a caller who decides when a throttled call is sent again. */
    CallBudget pacedByCaller() {
        return new CallBudget(end, true);
    }

    /** Whether a throttled answer goes back to the caller at once. */
    boolean isPacedByCaller() {
        return pacedByCaller;
    }

    /** The budget that {@code context} carries; two minutes when its caller stated none. */
    static CallBudget of(Context context) {
        return context.getData(KEY)
                .filter(CallBudget.class::isInstance)
                .map(CallBudget.class::cast)
                .orElseGet(() -> of(UNSTATED));
    }

    Context context() {
        return new Context(KEY, this);
    }

    boolean covers(Duration wait) {
        return end - System.nanoTime() > wait.toNanos();
    }
}
