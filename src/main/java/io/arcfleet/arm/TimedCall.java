package io.arcfleet.arm;

import com.azure.core.util.Context;
import io.arcfleet.arm.ArmException.Kind;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Runs a call on a thread of its own and returns in time, whatever the call hangs in: a name, a token, a body. */
final class TimedCall {

    private TimedCall() {}

    static <T> T run(String call, Duration timeout, Function<Context, T> body) {
        return run(call, timeout, CallBudget.of(timeout), body);
    }

    static <T> T run(String call, Duration timeout, CallBudget budget, Function<Context, T> body) {
        FutureTask<T> task = new FutureTask<>(() -> body.apply(budget.context()));
        Thread.ofVirtual().name(call).start(task);
        try {
            return task.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new ArmException(Kind.TIMED_OUT, 0, "", call + " got no answer within " + timeout.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ArmException(Kind.TIMED_OUT, 0, "", call + " was interrupted");
        } catch (ExecutionException e) {
            throw ArmFailures.thrown(call, Objects.requireNonNullElse(e.getCause(), e));
        } finally {
            task.cancel(true);
        }
    }
}
