package io.arcfleet.local;

import io.arcfleet.host.QueueSource;
import io.arcfleet.scan.memory.InMemoryWorkQueue;
import java.time.Duration;
import java.util.List;

/** Lets the local host take messages from the queues in memory that the functions send to. */
final class MemoryQueues implements QueueSource {

    private final InMemoryWorkQueue queues;

    MemoryQueues(InMemoryWorkQueue queues) {
        this.queues = queues;
    }

    @Override
    public List<Message> receive(String queue, int maximum, Duration visibilityTimeout) {
        return queues.receive(queue, maximum, visibilityTimeout).stream()
                .map(received -> new Message(
                        Long.toString(received.id()),
                        Long.toString(received.receipt()),
                        received.text(),
                        received.dequeueCount()))
                .toList();
    }

    @Override
    public Message hide(String queue, Message message, Duration delay) {
        return queues.release(received(queue, message), delay)
                .map(released -> new Message(
                        message.id(), Long.toString(released.receipt()), message.text(), message.dequeueCount()))
                .orElse(message);
    }

    @Override
    public void delete(String queue, Message message) {
        queues.delete(received(queue, message));
    }

    @Override
    public void send(String queue, String text) {
        queues.send(queue, text, Duration.ZERO);
    }

    private static InMemoryWorkQueue.Received received(String queue, Message message) {
        return new InMemoryWorkQueue.Received(
                queue, Long.parseLong(message.id()), Long.parseLong(message.receipt()), message.text(), (int)
                        message.dequeueCount());
    }
}
