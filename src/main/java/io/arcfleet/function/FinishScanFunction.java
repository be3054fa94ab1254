package io.arcfleet.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import io.arcfleet.scan.WorkQueue;

/** Ends a scan, on its last shard or at its deadline. */
public final class FinishScanFunction {

    /** Takes a message. */
    @FunctionName("finishScan")
    public void run(
            @QueueTrigger(name = "message", queueName = WorkQueue.FINISH, connection = "AzureWebJobsStorage")
                    String message,
            ExecutionContext context) {
        Invocation.run(context, () -> FunctionWiring.get().finish().finish(message));
    }
}
