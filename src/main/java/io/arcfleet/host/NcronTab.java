package io.arcfleet.host;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A schedule of six fields in UTC: second, minute, hour, day, month, day of the week (0 is Sunday). A field is a list
 * of {@code *}, values, ranges and steps; months and days of the week also go by name. A day must satisfy both its
 * fields, which is NCrontab's rule and not that of cron.
 */
final class NcronTab {

    private static final List<String> NO_NAMES = List.of();
    private static final List<String> MONTHS = List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");
    private static final List<String> DAYS =
            List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");

    private static final Field SECOND = new Field("second", 0, 59, NO_NAMES);
    private static final Field MINUTE = new Field("minute", 0, 59, NO_NAMES);
    private static final Field HOUR = new Field("hour", 0, 23, NO_NAMES);
    private static final Field DAY = new Field("day", 1, 31, NO_NAMES);
    private static final Field MONTH = new Field("month", 1, 12, MONTHS);
    private static final Field DAY_OF_WEEK = new Field("day of the week", 0, 6, DAYS);

    // A given day of the week on 29 February comes back after 40 years at most (around a year like 2100).
    private static final int HORIZON_DAYS = 41 * 366;

    private final BitSet seconds;
    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet days;
    private final BitSet months;
    private final BitSet daysOfWeek;

    private NcronTab(String[] fields) {
        seconds = SECOND.parse(fields[0]);
        minutes = MINUTE.parse(fields[1]);
        hours = HOUR.parse(fields[2]);
        days = DAY.parse(fields[3]);
        months = MONTH.parse(fields[4]);
        daysOfWeek = DAY_OF_WEEK.parse(fields[5]);
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException with what is wrong with it
     */
    static NcronTab parse(String expression) {
        String[] fields = expression.strip().split("\\s+", -1);
        if (fields.length != 6) {
            throw new IllegalArgumentException(
                    "a schedule has six fields, second to day of the week, but this has " + fields.length);
        }
        return new NcronTab(fields);
    }

    /** The first time after {@code after}; empty when there is none, as for 30 February. */
    Optional<Instant> next(Instant after) {
        OffsetDateTime from =
                after.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        LocalDate day = from.toLocalDate();
        LocalTime earliest = from.toLocalTime();
        for (int i = 0; i < HORIZON_DAYS; i++) {
            Optional<LocalTime> time = contains(day) ? timeFrom(earliest) : Optional.empty();
            if (time.isPresent()) {
                return Optional.of(day.atTime(time.get()).toInstant(ZoneOffset.UTC));
            }
            day = day.plusDays(1);
            earliest = LocalTime.MIDNIGHT;
        }
        return Optional.empty();
    }

    private boolean contains(LocalDate day) {
        return months.get(day.getMonthValue())
                && days.get(day.getDayOfMonth())
                && daysOfWeek.get(day.getDayOfWeek().getValue() % 7);
    }

    private Optional<LocalTime> timeFrom(LocalTime earliest) {
        for (int hour = hours.nextSetBit(earliest.getHour()); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
            boolean sameHour = hour == earliest.getHour();
            int firstMinute = sameHour ? earliest.getMinute() : 0;
            for (int minute = minutes.nextSetBit(firstMinute); minute >= 0; minute = minutes.nextSetBit(minute + 1)) {
                boolean sameMinute = sameHour && minute == earliest.getMinute();
                int second = seconds.nextSetBit(sameMinute ? earliest.getSecond() : 0);
                if (second >= 0) {
                    return Optional.of(LocalTime.of(hour, minute, second));
                }
            }
        }
        return Optional.empty();
    }

    private record Field(String name, int least, int most, List<String> names) {

        BitSet parse(String text) {
            BitSet values = new BitSet(most + 1);
            for (String part : text.split(",", -1)) {
                add(part, values);
            }
            return values;
        }

        private void add(String part, BitSet values) {
            int slash = part.indexOf('/');
            int step = slash < 0 ? 1 : number(part.substring(slash + 1), 1, Integer.MAX_VALUE);
            String range = slash < 0 ? part : part.substring(0, slash);
            int dash = range.indexOf('-');
            int first;
            int last;
            if (range.equals("*")) {
                first = least;
                last = most;
            } else if (dash > 0) {
                first = value(range.substring(0, dash));
                last = value(range.substring(dash + 1));
            } else {
                first = value(range);
                last = slash < 0 ? first : most;
            }
            // NCrontab swaps the ends of a range that runs backwards, it does not wrap around.
            for (long value = Math.min(first, last); value <= Math.max(first, last); value += step) {
                values.set((int) value);
            }
        }

        private int value(String text) {
            if (!text.isEmpty() && !Character.isDigit(text.charAt(0))) {
                String lower = text.toLowerCase(Locale.ROOT);
                for (int i = 0; i < names.size(); i++) {
                    if (names.get(i).startsWith(lower)) {
                        return least + i;
                    }
                }
            }
            return number(text, least, most);
        }

        private int number(String text, int from, int to) {
            try {
                int number = Integer.parseInt(text);
                if (number >= from && number <= to) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // The sentence below says all there is to say.
            }
            throw new IllegalArgumentException("the field " + name + " does not allow \"" + text + "\"");
        }
    }
}
