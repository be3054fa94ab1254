package io.arcfleet.snapshot;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots that no cluster ever had: every component of every record is made by reflection, so that a component that is
 * added later is covered without a change here. The same seed gives the same snapshot.
 */
public final class RandomSnapshots {

    /** So much of a snapshot is kept when a known one is spoilt. */
    private static final double KEPT = 0.97;

    private static final List<Instant> INSTANTS = List.of(
            Instant.MIN,
            Instant.EPOCH,
            ClusterSnapshots.NOW.minus(Duration.ofDays(400)),
            ClusterSnapshots.NOW.minus(Duration.ofHours(2)),
            ClusterSnapshots.NOW.minus(Duration.ofMinutes(1)),
            ClusterSnapshots.NOW,
            ClusterSnapshots.NOW.plus(Duration.ofDays(20)),
            Instant.MAX);

    private static final List<Integer> NUMBERS = List.of(Integer.MIN_VALUE, -1, 0, 1, 2, 11, Integer.MAX_VALUE);

    /** Garbage, and words on which checks decide. */
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\u0000\uD800\n\t",
            "{name} $1 \\E %s <x>",
            "\u4E2D\u6587 \uD83D\uDC33",
            "a".repeat(5_000),
            "/".repeat(20),
            "deployment/",
            "deployment/config-agent",
            "deployment/kube-aad-proxy",
            "pod/config-agent-6c4d7f9b5-x2x9z",
            "replicaset/config-agent-6c4d7f9b5",
            "replicaset/",
            "config-agent",
            "config-agent-6c4d7f9b5-x2x9z",
            "*",
            "True",
            "False",
            "Warning",
            "Pending",
            "Failed",
            "Deleting",
            "FailedCreate",
            "FailedScheduling",
            "ReplicaFailure",
            "PodScheduled",
            "Pulling",
            "Pulled",
            "ImagePullBackOff",
            "CrashLoopBackOff",
            "ContainerCreating",
            "pending-upgrade",
            "99999999999999999999.1.2",
            "1.2",
            "v1.30.2+k3s1",
            "2026-13-40T99:99:99Z",
            "https://[::1",
            "0/3 nodes are available: 3 Insufficient memory.",
            "Failed to pull image \"mcr.microsoft.com/a:1\": context deadline exceeded",
            "is forbidden: User \"system:serviceaccount:azure-arc:config-agent\" cannot list resource \"secrets\"");

    private final Random random;

    private RandomSnapshots(long seed) {
        random = new Random(seed);
    }

    /** A snapshot all of whose components are random, but for the time of its observation, which our own clock gives. */
    public static ClusterSnapshot any(long seed) {
        return observedNow(new RandomSnapshots(seed).record(ClusterSnapshot.class, Map.of(), null));
    }

    /** {@code known} with a few components anywhere in it replaced by random ones. */
    public static ClusterSnapshot spoilt(ClusterSnapshot known, long seed) {
        return observedNow(new RandomSnapshots(seed).record(ClusterSnapshot.class, Map.of(), known));
    }

    private static ClusterSnapshot observedNow(ClusterSnapshot snapshot) {
        return Records.with(snapshot, "observedAt", ClusterSnapshots.NOW);
    }

    private <R extends Record> R record(Class<R> type, Map<String, AnnotatedType> variables, @Nullable Object like) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        @Nullable Object[] values = new @Nullable Object[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                Object known = like == null ? null : components[i].getAccessor().invoke(like);
                boolean dropped = components[i].getAnnotatedType().isAnnotationPresent(Nullable.class)
                        && (like == null ? random.nextInt(4) == 0 : known == null || random.nextDouble() > KEPT);
                values[i] = dropped ? null : value(components[i].getAnnotatedType(), variables, known);
            }
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type.getSimpleName(), e);
        }
    }

    /** A value of {@code declared}: for {@code like} most often the same, with something in it changed. */
    private Object value(AnnotatedType declared, Map<String, AnnotatedType> variables, @Nullable Object like) {
        if (declared instanceof AnnotatedTypeVariable variable) {
            return value(requireNonNull(variables.get(variable.getType().getTypeName())), Map.of(), like);
        }
        Class<?> type = raw(declared.getType());
        Object known = like != null && random.nextDouble() > KEPT ? null : like;
        if (type.isSealed()) {
            Class<?>[] kinds = type.getPermittedSubclasses();
            Class<?> kind = known == null ? kinds[random.nextInt(kinds.length)] : known.getClass();
            return record(kind.asSubclass(Record.class), arguments(declared, kind), known);
        }
        if (type.isRecord()) {
            return record(type.asSubclass(Record.class), Map.of(), known);
        }
        if (List.class == type) {
            return elements(argument(declared, 0), known, new ArrayList<>());
        }
        if (Set.class == type) {
            return elements(argument(declared, 0), known, new HashSet<>());
        }
        if (Map.class == type) {
            return map(declared, known);
        }
        return known == null ? simple(type) : known;
    }

    private Object simple(Class<?> type) {
        if (type.isEnum()) {
            return one(List.of(type.getEnumConstants()));
        }
        Supplier<Object> made = Map.<Class<?>, Supplier<Object>>of(
                        String.class, () -> one(TEXTS),
                        Instant.class, () -> one(INSTANTS),
                        Duration.class, () -> Duration.ofMillis(random.nextInt(100_000)),
                        boolean.class, random::nextBoolean,
                        int.class, () -> one(NUMBERS),
                        Integer.class, () -> one(NUMBERS))
                .get(type);
        if (made == null) {
            throw new IllegalStateException("teach this generator to make a " + type.getName());
        }
        return made.get();
    }

    private Collection<Object> elements(AnnotatedType of, @Nullable Object known, Collection<Object> elements) {
        if (known instanceof Collection<?> many) {
            many.stream()
                    .filter(element -> random.nextDouble() < KEPT)
                    .map(element -> value(of, Map.of(), element))
                    .forEach(elements::add);
        } else {
            IntStream.range(0, random.nextInt(4)).forEach(i -> elements.add(value(of, Map.of(), null)));
        }
        return elements;
    }

    private Map<Object, Object> map(AnnotatedType declared, @Nullable Object known) {
        Map<Object, Object> entries = new HashMap<>();
        if (known instanceof Map<?, ?> many) {
            many.forEach((key, value) -> entries.put(key, value(argument(declared, 1), Map.of(), value)));
        } else {
            IntStream.range(0, random.nextInt(3))
                    .forEach(i -> entries.put(
                            value(argument(declared, 0), Map.of(), null),
                            value(argument(declared, 1), Map.of(), null)));
        }
        return entries;
    }

    /** What the type variables of {@code kind} stand for; a generic interface and its records name them alike in number. */
    private static Map<String, AnnotatedType> arguments(AnnotatedType declared, Class<?> kind) {
        return kind.getTypeParameters().length == 0
                ? Map.of()
                : Map.of(kind.getTypeParameters()[0].getName(), argument(declared, 0));
    }

    private static AnnotatedType argument(AnnotatedType declared, int index) {
        return ((AnnotatedParameterizedType) declared).getAnnotatedActualTypeArguments()[index];
    }

    private static Class<?> raw(Type type) {
        return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
