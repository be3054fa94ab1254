package io.arcfleet.host;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs functions, each in a thread of its own, for at most {@code functionTimeout}. One that takes longer is
 * interrupted and has failed. The real host ends the whole worker process then; here a function that ignores the
 * interrupt goes on.
 */
final class Invoker {

    private static final Logger LOG = LoggerFactory.getLogger(Invoker.class);

    private final Duration timeout;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("function-", 0).factory());
    private volatile boolean closing;

    Invoker(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Runs a function and waits for it.
     *
     * @return what it returned
     * @throws InvocationException when it threw, took too long, or was cut off because the host closes
     */
    @Nullable
    Object invoke(HostedFunction function, Object triggerValue, Map<String, String> routeValues)
            throws InvocationException {
        InvocationContext context =
                new InvocationContext(function.name(), UUID.randomUUID().toString());
        Future<@Nullable Object> run;
        try {
            run = threads.submit(() -> function.call(triggerValue, routeValues, context));
        } catch (RejectedExecutionException e) {
            throw new InvocationException("the host closes", true, e);
        }
        try {
            return run.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            run.cancel(true);
            throw failure(context, "took longer than the functionTimeout of " + timeout, e);
        } catch (ExecutionException e) {
            throw failure(context, "failed", cause(e));
        } catch (InterruptedException e) {
            run.cancel(true);
            Thread.currentThread().interrupt();
            throw new InvocationException("the host closes", true, e);
        }
    }

    /** Takes no more functions and waits for those that run; after {@code grace} it interrupts them. */
    void close(Duration grace) throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(grace.toNanos(), TimeUnit.NANOSECONDS)) {
            closing = true;
            threads.shutdownNow();
        }
    }

    private InvocationException failure(InvocationContext context, String what, @Nullable Throwable cause) {
        LOG.atError()
                .addKeyValue("function", context.functionName())
                .addKeyValue("invocation", context.invocationId())
                .setCause(cause)
                .log(closing ? "the function was cut off because the host closes" : "the function " + what);
        return new InvocationException(context.functionName() + " " + what, closing, cause);
    }

    private static @Nullable Throwable cause(ExecutionException e) {
        return e.getCause() instanceof InvocationTargetException thrown ? thrown.getCause() : e.getCause();
    }
}
