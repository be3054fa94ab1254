package io.arcfleet.check;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Figures, times and foreign texts in the words of messages. */
public final class Phrases {

    private static final int LONGEST_QUOTE = 300;
    private static final Duration HOURS_ARE_SAID_UNTIL = Duration.ofDays(2);

    private Phrases() {}

    /** A count with its noun, which takes a plural s: {@code 1 node}, {@code 3 nodes}. */
    public static String count(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /** A duration in its largest fitting unit: minutes, hours up to two days, then days. Signs are dropped. */
    public static String duration(Duration duration) {
        Duration length = duration.abs();
        if (length.compareTo(HOURS_ARE_SAID_UNTIL) >= 0) {
            return count(length.toDays(), "day");
        }
        if (length.compareTo(Duration.ofHours(1)) >= 0) {
            return count(length.toHours(), "hour");
        }
        return length.compareTo(Duration.ofMinutes(1)) < 0 ? "less than a minute" : count(length.toMinutes(), "minute");
    }

    /** A time in UTC to the second, for example {@code 2026-08-01T03:04:05Z}. */
    public static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** A text of others on one line, without a final period, cut after 300 characters. */
    public static String quote(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        String ended = line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
        return ended.length() <= LONGEST_QUOTE ? ended : ended.substring(0, LONGEST_QUOTE) + "...";
    }
}
