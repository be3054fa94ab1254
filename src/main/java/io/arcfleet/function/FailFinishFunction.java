package io.arcfleet.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import io.arcfleet.scan.WorkQueue;

/** Ends a scan whose end failed. */
public final class FailFinishFunction {

    /** Takes a message. */
    @FunctionName("failFinish")
    public void run(
            @QueueTrigger(
                            name = "message",
                            queueName = WorkQueue.FINISH + FunctionWiring.POISON,
                            connection = "AzureWebJobsStorage")
                    String message,
            ExecutionContext context) {
        Invocation.run(
                context,
                () -> FunctionWiring.get()
                        .finish()
                        .fail(
                                message,
                                "the end of the scan",
                                "it failed " + FunctionWiring.TRIES + "; the function's log says why"));
    }
}
