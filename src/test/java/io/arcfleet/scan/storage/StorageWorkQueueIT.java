package io.arcfleet.scan.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.Context;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueServiceClient;
import com.azure.storage.queue.models.PeekedMessageItem;
import com.azure.storage.queue.models.QueueMessageItem;
import io.arcfleet.scan.WorkQueue;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class StorageWorkQueueIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final QueueServiceClient service = Azurite.clients().queues();
    private final WorkQueue work = new StorageWorkQueue(service);

    @Test
    void aMessageArrivesAsPlainText() {
        work.send(WorkQueue.SHARDS, "scan-1/7", Duration.ZERO);

        assertThat(received(WorkQueue.SHARDS))
                .extracting(m -> m.getBody().toString())
                .containsExactly("scan-1/7");
    }

    @Test
    void aDelayedMessageStaysInvisible() {
        work.send(WorkQueue.FINISH, "later", Duration.ofMinutes(30));
        work.send(WorkQueue.FINISH, "latest", Duration.ofDays(7));

        assertThat(received(WorkQueue.FINISH)).isEmpty();
        assertThat(service.getQueueClient(WorkQueue.FINISH).getProperties().getApproximateMessagesCountLong())
                .isEqualTo(2);
    }

    @Test
    void aDeadlineInThePastIsDueAtOnce() {
        work.send(WorkQueue.FINISH, "overdue", Duration.ofSeconds(-5));

        assertThat(received(WorkQueue.FINISH)).hasSize(1);
    }

    @Test
    void aMessageOutlivesAStopOfTheApp() {
        work.send(WorkQueue.SCANS, "scan-1", Duration.ZERO);

        PeekedMessageItem message = service.getQueueClient(WorkQueue.SCANS).peekMessage();

        assertThat(message.getExpirationTime()).isAfter(OffsetDateTime.parse("9000-01-01T00:00:00Z"));
    }

    @Test
    void aQueueThatIsThereAlreadyIsUsed() {
        work.send(WorkQueue.SCANS, "scan-1", Duration.ZERO);
        new StorageWorkQueue(service).send(WorkQueue.SCANS, "scan-2", Duration.ZERO);

        assertThat(received(WorkQueue.SCANS)).hasSize(2);
    }

    @Test
    void aDelayThatTheServiceDoesNotKnowIsRefused() {
        assertThatThrownBy(() -> work.send(WorkQueue.SCANS, "scan-1", Duration.ofDays(8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private List<QueueMessageItem> received(String queue) {
        QueueClient client = service.getQueueClient(queue);
        return client.receiveMessages(10, TIMEOUT, TIMEOUT, Context.NONE).stream()
                .toList();
    }
}
