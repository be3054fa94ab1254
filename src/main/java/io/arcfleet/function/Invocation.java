package io.arcfleet.function;

import com.microsoft.azure.functions.ExecutionContext;
import io.arcfleet.scan.ThreadScope;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Logger;

/** An invocation of a function: its log lines go to the platform, and expected conditions leave it without a stack. */
final class Invocation {

    private static final ThreadScope<Invocation> RUNNING = new ThreadScope<>();

    private final Logger logger;
    private volatile boolean ended;

    private Invocation(Logger logger) {
        this.logger = logger;
    }

    /** As {@link #call}, for functions that return nothing. */
    static void run(ExecutionContext context, Runnable work) {
        call(context, () -> {
            work.run();
            return context;
        });
    }

    /**
     * Does the work of an invocation.
     *
     * @throws FailedInvocation for a condition that is to be expected; what is a fault of ours leaves as it is
     */
    static <T> T call(ExecutionContext context, Supplier<T> work) {
        InvocationLog.listen();
        Invocation invocation = new Invocation(context.getLogger());
        try {
            return RUNNING.call(invocation, work);
        } catch (RuntimeException e) {
            throw FailedInvocation.of(e);
        } finally {
            invocation.ended = true;
        }
    }

    /** The platform's logger of the running invocation; empty on threads that are late. */
    static Optional<Logger> logger() {
        return RUNNING.current().filter(invocation -> !invocation.ended).map(invocation -> invocation.logger);
    }
}
