package io.arcfleet.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import io.arcfleet.scan.ShardMessage;
import io.arcfleet.scan.WorkQueue;

/** Gives up a shard that could not be scanned. */
public final class FailShardFunction {

    /** Takes a message. */
    @FunctionName("failShard")
    public void run(
            @QueueTrigger(
                            name = "message",
                            queueName = WorkQueue.SHARDS + FunctionWiring.POISON,
                            connection = "AzureWebJobsStorage")
                    String message,
            ExecutionContext context) {
        Invocation.run(
                context,
                () -> FunctionWiring.get()
                        .shardScan()
                        .giveUp(
                                ShardMessage.parse(message),
                                "scanning its shard failed " + FunctionWiring.TRIES + "; the function's log says why"));
    }
}
