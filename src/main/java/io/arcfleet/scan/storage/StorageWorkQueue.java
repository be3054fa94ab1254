package io.arcfleet.scan.storage;

import com.azure.core.util.Context;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueServiceClient;
import io.arcfleet.scan.WorkQueue;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Storage queues, made on first use. Messages are plain text: the app's {@code host.json} says so with {@code messageEncoding}
 * {@code none}.
 */
public final class StorageWorkQueue implements WorkQueue {

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LONGEST_DELAY = Duration.ofDays(7);

    /** The service's word for "never expires"; with its default of 7 days, a message of a stopped app would get lost. */
    private static final Duration FOREVER = Duration.ofSeconds(-1);

    private final QueueServiceClient service;
    private final Map<String, QueueClient> queues = new ConcurrentHashMap<>();

    /** The queues of an account; the client must not encode messages, which is its default. */
    public StorageWorkQueue(QueueServiceClient service) {
        this.service = service;
    }

    @Override
    public void send(String queue, String message, Duration delay) {
        if (delay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("a delay of " + delay + " is longer than " + LONGEST_DELAY);
        }
        queues.computeIfAbsent(queue, this::made)
                .sendMessageWithResponse(message, wholeSeconds(delay), FOREVER, CALL_TIMEOUT, Context.NONE);
    }

    private QueueClient made(String queue) {
        QueueClient client = service.getQueueClient(queue);
        client.createIfNotExistsWithResponse(Map.of(), CALL_TIMEOUT, Context.NONE);
        return client;
    }

    /** The service counts in seconds; a deadline message must not come too early. */
    private static Duration wholeSeconds(Duration delay) {
        if (delay.isNegative()) {
            return Duration.ZERO;
        }
        Duration seconds = Duration.ofSeconds(delay.toSeconds());
        return seconds.equals(delay) ? seconds : seconds.plusSeconds(1);
    }
}
