package io.arcfleet.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import io.arcfleet.scan.WorkQueue;

/** Ends a scan that could not be planned. */
public final class FailScanFunction {

    /** Takes a message. */
    @FunctionName("failScan")
    public void run(
            @QueueTrigger(
                            name = "message",
                            queueName = WorkQueue.SCANS + FunctionWiring.POISON,
                            connection = "AzureWebJobsStorage")
                    String message,
            ExecutionContext context) {
        Invocation.run(
                context,
                () -> FunctionWiring.get()
                        .finish()
                        .fail(
                                message,
                                "inventory",
                                "planning the scan failed " + FunctionWiring.TRIES + "; the function's log says why"));
    }
}
