package io.arcfleet.host;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one function for the messages of its queue, after "Azure Queue storage trigger": a batch is received when
 * there is room for all of it; a message that succeeded is deleted, one that failed rests for {@code
 * visibilityTimeout}, and one that failed {@code maxDequeueCount} times goes to {@code <queue>-poison}. A poison
 * queue has no poison queue of its own: a message that fails there stays hidden until its ten minutes are over. The
 * wait between looks at an empty queue doubles up to {@code maxPollingInterval}; the real host adds chance to it.
 */
final class QueueListener {

    private static final Logger LOG = LoggerFactory.getLogger(QueueListener.class);
    private static final String POISON = "-poison";
    private static final Duration SHORTEST_POLLING = Duration.ofMillis(100);

    private final HostedFunction function;
    private final String queue;
    private final QueueSettings settings;
    private final QueueSource source;
    private final Invoker invoker;
    private final Waits waits;
    private final Semaphore slots;

    QueueListener(
            HostedFunction function,
            String queue,
            QueueSettings settings,
            QueueSource source,
            Invoker invoker,
            Waits waits) {
        this.function = function;
        this.queue = queue;
        this.settings = settings;
        this.source = source;
        this.invoker = invoker;
        this.waits = waits;
        this.slots = new Semaphore(settings.parallelism());
    }

    /** Starts to look at the queue, until the waits are closed. */
    void start() {
        Thread.ofVirtual().name("queue-" + queue).start(this::listen);
    }

    /** Waits up to {@code grace} until no message runs; the waits must be closed already. */
    void awaitIdle(Duration grace) throws InterruptedException {
        if (!slots.tryAcquire(settings.parallelism(), grace.toNanos(), TimeUnit.NANOSECONDS)) {
            LOG.atWarn().addKeyValue("queue", queue).log("messages are left to the next who receives them");
        }
    }

    private void listen() {
        try {
            Duration delay = SHORTEST_POLLING;
            do {
                delay = poll() ? SHORTEST_POLLING : longer(delay);
            } while (waits.pause(delay));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration longer(Duration delay) {
        Duration doubled = delay.multipliedBy(2);
        return doubled.compareTo(settings.maxPollingInterval()) < 0 ? doubled : settings.maxPollingInterval();
    }

    /** Starts a batch; true when there was one. */
    private boolean poll() throws InterruptedException {
        // All at once: this waits exactly until at most newBatchThreshold messages run.
        slots.acquire(settings.batchSize());
        List<QueueSource.Message> messages = List.of();
        try {
            messages = source.receive(queue, settings.batchSize(), MessageLease.VISIBILITY);
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("queue", queue).setCause(e).log("the queue could not be read");
        } finally {
            slots.release(settings.batchSize() - messages.size());
        }
        for (QueueSource.Message message : messages) {
            Thread.ofVirtual().name("message-" + queue).start(() -> handle(message));
        }
        return !messages.isEmpty();
    }

    private void handle(QueueSource.Message message) {
        try {
            Optional<String> text = decode(message.text());
            if (text.isEmpty() || (!isPoison() && message.dequeueCount() > settings.maxDequeueCount())) {
                fail(message, true);
            } else {
                run(message, text.get());
            }
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("queue", queue)
                    .setCause(e)
                    .log("the queue did not take the result: the message comes again");
        } finally {
            slots.release();
        }
    }

    private void run(QueueSource.Message received, String text) {
        MessageLease lease = MessageLease.hold(source, queue, received, waits);
        QueueSource.Message message = received;
        try {
            try {
                invoker.invoke(function, text, Map.of());
            } finally {
                message = lease.release();
            }
            source.delete(queue, message);
        } catch (InvocationException e) {
            if (e.cutOff()) {
                source.hide(queue, message, Duration.ZERO);
            } else {
                fail(message, message.dequeueCount() >= settings.maxDequeueCount());
            }
        }
    }

    private void fail(QueueSource.Message message, boolean finalTime) {
        if (isPoison()) {
            return;
        }
        if (finalTime) {
            LOG.atWarn()
                    .addKeyValue("queue", queue)
                    .addKeyValue("dequeueCount", message.dequeueCount())
                    .log("the message moves to the poison queue");
            source.send(queue + POISON, message.text());
            source.delete(queue, message);
        } else {
            source.hide(queue, message, settings.visibilityTimeout());
        }
    }

    private boolean isPoison() {
        return queue.endsWith(POISON);
    }

    /** Empty when the text is not what {@code messageEncoding} says. */
    private Optional<String> decode(String text) {
        return switch (settings.messageEncoding()) {
            case NONE -> Optional.of(text);
            case BASE64 -> {
                try {
                    yield Optional.of(new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException e) {
                    yield Optional.empty();
                }
            }
        };
    }
}
