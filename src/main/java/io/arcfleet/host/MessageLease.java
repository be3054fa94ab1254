package io.arcfleet.host;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a message hidden while its function runs: renewed after half of its time, as the queue extension does. */
final class MessageLease {

    /** How long a message is hidden at once: "Azure Queue storage trigger", fixed there too. */
    static final Duration VISIBILITY = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(MessageLease.class);

    private final QueueSource source;
    private final String queue;
    private final Waits waits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Thread thread;
    private QueueSource.Message message;
    private boolean released;

    private MessageLease(QueueSource source, String queue, QueueSource.Message message, Waits waits) {
        this.source = source;
        this.queue = queue;
        this.message = message;
        this.waits = waits;
        this.thread = Thread.ofVirtual().name("lease-" + queue).unstarted(this::renew);
    }

    /** Starts to renew. */
    static MessageLease hold(QueueSource source, String queue, QueueSource.Message message, Waits waits) {
        MessageLease lease = new MessageLease(source, queue, message, waits);
        lease.thread.start();
        return lease;
    }

    /** Ends the renewal; returns the message with its last receipt. */
    QueueSource.Message release() {
        lock.lock();
        try {
            released = true;
            return message;
        } finally {
            lock.unlock();
            // Not before it is released: a call to the service must not be interrupted, its receipt would be lost.
            thread.interrupt();
        }
    }

    private void renew() {
        try {
            while (waits.pause(VISIBILITY.dividedBy(2)) && renewed()) {
                LOG.atDebug().addKeyValue("queue", queue).log("the message stays hidden");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** False when the lease has ended. */
    private boolean renewed() {
        lock.lock();
        try {
            if (!released) {
                message = source.hide(queue, message, VISIBILITY);
            }
            return !released;
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("queue", queue).setCause(e).log("the message could not be kept hidden");
            return true;
        } finally {
            lock.unlock();
        }
    }
}
