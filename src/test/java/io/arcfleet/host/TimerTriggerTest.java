package io.arcfleet.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TimerTriggerTest {

    private static final Probe TICK = new Probe();

    private final ManualTime time = new ManualTime("2026-03-01T10:58:30Z");
    private final FunctionsHost host = FunctionsHost.of(
            List.of(Tick.class),
            HostSettings.DEFAULTS,
            Map.of("SCHEDULE", "0 0 * * * *"),
            new InMemoryQueues(time),
            time,
            time);

    public static final class Tick {
        private int calls;

        @FunctionName("tick")
        public void run(
                @TimerTrigger(name = "timerInfo", schedule = "%SCHEDULE%") String info, ExecutionContext context)
                throws InterruptedException {
            calls++;
            TICK.call(context.getFunctionName() + " " + calls + " "
                    + context.getLogger().getName() + " " + info);
        }

        @FunctionName("fails")
        public void fail(@TimerTrigger(name = "timerInfo", schedule = "0 0 0 1 1 *") String info) {
            throw new IllegalStateException(info);
        }
    }

    @BeforeEach
    void reset() {
        TICK.reset();
    }

    @AfterEach
    void close() {
        TICK.openGate();
        host.close(Duration.ZERO);
    }

    @Test
    void runs_on_the_hour() {
        host.start(0);
        time.awaitPauses(2);
        time.advance(Duration.ofSeconds(89));
        time.awaitPauses(2);
        assertThat(TICK.seen()).isEmpty();
        time.advance(Duration.ofSeconds(1));
        ManualTime.await(() -> TICK.seen().size() == 1);
        time.awaitPauses(2);
        time.passUntil(() -> TICK.seen().size() == 2, Duration.ofMinutes(1));
        assertThat(time.instant()).isBetween("2026-03-01T12:00:00Z", "2026-03-01T12:30:00Z");
    }

    @Test
    void gives_the_timer_as_json_to_a_new_object_each_time() {
        assertThat(host.fire("tick")).isTrue();
        assertThat(host.fire("tick")).isTrue();
        String expected =
                "tick 1 Function.tick.User {\"Schedule\":{\"AdjustForDST\":true},\"ScheduleStatus\":null,\"IsPastDue\":false}";
        assertThat(TICK.seen()).containsExactly(expected, expected);
    }

    @Test
    void does_not_overlap_itself() throws InterruptedException {
        TICK.closeGate();
        host.start(0);
        Thread first = Thread.ofVirtual().start(() -> host.fire("tick"));
        ManualTime.await(() -> TICK.running() == 1);
        Thread second = Thread.ofVirtual().start(() -> host.fire("tick"));
        time.awaitPauses(2);
        time.advance(Duration.ofHours(3));
        assertThat(second.join(Duration.ofMillis(30))).isFalse();
        assertThat(TICK.mostRunning()).isEqualTo(1);
        TICK.openGate();
        assertThat(first.join(Duration.ofSeconds(60))).isTrue();
        assertThat(second.join(Duration.ofSeconds(60))).isTrue();
        // The two and the one of the schedule; the hours that passed meanwhile are not made up for.
        ManualTime.await(() -> TICK.seen().size() == 3);
        assertThat(TICK.mostRunning()).isEqualTo(1);
    }

    @Test
    void says_that_a_function_failed_or_is_not_there() {
        assertThat(host.fire("fails")).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> host.fire("absent"));
    }
}
