package io.arcfleet.host;

import java.time.Duration;

/**
 * How queues are read: {@code extensions.queues} of host.json, with the defaults of "Azure Queue storage trigger and
 * bindings, host.json settings".
 *
 * @param batchSize messages received at once, 1 to 32
 * @param newBatchThreshold the next batch is received when at most so many messages of a function are running
 * @param maxDequeueCount a message that failed so often goes to the poison queue
 * @param visibilityTimeout how long a message rests after a failure
 * @param maxPollingInterval longest wait between two looks at an empty queue, at least 100 milliseconds
 */
public record QueueSettings(
        int batchSize,
        int newBatchThreshold,
        int maxDequeueCount,
        Duration visibilityTimeout,
        Duration maxPollingInterval,
        Encoding messageEncoding) {

    /** What an empty host.json means. */
    public static final QueueSettings DEFAULTS =
            new QueueSettings(16, 8, 5, Duration.ZERO, Duration.ofMinutes(1), Encoding.BASE64);

    /** How the text of a message is stored. */
    public enum Encoding {
        /** As it is. */
        NONE,
        /** Base64 of its UTF-8 bytes. */
        BASE64
    }

    /** Most messages of one function that run at the same time. */
    int parallelism() {
        return batchSize + newBatchThreshold;
    }
}
