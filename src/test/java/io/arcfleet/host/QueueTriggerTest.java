package io.arcfleet.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import io.arcfleet.host.QueueSettings.Encoding;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class QueueTriggerTest {

    private static final Probe WORK = new Probe();
    private static final Probe POISON = new Probe();
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final Duration REST = Duration.ofSeconds(30);

    private final ManualTime time = new ManualTime("2026-03-01T10:00:00Z");
    private final InMemoryQueues queues = new InMemoryQueues(time);
    private final RecordingQueues source = new RecordingQueues(queues);
    private FunctionsHost host = host(Work.class);

    public static final class Work {
        @FunctionName("work")
        public void run(@QueueTrigger(name = "message", queueName = "%QUEUE%", connection = "") String message)
                throws InterruptedException {
            WORK.call(message);
            if (message.startsWith("bad")) {
                throw new IllegalStateException("cannot do " + message);
            }
        }
    }

    public static final class Poison {
        @FunctionName("poison")
        public void run(@QueueTrigger(name = "message", queueName = "work-poison", connection = "") String message)
                throws InterruptedException {
            POISON.call(message);
            if (message.equals("bad twice") && POISON.seen().size() == 1) {
                throw new IllegalStateException("cannot do " + message);
            }
        }
    }

    @BeforeEach
    void reset() {
        WORK.reset();
        POISON.reset();
    }

    @AfterEach
    void close() {
        WORK.openGate();
        POISON.openGate();
        host.close(Duration.ZERO);
    }

    @Test
    void deletes_a_message_that_succeeded() {
        queues.send("work", "good");
        host.start(0);
        ManualTime.await(() -> queues.texts("work").isEmpty());
        assertThat(WORK.seen()).containsExactly("good");
    }

    @Test
    void finds_a_delayed_message_when_its_time_has_come() {
        queues.send("work", "later", Duration.ofMinutes(5));
        host.start(0);
        time.awaitPauses(1);
        time.advance(Duration.ofMinutes(4));
        time.awaitPauses(1);
        assertThat(WORK.seen()).isEmpty();
        time.passUntil(() -> !WORK.seen().isEmpty(), Duration.ofSeconds(1));
        assertThat(WORK.seen()).containsExactly("later");
    }

    @Test
    void a_failed_message_rests_before_it_comes_again() {
        queues.send("work", "bad");
        host.start(0);
        ManualTime.await(() -> source.hidden().contains(REST));
        time.awaitPauses(1);
        int looks = source.looks();
        time.advance(REST.minusMillis(1));
        ManualTime.await(() -> source.looks() > looks);
        assertThat(WORK.seen()).hasSize(1);
        time.passUntil(() -> WORK.seen().size() == 2, STEP);
        assertThat(time.instant()).isAfterOrEqualTo("2026-03-01T10:00:30Z");
    }

    @Test
    void a_message_that_failed_too_often_goes_to_the_poison_queue() {
        queues.send("work", "bad");
        host.start(0);
        time.passUntil(() -> queues.texts("work").isEmpty(), STEP);
        assertThat(WORK.seen()).hasSize(3);
        assertThat(queues.texts("work-poison")).containsExactly("bad");
    }

    @Test
    void a_message_received_too_often_is_not_run_any_more() {
        queues.send("work", "good");
        for (int i = 0; i < 3; i++) {
            queues.receive("work", 1, Duration.ZERO);
        }
        host.start(0);
        ManualTime.await(() -> !queues.texts("work-poison").isEmpty());
        assertThat(WORK.seen()).isEmpty();
    }

    @Test
    void a_poison_queue_can_have_a_function_and_has_no_poison_queue() {
        host = host(Work.class, Poison.class);
        queues.send("work", "bad twice");
        host.start(0);
        time.passUntil(() -> POISON.seen().size() == 2, Duration.ofSeconds(10));
        ManualTime.await(() -> queues.texts("work-poison").isEmpty());
        assertThat(WORK.seen()).hasSize(3);
        assertThat(queues.texts("work-poison-poison")).isEmpty();
    }

    @Test
    void runs_a_batch_and_the_threshold_at_the_same_time_and_no_more() {
        WORK.closeGate();
        for (int i = 0; i < 20; i++) {
            queues.send("work", "good " + i);
        }
        host.start(0);
        // Batches of 4, the next one when at most 2 run: one batch at first, then six at most.
        ManualTime.await(() -> WORK.running() == 4);
        time.advance(STEP);
        WORK.openGate();
        time.passUntil(() -> queues.texts("work").isEmpty(), STEP);
        assertThat(WORK.seen()).hasSize(20).doesNotHaveDuplicates();
        assertThat(WORK.mostRunning()).isBetween(4, 6);
    }

    @Test
    void receives_the_next_batch_when_few_enough_run() {
        WORK.closeGate();
        queues.send("work", "good 1");
        queues.send("work", "good 2");
        host.start(0);
        ManualTime.await(() -> WORK.running() == 2);
        for (int i = 3; i < 10; i++) {
            queues.send("work", "good " + i);
        }
        time.passUntil(() -> WORK.running() == 6, STEP);
        assertThat(queues.receive("work", 32, Duration.ZERO)).hasSize(3);
    }

    @Test
    void a_running_message_stays_hidden_and_can_be_deleted_after() {
        WORK.closeGate();
        queues.send("work", "good");
        host.start(0);
        ManualTime.await(() -> WORK.running() == 1);
        for (int i = 0; i < 6; i++) {
            // The poll, and the lease.
            time.awaitPauses(2);
            time.advance(Duration.ofMinutes(5));
        }
        time.awaitPauses(2);
        WORK.openGate();
        ManualTime.await(() -> queues.texts("work").isEmpty());
        assertThat(WORK.seen()).hasSize(1);
        assertThat(source.hidden()).hasSize(6).containsOnly(Duration.ofMinutes(10));
    }

    @Test
    void a_function_that_takes_too_long_has_failed() {
        WORK.closeGate();
        host = host(settings(Encoding.NONE, Duration.ofMillis(50)), Work.class);
        queues.send("work", "slow");
        host.start(0);
        time.passUntil(() -> !queues.texts("work-poison").isEmpty(), STEP);
        // On a busy machine the time may be over before the function has begun.
        assertThat(WORK.seen()).hasSizeLessThanOrEqualTo(3);
        ManualTime.await(() -> WORK.running() == 0);
    }

    @Test
    void decodes_base64_and_moves_what_is_none_to_the_poison_queue() {
        host = host(settings(Encoding.BASE64, REST), Work.class);
        queues.send("work", "not base64!");
        queues.send("work", Base64.getEncoder().encodeToString("good".getBytes(StandardCharsets.UTF_8)));
        host.start(0);
        ManualTime.await(() -> queues.texts("work").isEmpty());
        assertThat(WORK.seen()).containsExactly("good");
        assertThat(queues.texts("work-poison")).containsExactly("not base64!");
    }

    @Test
    void waits_longer_from_look_to_look_at_an_empty_queue() {
        host.start(0);
        List<Long> waits = List.of(200L, 400L, 800L, 1600L, 2000L, 2000L);
        for (int i = 0; i < waits.size(); i++) {
            time.awaitPauses(1);
            assertThat(source.looks()).isEqualTo(i + 1);
            time.advance(Duration.ofMillis(waits.get(i) - 1));
            time.awaitPauses(1);
            assertThat(source.looks()).isEqualTo(i + 1);
            int next = i + 2;
            time.advance(Duration.ofMillis(1));
            ManualTime.await(() -> source.looks() == next);
        }
    }

    @Test
    void outlives_a_queue_service_that_fails() {
        source.failTimes(3);
        queues.send("work", "good");
        host.start(0);
        time.passUntil(() -> queues.texts("work").isEmpty(), STEP);
        assertThat(WORK.seen()).containsExactly("good");
    }

    @Test
    void a_message_that_is_cut_off_by_the_end_is_visible_again_at_once() {
        WORK.closeGate();
        queues.send("work", "good");
        host.start(0);
        ManualTime.await(() -> WORK.running() == 1);
        host.close(Duration.ofMillis(20));
        assertThat(queues.receive("work", 1, Duration.ZERO)).hasSize(1);
        assertThat(queues.texts("work-poison")).isEmpty();
    }

    @Test
    void the_end_waits_for_functions_that_run() throws InterruptedException {
        WORK.closeGate();
        queues.send("work", "good");
        host.start(0);
        ManualTime.await(() -> WORK.running() == 1);
        Thread closing = Thread.ofVirtual().start(() -> host.close(Duration.ofSeconds(60)));
        WORK.openGate();
        assertThat(closing.join(Duration.ofSeconds(60))).isTrue();
        assertThat(queues.texts("work")).isEmpty();
    }

    private static HostSettings settings(Encoding encoding, Duration functionTimeout) {
        QueueSettings queueSettings = new QueueSettings(4, 2, 3, REST, Duration.ofSeconds(2), encoding);
        return new HostSettings(queueSettings, "api", functionTimeout);
    }

    private static Map<String, String> environment() {
        return Map.of("AzureWebJobsStorage__queueServiceUri", "https://localhost", "QUEUE", "work");
    }

    private FunctionsHost host(Class<?>... functions) {
        return host(settings(Encoding.NONE, Duration.ofMinutes(1)), functions);
    }

    private FunctionsHost host(HostSettings settings, Class<?>... functions) {
        return FunctionsHost.of(List.of(functions), settings, environment(), source, time, time);
    }
}
