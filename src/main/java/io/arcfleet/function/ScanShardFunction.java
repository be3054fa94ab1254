package io.arcfleet.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import io.arcfleet.scan.ShardMessage;
import io.arcfleet.scan.WorkQueue;

/** Scans a shard. */
public final class ScanShardFunction {

    /** Takes a message. */
    @FunctionName("scanShard")
    public void run(
            @QueueTrigger(name = "message", queueName = WorkQueue.SHARDS, connection = "AzureWebJobsStorage")
                    String message,
            ExecutionContext context) {
        Invocation.run(context, () -> FunctionWiring.get().shardScan().scan(ShardMessage.parse(message)));
    }
}
