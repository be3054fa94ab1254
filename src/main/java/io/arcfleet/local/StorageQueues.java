package io.arcfleet.local;

import com.azure.core.util.Context;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueServiceClient;
import com.azure.storage.queue.models.QueueMessageItem;
import com.azure.storage.queue.models.QueueStorageException;
import com.azure.storage.queue.models.UpdateMessageResult;
import io.arcfleet.host.QueueSource;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/** Lets the local host take messages from Storage queues, Azurite's too. */
final class StorageQueues implements QueueSource {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int NOT_FOUND = 404;

    private final QueueServiceClient service;
    private final ConcurrentMap<String, QueueClient> queues = new ConcurrentHashMap<>();

    StorageQueues(QueueServiceClient service) {
        this.service = service;
    }

    @Override
    public List<Message> receive(String queue, int maximum, Duration visibilityTimeout) {
        return queue(queue).receiveMessages(maximum, visibilityTimeout, TIMEOUT, Context.NONE).stream()
                .map(StorageQueues::message)
                .toList();
    }

    @Override
    public Message hide(String queue, Message message, Duration delay) {
        UpdateMessageResult updated = queue(queue)
                .updateMessageWithResponse(
                        message.id(), message.receipt(), message.text(), delay, TIMEOUT, Context.NONE)
                .getValue();
        return new Message(message.id(), updated.getPopReceipt(), message.text(), message.dequeueCount());
    }

    @Override
    public void delete(String queue, Message message) {
        try {
            queue(queue).deleteMessageWithResponse(message.id(), message.receipt(), TIMEOUT, Context.NONE);
        } catch (RuntimeException e) {
            // Gone, or received again by somebody else: then it is theirs.
            if (!isNotFound(e)) {
                throw e;
            }
        }
    }

    @Override
    public void send(String queue, String text) {
        queue(queue).sendMessageWithResponse(text, null, null, TIMEOUT, Context.NONE);
    }

    /** With a timeout, the client wraps what the service said. */
    private static boolean isNotFound(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause ->
                        cause instanceof QueueStorageException refused && refused.getStatusCode() == NOT_FOUND);
    }

    private QueueClient queue(String name) {
        return queues.computeIfAbsent(name, missing -> {
            QueueClient client = service.getQueueClient(missing);
            client.createIfNotExists();
            return client;
        });
    }

    private static Message message(QueueMessageItem item) {
        return new Message(
                item.getMessageId(), item.getPopReceipt(), item.getBody().toString(), item.getDequeueCount());
    }
}
