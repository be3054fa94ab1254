package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.arcfleet.host.QueueSource;
import io.arcfleet.scan.storage.Azurite;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class StorageQueuesIT {

    private final QueueSource queues = new StorageQueues(Azurite.clients().queues());

    @Test
    void aMessageThatIsGoneIsDeletedWithoutAComplaint() {
        queues.send("work", "text");
        QueueSource.Message message =
                queues.receive("work", 1, Duration.ofMinutes(1)).getFirst();

        queues.delete("work", message);

        assertThatCode(() -> queues.delete("work", message)).doesNotThrowAnyException();
    }

    @Test
    void aHiddenMessageComesAgainAndCountsUp() {
        queues.send("work", "text");
        QueueSource.Message first =
                queues.receive("work", 1, Duration.ofMinutes(1)).getFirst();

        assertThat(queues.receive("work", 1, Duration.ofMinutes(1))).isEmpty();
        queues.hide("work", first, Duration.ZERO);

        assertThat(queues.receive("work", 1, Duration.ofMinutes(1)))
                .singleElement()
                .satisfies(again -> {
                    assertThat(again.text()).isEqualTo("text");
                    assertThat(again.dequeueCount()).isEqualTo(2);
                });
    }
}
