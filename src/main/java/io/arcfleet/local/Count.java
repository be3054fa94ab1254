package io.arcfleet.local;

import java.util.Locale;

/** Numbers of things as people write them. */
final class Count {
    private Count() {}

    /** For example {@code 1,740}. */
    static String of(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** For example {@code 1 cluster} or {@code 1,740 clusters}. */
    static String of(long number, String noun) {
        return of(number) + " " + noun + (number == 1 ? "" : "s");
    }
}
