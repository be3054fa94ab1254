package io.arcfleet.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as they are typed: a whole number and one of the units ms, s, m, h, d. */
public final class TypedDuration {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private TypedDuration() {}

    /** Reads for example {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h} or {@code 30d}; empty for anything else. */
    public static Optional<Duration> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    case "h" -> Duration.ofHours(amount);
                    default -> Duration.ofDays(amount);
                });
    }

    /**
     * A text that {@link #parse} reads as this duration, which is of whole milliseconds: in the largest unit that leaves
     * no rest, and one day in hours.
     */
    public static String of(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.toMillisPart() != 0) {
            return duration.toMillis() + "ms";
        }
        if (duration.toSecondsPart() != 0) {
            return duration.toSeconds() + "s";
        }
        if (duration.toMinutesPart() != 0) {
            return duration.toMinutes() + "m";
        }
        boolean days = duration.toHoursPart() == 0 && duration.toDays() > 1;
        return days ? duration.toDays() + "d" : duration.toHours() + "h";
    }
}
