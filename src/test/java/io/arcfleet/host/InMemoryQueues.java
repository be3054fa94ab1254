package io.arcfleet.host;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Queues that live as long as this object, for one process. */
public final class InMemoryQueues implements QueueSource {

    private final Clock clock;
    private final Map<String, List<Stored>> queues = new HashMap<>();

    /** Without messages; {@code clock} says when hidden ones are visible again. */
    public InMemoryQueues(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized List<Message> receive(String queue, int maximum, Duration visibilityTimeout) {
        Instant now = clock.instant();
        List<Message> received = new ArrayList<>();
        Iterator<Stored> stored = messages(queue).iterator();
        while (received.size() < maximum && stored.hasNext()) {
            Stored message = stored.next();
            if (!message.visibleAt.isAfter(now)) {
                message.dequeueCount++;
                received.add(message.hideUntil(now.plus(visibilityTimeout)));
            }
        }
        return List.copyOf(received);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException when the message is gone or somebody else received it since
     */
    @Override
    public synchronized Message hide(String queue, Message message, Duration delay) {
        Stored stored = find(queue, message)
                .orElseThrow(() -> new IllegalStateException("the message is no longer ours: " + message.id()));
        return stored.hideUntil(clock.instant().plus(delay));
    }

    @Override
    public synchronized void delete(String queue, Message message) {
        find(queue, message).ifPresent(messages(queue)::remove);
    }

    @Override
    public void send(String queue, String text) {
        send(queue, text, Duration.ZERO);
    }

    /** Adds a message that stays hidden for {@code delay}. */
    public synchronized void send(String queue, String text, Duration delay) {
        messages(queue).add(new Stored(text, clock.instant().plus(delay)));
    }

    /** Texts of all messages of a queue, hidden ones too, in the order in which they were sent. */
    public synchronized List<String> texts(String queue) {
        return messages(queue).stream().map(stored -> stored.text).toList();
    }

    private Optional<Stored> find(String queue, Message message) {
        return messages(queue).stream()
                .filter(stored -> stored.id.equals(message.id()) && stored.receipt.equals(message.receipt()))
                .findFirst();
    }

    private List<Stored> messages(String queue) {
        return queues.computeIfAbsent(queue, name -> new ArrayList<>());
    }

    private static final class Stored {

        private final String id = UUID.randomUUID().toString();
        private final String text;
        private String receipt = "";
        private Instant visibleAt;
        private long dequeueCount;

        private Stored(String text, Instant visibleAt) {
            this.text = text;
            this.visibleAt = visibleAt;
        }

        private Message hideUntil(Instant time) {
            visibleAt = time;
            receipt = UUID.randomUUID().toString();
            return new Message(id, receipt, text, dequeueCount);
        }
    }
}
