package io.arcfleet.local;

import io.arcfleet.host.QueueSource;
import java.time.Duration;
import java.util.List;

/** Messages come back soon when their worker dies: the host's ten minutes are too long for a test. */
record ShortVisibility(QueueSource source, Duration visibility) implements QueueSource {

    @Override
    public List<Message> receive(String queue, int maximum, Duration visibilityTimeout) {
        return source.receive(queue, maximum, visibility);
    }

    @Override
    public Message hide(String queue, Message message, Duration delay) {
        return source.hide(queue, message, delay);
    }

    @Override
    public void delete(String queue, Message message) {
        source.delete(queue, message);
    }

    @Override
    public void send(String queue, String text) {
        source.send(queue, text);
    }
}
