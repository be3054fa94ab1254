package io.arcfleet.snapshot;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something that was looked at: either what was seen, or why nothing was. A read that fails is a value of this type,
 * never an exception and never an empty list.
 *
 * @param <T> what was looked for
 */
public sealed interface Observation<T> {

    /** What was seen. */
    record Observed<T>(T value) implements Observation<T> {}

    /**
     * Why nothing was seen.
     *
     * @param reason a word of a closed list
     * @param detail what was tried and what came back: one sentence, without a secret
     * @param fault what stood in the way into the cluster, where that is known; null otherwise
     */
    record Unavailable<T>(
            Reason reason, String detail, @Nullable AccessFault fault) implements Observation<T> {

        /** Where nothing is known but the reason. */
        public Unavailable(Reason reason, String detail) {
            this(reason, detail, null);
        }

        /** What is known to stand in the way into the cluster. */
        public Unavailable(AccessFault fault, String detail) {
            this(fault.reason(), detail, fault);
        }

        /** The same failure, which says what was to be seen. */
        public Unavailable<T> named(String name) {
            return new Unavailable<>(reason, name + ": " + detail, fault);
        }

        /** The same failure for something that depended on it. */
        public <U> Unavailable<U> cast() {
            return new Unavailable<>(reason, detail, fault);
        }
    }

    /** Wraps what was seen. */
    static <T> Observation<T> of(T value) {
        return new Observed<>(value);
    }

    /** Says why nothing was seen. */
    static <T> Observation<T> unavailable(Reason reason, String detail) {
        return new Unavailable<>(reason, detail);
    }

    /** Says what stands in the way into the cluster. */
    static <T> Observation<T> unavailable(AccessFault fault, String detail) {
        return new Unavailable<>(fault, detail);
    }

    /** Applies {@code function} to what was seen. */
    default <U> Observation<U> map(Function<? super T, ? extends U> function) {
        return switch (this) {
            case Observed<T>(T value) -> new Observed<>(function.apply(value));
            case Unavailable<T> unavailable -> unavailable.cast();
        };
    }

    /** Applies {@code function}, which may fail to see in turn, to what was seen. */
    default <U> Observation<U> flatMap(Function<? super T, Observation<U>> function) {
        return switch (this) {
            case Observed<T>(T value) -> function.apply(value);
            case Unavailable<T> unavailable -> unavailable.cast();
        };
    }

    /** What was seen, or empty. */
    default Optional<T> seen() {
        return switch (this) {
            case Observed<T>(T value) -> Optional.of(value);
            case Unavailable<T> unavailable -> Optional.empty();
        };
    }

    /** Why nothing was seen, or empty. */
    default Optional<Unavailable<T>> failure() {
        return switch (this) {
            case Observed<T> observed -> Optional.empty();
            case Unavailable<T> unavailable -> Optional.of(unavailable);
        };
    }

    /**
     * Why {@code name}, which is this, could not be seen although it may be there. Not found is no such reason: what is not
     * there shows nothing.
     */
    default Optional<Unavailable<?>> unseen(String name) {
        return failure().filter(failure -> failure.reason() != Reason.NOT_FOUND).map(failure -> failure.named(name));
    }

    /** Joins two required parts; the first that is unavailable decides. */
    static <A, B, C> Observation<C> both(
            Observation<A> first, Observation<B> second, BiFunction<? super A, ? super B, ? extends C> join) {
        return first.flatMap(a -> second.map(b -> join.apply(a, b)));
    }
}
