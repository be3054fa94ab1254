package io.arcfleet.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arcfleet.arm.ArmException.Kind;
import io.arcfleet.config.AccessSettings.CredentialRate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

final class CredentialGovernorTest {

    private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");
    private static final Instant LATE = START.plus(Duration.ofHours(1));
    private static final CredentialRate RATE = new CredentialRate(200, 10);

    private final VirtualTime time = new VirtualTime();
    private final CallReceipts receipts = new CallReceipts();
    private final CredentialGovernor governor = new CredentialGovernor(RATE, receipts, time, time::pause);

    @Test
    void aThousandPermitsTakeTheTimeOfTheBucketAndNoMore() throws InterruptedException {
        List<Integer> served = new CopyOnWriteArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1_000; i++) {
                int number = i;
                threads.execute(() -> governor.paced("sub", "weu", LATE, () -> served.add(number)));
                // One after the other into the queue, so that their order is known.
                int waiting = Math.max(0, i + 1 - RATE.burst());
                time.until(() -> time.waiting() == waiting && served.size() == number + 1 - waiting);
            }
            while (served.size() < 1_000) {
                int before = served.size();
                time.advance();
                time.until(() -> served.size() > before);
            }
        }

        Duration minimum = Duration.ofSeconds(80);
        assertThat(time.passed()).isBetween(minimum, minimum.multipliedBy(11).dividedBy(10));
        assertThat(served).isSorted();
        assertThat(Objects.requireNonNull(receipts.receipts().get("resource manager"))
                        .waited())
                .isGreaterThan(minimum);
    }

    @Test
    void aSlowBucketHoldsUpNoOther() throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            AtomicInteger slow = new AtomicInteger();
            for (int i = 0; i < 300; i++) {
                threads.execute(() -> governor.paced("slow", "weu", LATE, slow::incrementAndGet));
            }
            time.until(() -> time.waiting() == 100);

            AtomicInteger others = new AtomicInteger();
            for (int i = 0; i < 200; i++) {
                governor.paced("other", "weu", LATE, others::incrementAndGet);
                governor.paced("slow", "neu", LATE, others::incrementAndGet);
            }

            assertThat(others).hasValue(400);
            assertThat(time.passed()).isEqualTo(Duration.ZERO);
            assertThat(slow).hasValue(200);
            while (time.waiting() > 0) {
                int before = slow.get();
                time.advance();
                time.until(() -> slow.get() > before);
            }
        }
    }

    @Test
    void aTurnThatCannotComeInTimeIsRefusedAtOnce() {
        drain("sub");

        assertThatThrownBy(() -> governor.paced("sub", "weu", START.plusMillis(99), () -> "never"))
                .isInstanceOfSatisfying(
                        ArmException.class, e -> assertThat(e.kind()).isEqualTo(Kind.THROTTLED))
                .hasMessageContaining("quota of the subscription sub in weu has the next turn in 1 s only");
        assertThat(time.passed()).isEqualTo(Duration.ZERO);
        assertThat(receipts.receipts()).isEmpty();
    }

    @Test
    void whoIsRefusedLeavesNoGapInTheQueue() {
        drain("sub");
        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> governor.paced("sub", "weu", START, () -> "never"))
                    .isInstanceOf(ArmException.class);
        }

        time.passAlone(() -> governor.paced("sub", "weu", LATE, () -> "served"));

        assertThat(time.passed()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void aThrottledAnswerClosesTheBucketForAsLongAsItSays() {
        AtomicInteger calls = new AtomicInteger();

        time.passAlone(() -> governor.paced("sub", "weu", LATE, () -> {
            if (calls.getAndIncrement() == 0) {
                throw throttled(Duration.ofSeconds(17));
            }
            return "served";
        }));

        assertThat(calls).hasValue(2);
        assertThat(time.passed()).isEqualTo(Duration.ofMillis(17_100));
        time.passAlone(() -> governor.paced("sub", "weu", LATE, () -> "next"));
        assertThat(time.passed()).as("no burst after a throttled answer").isEqualTo(Duration.ofMillis(17_200));
    }

    @Test
    void aThrottledAnswerThatAsksForNoWaitIsNoReasonToStorm() {
        AtomicInteger calls = new AtomicInteger();

        assertThatThrownBy(() -> time.passAlone(() -> governor.paced("sub", "weu", START.plusSeconds(10), () -> {
                    calls.incrementAndGet();
                    throw throttled(Duration.ZERO);
                })))
                .isInstanceOf(ArmException.class);

        assertThat(calls.get()).isBetween(2, 10);
    }

    @Test
    void aThrottledAnswerThatAsksForYearsClosesTheBucketForAnHour() {
        assertThatThrownBy(() -> governor.paced("sub", "weu", START, () -> {
                    throw throttled(Duration.ofDays(4_000_000));
                }))
                .isInstanceOf(ArmException.class);

        time.passAlone(() -> governor.paced("sub", "weu", LATE.plusSeconds(1), () -> "served"));

        assertThat(time.passed()).isEqualTo(Duration.ofHours(1).plusMillis(100));
    }

    @Test
    void otherFailuresAreNotTriedAgain() {
        ArmException refused = new ArmException(Kind.NOT_PERMITTED, 403, "AuthorizationFailed", "no");

        assertThatThrownBy(() -> governor.paced("sub", "weu", LATE, () -> {
                    throw refused;
                }))
                .isSameAs(refused);
    }

    @Test
    void anInterruptedWaitEnds() throws InterruptedException {
        drain("sub");
        List<Throwable> ended = new CopyOnWriteArrayList<>();
        Thread waiter = Thread.ofVirtual().start(() -> {
            try {
                governor.paced("sub", "weu", LATE, () -> "never");
            } catch (ArmException e) {
                ended.add(e);
            }
        });
        time.until(() -> time.waiting() == 1);
        waiter.interrupt();
        waiter.join();

        assertThat(ended)
                .singleElement()
                .isInstanceOfSatisfying(
                        ArmException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TIMED_OUT));
    }

    private void drain(String subscription) {
        for (int i = 0; i < RATE.burst(); i++) {
            governor.paced(subscription, "weu", LATE, () -> "served");
        }
    }

    private static ArmException throttled(Duration retryAfter) {
        return new ArmException(Kind.THROTTLED, 429, "TooManyRequests", "slow down", retryAfter);
    }

    /** A clock that stands still until the test lets time pass, and wakes who waits for it. */
    private static final class VirtualTime extends Clock {

        private final TreeMap<Instant, List<CountDownLatch>> sleepers = new TreeMap<>();
        private Instant now = START;
        private int waiting;
        private boolean alone;

        @Override
        public synchronized Instant instant() {
            return now;
        }

        void pause(Duration wait) throws InterruptedException {
            CountDownLatch awake = new CountDownLatch(1);
            synchronized (this) {
                if (alone) {
                    now = now.plus(wait);
                    return;
                }
                sleepers.computeIfAbsent(now.plus(wait), at -> new ArrayList<>())
                        .add(awake);
                waiting++;
            }
            awake.await();
        }

        /** Runs what is the only one to wait: its waits pass at once. */
        void passAlone(Runnable waiting) {
            synchronized (this) {
                alone = true;
            }
            try {
                waiting.run();
            } finally {
                synchronized (this) {
                    alone = false;
                }
            }
        }

        /** To the next time at which somebody wakes. */
        synchronized void advance() {
            var next = sleepers.pollFirstEntry();
            now = next.getKey();
            waiting -= next.getValue().size();
            next.getValue().forEach(CountDownLatch::countDown);
        }

        synchronized int waiting() {
            return waiting;
        }

        synchronized Duration passed() {
            return Duration.between(START, now);
        }

        /** Waits, at most a minute, for other threads. */
        void until(BooleanSupplier condition) throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("it did not happen; at " + passed() + " wait " + waiting());
                }
                Thread.sleep(0, 10_000);
            }
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
