package io.arcfleet.scan;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that belongs to the running thread, and to the virtual threads that it starts, for the time of some work. A
 * thread keeps what it was started with, so that one that outlives the work still knows whose it is.
 *
 * <p>Threads of pools inherit too, but from whoever happened to need a new one, and then they serve everybody. So a value
 * counts only on the thread that set it and on virtual threads, which this program starts one for each task. The SDK for
 * Java of Azure has a pool of virtual threads; it is known by its name. To be stored in a static field.
 */
public final class ThreadScope<T> {

    /** As {@code com.azure.core.util.SharedExecutorService} names its threads. */
    private static final String POOL = "azure-sdk-";

    @SuppressWarnings("ThreadLocalUsage") // a scope itself is stored in a static field
    private final ThreadLocal<@Nullable Owned<T>> inherited = new InheritableThreadLocal<>();

    /** The value of the running thread. */
    public Optional<T> current() {
        Owned<T> owned = inherited.get();
        return owned != null && owned.countsOn(Thread.currentThread()) ? Optional.of(owned.value()) : Optional.empty();
    }

    /** Does {@code work} with {@code value}; what was there before is there again afterwards. */
    public <R> R call(T value, Supplier<R> work) {
        Owned<T> before = inherited.get();
        inherited.set(new Owned<>(value, Thread.currentThread()));
        try {
            return work.get();
        } finally {
            if (before == null) {
                inherited.remove();
            } else {
                inherited.set(before);
            }
        }
    }

    private record Owned<T>(T value, Thread owner) {

        boolean countsOn(Thread thread) {
            return thread.equals(owner)
                    || (thread.isVirtual() && !thread.getName().startsWith(POOL));
        }
    }
}
