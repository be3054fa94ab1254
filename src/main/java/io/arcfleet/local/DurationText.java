package io.arcfleet.local;

import java.time.Duration;
import java.util.Locale;

/** Durations as people write them. */
final class DurationText {
    private DurationText() {}

    /** For example {@code 850 ms}, {@code 12.4 s}, {@code 3 min 5 s}, {@code 2 h 10 min}. */
    static String of(Duration duration) {
        if (duration.toMillis() < 1_000) {
            return duration.toMillis() + " ms";
        }
        if (duration.toSeconds() < 60) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0)
                    .replace(".0 s", " s");
        }
        if (duration.toMinutes() < 60) {
            return joined(duration.toMinutes(), " min", duration.toSecondsPart(), " s");
        }
        return joined(duration.toHours(), " h", duration.toMinutesPart(), " min");
    }

    private static String joined(long large, String largeUnit, long small, String smallUnit) {
        return small == 0 ? large + largeUnit : large + largeUnit + " " + small + smallUnit;
    }
}
