package io.arcfleet.scan.memory;

import io.arcfleet.scan.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Queues that live as long as their process, with the rules of Storage queues: a received message is invisible for a
 * while and comes back unless it is deleted, and a receipt is only good until the next one is given.
 */
public final class InMemoryWorkQueue implements WorkQueue {

    private static final Duration LONGEST_DELAY = Duration.ofDays(7);

    private final Clock clock;
    private final Map<String, List<Stored>> queues = new HashMap<>();
    private long sequence;

    /** Queues whose delays are measured by {@code clock}. */
    public InMemoryWorkQueue(Clock clock) {
        this.clock = clock;
    }

    /**
     * A message that was received.
     *
     * @param queue where it is from
     * @param id the same at every receipt
     * @param receipt good until the message is received or released again
     * @param dequeueCount how often it was received, this time included
     */
    public record Received(String queue, long id, long receipt, String text, int dequeueCount) {}

    @Override
    public synchronized void send(String queue, String message, Duration delay) {
        if (delay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("a delay of " + delay + " is longer than " + LONGEST_DELAY);
        }
        Stored stored = new Stored(++sequence, message, clock.instant().plus(delay));
        queues.computeIfAbsent(queue, name -> new ArrayList<>()).add(stored);
    }

    /**
     * Takes visible messages, the one that has been visible longest first.
     *
     * @param limit how many at most
     * @param invisibleFor how long nobody else gets them
     */
    public synchronized List<Received> receive(String queue, int limit, Duration invisibleFor) {
        Instant now = clock.instant();
        return queues.getOrDefault(queue, List.of()).stream()
                .filter(message -> !message.visibleAt.isAfter(now))
                .sorted(Comparator.comparing((Stored message) -> message.visibleAt)
                        .thenComparingLong(message -> message.id))
                .limit(limit)
                .toList()
                .stream()
                .map(message -> message.receive(queue, ++sequence, now.plus(invisibleFor)))
                .toList();
    }

    /** Deletes a message that is done; false when the receipt is no longer good. */
    public synchronized boolean delete(Received message) {
        return queues.getOrDefault(message.queue(), new ArrayList<>()).removeIf(stored -> stored.isGoodFor(message));
    }

    /**
     * Gives a message back, or keeps it longer.
     *
     * @param invisibleFor from now; zero makes it visible at once
     * @return the message with the receipt that is good from now on; empty when the given one no longer is
     */
    public synchronized Optional<Received> release(Received message, Duration invisibleFor) {
        for (Stored stored : queues.getOrDefault(message.queue(), List.of())) {
            if (stored.isGoodFor(message)) {
                stored.receipt = ++sequence;
                stored.visibleAt = clock.instant().plus(invisibleFor);
                return Optional.of(
                        new Received(message.queue(), stored.id, stored.receipt, stored.text, stored.dequeueCount));
            }
        }
        return Optional.empty();
    }

    /** Number of messages of a queue, invisible ones too. */
    public synchronized int size(String queue) {
        return queues.getOrDefault(queue, List.of()).size();
    }

    private static final class Stored {
        final long id;
        final String text;
        Instant visibleAt;
        long receipt;
        int dequeueCount;

        Stored(long id, String text, Instant visibleAt) {
            this.id = id;
            this.text = text;
            this.visibleAt = visibleAt;
        }

        Received receive(String queue, long newReceipt, Instant invisibleUntil) {
            receipt = newReceipt;
            visibleAt = invisibleUntil;
            dequeueCount++;
            return new Received(queue, id, receipt, text, dequeueCount);
        }

        boolean isGoodFor(Received message) {
            return id == message.id() && receipt == message.receipt();
        }
    }
}
