package io.arcfleet.scan.memory;

import static io.arcfleet.scan.WorkQueue.SHARDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arcfleet.MovingClock;
import io.arcfleet.scan.memory.InMemoryWorkQueue.Received;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InMemoryWorkQueueTest {

    private static final Duration LEASE = Duration.ofMinutes(1);

    private final MovingClock clock = new MovingClock(Instant.parse("2026-08-01T12:00:00Z"));
    private final InMemoryWorkQueue queue = new InMemoryWorkQueue(clock);

    @Test
    void messagesComeInOrderAndOnce() {
        queue.send(SHARDS, "a", Duration.ZERO);
        queue.send(SHARDS, "b", Duration.ZERO);
        queue.send(SHARDS, "c", Duration.ZERO);

        assertThat(texts(queue.receive(SHARDS, 2, LEASE))).containsExactly("a", "b");
        assertThat(texts(queue.receive(SHARDS, 2, LEASE))).containsExactly("c");
        assertThat(queue.receive(SHARDS, 2, LEASE)).isEmpty();
        assertThat(queue.receive("other", 2, LEASE)).isEmpty();
    }

    @Test
    void aDelayedMessageBecomesVisible() {
        queue.send(SHARDS, "later", Duration.ofSeconds(10));

        pass(Duration.ofSeconds(9));
        assertThat(queue.receive(SHARDS, 1, LEASE)).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(texts(queue.receive(SHARDS, 1, LEASE))).containsExactly("later");
    }

    @Test
    void aMessageThatIsNotDeletedComesBackAndIsCounted() {
        queue.send(SHARDS, "a", Duration.ZERO);
        Received first = received();

        pass(LEASE);
        Received second = received();

        assertThat(first.dequeueCount()).isEqualTo(1);
        assertThat(second.dequeueCount()).isEqualTo(2);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(queue.delete(first)).isFalse();
        assertThat(queue.delete(second)).isTrue();
        assertThat(queue.delete(second)).isFalse();
        assertThat(queue.size(SHARDS)).isZero();
    }

    @Test
    void aReleasedMessageIsVisibleAfterItsDelay() {
        queue.send(SHARDS, "a", Duration.ZERO);
        Received first = received();

        assertThat(queue.release(first, Duration.ofSeconds(5))).isPresent();
        assertThat(queue.release(first, Duration.ZERO)).isEmpty();

        assertThat(queue.receive(SHARDS, 1, LEASE)).isEmpty();
        pass(Duration.ofSeconds(5));
        assertThat(received().dequeueCount()).isEqualTo(2);
    }

    @Test
    void aDelayThatStorageQueuesDoNotKnowIsRefused() {
        assertThatThrownBy(() -> queue.send(SHARDS, "a", Duration.ofDays(8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Received received() {
        return queue.receive(SHARDS, 1, LEASE).getFirst();
    }

    private void pass(Duration duration) {
        clock.pass(duration);
    }

    private static List<String> texts(List<Received> messages) {
        return messages.stream().map(Received::text).toList();
    }
}
