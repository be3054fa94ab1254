package io.arcfleet.host;

import io.arcfleet.config.Ncrontab;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs one function by its schedule. After "Timer trigger for Azure Functions", the next time is looked for when a
 * run has ended, so that runs do not overlap and times that passed meanwhile are left out. There is no schedule
 * monitor here: times that passed while the host was down are not made up for, and {@code IsPastDue} is always false.
 */
final class TimerListener {

    private static final String TIMER_INFO =
            "{\"Schedule\":{\"AdjustForDST\":true},\"ScheduleStatus\":null,\"IsPastDue\":false}";

    // A laptop that sleeps stops the clock of a wait, but not that of the wall.
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final HostedFunction function;
    private final Ncrontab schedule;
    private final Invoker invoker;
    private final Clock clock;
    private final Waits waits;
    private final ReentrantLock running = new ReentrantLock();

    TimerListener(HostedFunction function, Ncrontab schedule, Invoker invoker, Clock clock, Waits waits) {
        this.function = function;
        this.schedule = schedule;
        this.invoker = invoker;
        this.clock = clock;
        this.waits = waits;
    }

    String functionName() {
        return function.name();
    }

    /** Starts to follow the schedule, until the waits are closed. */
    void start() {
        Thread.ofVirtual().name("timer-" + function.name()).start(this::listen);
    }

    /** Runs the function, after a run that goes on already. True when it succeeded. */
    boolean fire() {
        running.lock();
        try {
            invoker.invoke(function, TIMER_INFO, Map.of());
            return true;
        } catch (InvocationException e) {
            return false;
        } finally {
            running.unlock();
        }
    }

    private void listen() {
        try {
            while (pauseUntil(schedule.next(clock.instant()))) {
                fire();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean pauseUntil(Instant due) throws InterruptedException {
        boolean open = true;
        for (Instant now = clock.instant(); open && now.isBefore(due); now = clock.instant()) {
            Duration left = Duration.between(now, due);
            open = waits.pause(left.compareTo(LONGEST_PAUSE) < 0 ? left : LONGEST_PAUSE);
        }
        return open;
    }
}
