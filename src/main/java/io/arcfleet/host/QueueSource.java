package io.arcfleet.host;

import java.time.Duration;
import java.util.List;

/**
 * The queues of one storage account, as far as a host needs them. Methods are called from many threads at once, may
 * block, and throw an unchecked exception when the service fails; each call ends within a deadline of its own. A queue
 * that does not exist is empty when read and made when written.
 */
public interface QueueSource {

    /**
     * Takes messages that are visible now and hides them.
     *
     * @param maximum 1 to 32
     * @param visibilityTimeout how long they stay hidden
     * @return at most {@code maximum} messages, none when there are none
     */
    List<Message> receive(String queue, int maximum, Duration visibilityTimeout);

    /**
     * Hides a received message for {@code delay} from now, zero to show it at once.
     *
     * @return the message as it must be given to later calls
     */
    Message hide(String queue, Message message, Duration delay);

    /** Deletes a received message; one that is gone or that somebody else received since stays as it is. */
    void delete(String queue, Message message);

    /** Adds a message with this text, as it is stored. */
    void send(String queue, String text);

    /**
     * A received message.
     *
     * @param receipt proves that we are the last who received or hid it
     * @param text as it is stored, before any decoding
     * @param dequeueCount how often it was received, this time included
     */
    record Message(String id, String receipt, String text, long dequeueCount) {}
}
