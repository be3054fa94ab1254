package io.arcfleet.config;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a value at its first use, once. A failed attempt is not kept: the next use tries again. */
public final class Memo<T> implements Supplier<T> {

    private final Supplier<T> maker;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable T value;

    /** Made by {@code maker} when it is first asked for. */
    public Memo(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public T get() {
        T made = value;
        return made != null ? made : make();
    }

    /** The value, if anybody has asked for it yet. */
    public Optional<T> made() {
        return Optional.ofNullable(value);
    }

    private T make() {
        lock.lock();
        try {
            T made = value;
            if (made == null) {
                made = maker.get();
                value = made;
            }
            return made;
        } finally {
            lock.unlock();
        }
    }
}
