package io.arcfleet.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import io.arcfleet.scan.WorkQueue;

/** Makes the plan of a scan and hands out its shards. */
public final class PlanScanFunction {

    /** Takes a message. */
    @FunctionName("planScan")
    public void run(
            @QueueTrigger(name = "message", queueName = WorkQueue.SCANS, connection = "AzureWebJobsStorage")
                    String message,
            ExecutionContext context) {
        Invocation.run(context, () -> FunctionWiring.get().planning().plan(message));
    }
}
