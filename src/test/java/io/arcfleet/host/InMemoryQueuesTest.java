package io.arcfleet.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.arcfleet.host.QueueSource.Message;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InMemoryQueuesTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ManualTime time = new ManualTime("2026-03-01T10:00:00Z");
    private final InMemoryQueues queues = new InMemoryQueues(time);

    @Test
    void hides_what_was_received_until_its_time_is_over() {
        queues.send("work", "a");
        assertThat(receive()).extracting(Message::dequeueCount).containsExactly(1L);
        assertThat(receive()).isEmpty();
        time.advance(MINUTE);
        assertThat(receive()).extracting(Message::dequeueCount).containsExactly(2L);
    }

    @Test
    void keeps_delayed_messages_back() {
        queues.send("work", "later", MINUTE);
        queues.send("work", "now");
        assertThat(receive()).extracting(Message::text).containsExactly("now");
        time.advance(MINUTE);
        assertThat(receive()).extracting(Message::text).contains("later");
    }

    @Test
    void gives_no_more_than_was_asked_for() {
        queues.send("work", "a");
        queues.send("work", "b");
        assertThat(queues.receive("work", 1, MINUTE)).hasSize(1);
        assertThat(queues.receive("other", 1, MINUTE)).isEmpty();
    }

    @Test
    void an_old_receipt_changes_nothing() {
        queues.send("work", "a");
        Message old = receive().getFirst();
        time.advance(MINUTE);
        Message current = receive().getFirst();
        queues.delete("work", old);
        assertThatIllegalStateException().isThrownBy(() -> queues.hide("work", old, MINUTE));
        assertThat(queues.texts("work")).containsExactly("a");
        queues.delete("work", queues.hide("work", current, MINUTE));
        assertThat(queues.texts("work")).isEmpty();
    }

    private List<Message> receive() {
        return queues.receive("work", 32, MINUTE);
    }
}
