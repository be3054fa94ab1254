package io.arcfleet.host;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Queues that remember what was asked of them, and fail when told so. */
final class RecordingQueues implements QueueSource {

    private final InMemoryQueues queues;
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final List<Duration> hidden = new CopyOnWriteArrayList<>();

    RecordingQueues(InMemoryQueues queues) {
        this.queues = queues;
    }

    /** The next so many looks fail. */
    void failTimes(int times) {
        failures.set(times);
    }

    int looks() {
        return looks.get();
    }

    /** Delays for which messages were hidden after they were received. */
    List<Duration> hidden() {
        return List.copyOf(hidden);
    }

    @Override
    public List<Message> receive(String queue, int maximum, Duration visibilityTimeout) {
        try {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("the service is not there");
            }
            return queues.receive(queue, maximum, visibilityTimeout);
        } finally {
            looks.incrementAndGet();
        }
    }

    @Override
    public Message hide(String queue, Message message, Duration delay) {
        Message result = queues.hide(queue, message, delay);
        hidden.add(delay);
        return result;
    }

    @Override
    public void delete(String queue, Message message) {
        queues.delete(queue, message);
    }

    @Override
    public void send(String queue, String text) {
        queues.send(queue, text);
    }
}
