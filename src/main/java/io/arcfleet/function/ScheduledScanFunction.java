package io.arcfleet.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;

/** Asks for a scan of the configured scope, and closes scans that nobody else will. */
public final class ScheduledScanFunction {

    /** Takes a tick of the schedule. */
    @FunctionName("scheduledScan")
    public void run(
            @TimerTrigger(name = "timer", schedule = "%ARCFLEET_SCHEDULE%") String timer, ExecutionContext context) {
        Invocation.run(context, () -> FunctionWiring.get().tick());
    }
}
