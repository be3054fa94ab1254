package io.arcfleet.sink;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Rows that no scan ever wrote: their texts, lists and maps are of any size, and of the characters that need the most room.
 * Made by reflection, so that a column that is added later is covered without a change here. The same seed gives the same
 * row.
 */
final class GiantRows {

    /** ASCII, what JSON escapes, two, three and four bytes of UTF-8, and a half of such a pair. */
    private static final List<String> CHARACTERS =
            List.of("a", "\"", "\u0001", "\u00e9", "\u4e2d", "\ud83d\ude80", "\ud83d");

    private static final List<Integer> LENGTHS = List.of(0, 7, 900, 7_999, 63_999, 64_001, 350_000);
    private static final List<Integer> SIZES = List.of(0, 1, 3, 40, 3_000);
    private static final int MOST_CHARACTERS = 1_000_000;

    private final Random random;
    private int room = MOST_CHARACTERS;

    private GiantRows(long seed) {
        random = new Random(seed);
    }

    static <R extends Record & Row> R any(Class<R> type, long seed) {
        return type.cast(new GiantRows(seed).value(type));
    }

    private Object value(Type declared) {
        if (declared instanceof ParameterizedType generic) {
            Type[] of = generic.getActualTypeArguments();
            return of.length == 1 ? list(of[0]) : map(of[1]);
        }
        Class<?> type = (Class<?>) declared;
        if (type.isRecord()) {
            return record(type);
        }
        Supplier<Object> made = Map.<Class<?>, Supplier<Object>>of(
                        String.class, this::text,
                        Instant.class,
                                () -> Instant.ofEpochSecond(
                                        1 + random.nextInt(2_000_000_000), random.nextInt(1_000_000_000)),
                        boolean.class, random::nextBoolean,
                        int.class, random::nextInt,
                        Integer.class, random::nextInt,
                        long.class, random::nextLong)
                .get(type);
        return requireNonNull(made, () -> "teach this generator to make a " + type)
                .get();
    }

    private Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = value(components[i].getGenericType());
        }
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type.getSimpleName(), e);
        }
    }

    private List<Object> list(Type of) {
        List<Object> elements = new ArrayList<>();
        IntStream.range(0, one(SIZES)).forEach(i -> elements.add(value(of)));
        return elements;
    }

    private Map<String, Object> map(Type of) {
        Map<String, Object> entries = new TreeMap<>();
        IntStream.range(0, one(SIZES)).forEach(i -> entries.put("name " + i + text(Math.min(room, 20)), value(of)));
        return entries;
    }

    private String text() {
        return text(Math.min(room, one(LENGTHS)));
    }

    private String text(int length) {
        room -= length;
        return one(CHARACTERS).repeat(length);
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
