package io.arcfleet.config;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A schedule in UTC, as the page "Timer trigger for Azure Functions" describes NCRONTAB: second, minute, hour, day, month,
 * day of the week (0 is Sunday), each a list of {@code *}, values and ranges, with an optional step; months and days of
 * the week also go by English names and their beginnings. A day must satisfy both its fields, which is NCrontab's rule and
 * not that of cron. A range that runs backwards is refused: NCrontab swaps its ends, which nobody means who writes it.
 */
public final class Ncrontab {

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
    private static final List<Field> FIELDS = List.of(
            new Field("second", 0, 59, NO_NAMES),
            new Field("minute", 0, 59, NO_NAMES),
            new Field("hour", 0, 23, NO_NAMES),
            new Field("day", 1, 31, NO_NAMES),
            new Field("month", 1, 12, MONTHS),
            new Field("day of the week", 0, 6, DAYS));
    private static final Pattern PART = Pattern.compile("(?:\\*|(\\w{1,9})(?:-(\\w{1,9}))?)(?:/(\\d{1,2}))?");

    // A given day of the week on 29 February comes back after 40 years at most (around a year like 2100).
    private static final int HORIZON_DAYS = 41 * 366;

    private final BitSet seconds;
    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet days;
    private final BitSet months;
    private final BitSet daysOfWeek;

    private Ncrontab(List<BitSet> fields) {
        seconds = fields.get(0);
        minutes = fields.get(1);
        hours = fields.get(2);
        days = fields.get(3);
        months = fields.get(4);
        daysOfWeek = fields.get(5);
    }

    /**
     * Reads a schedule.
     *
     * @throws IllegalArgumentException with what is wrong with it, as the end of a sentence
     */
    public static Ncrontab parse(String schedule) {
        String[] typed = schedule.strip().split("\\s+", -1);
        if (typed.length != FIELDS.size()) {
            throw new IllegalArgumentException("has " + typed.length
                    + " fields; give six: second minute hour day month day-of-week, for example '0 0 * * * *' for every"
                    + " hour");
        }
        BitSet[] fields = new BitSet[typed.length];
        for (int field = 0; field < typed.length; field++) {
            fields[field] = FIELDS.get(field).values(typed[field]);
        }
        Ncrontab parsed = new Ncrontab(List.of(fields));
        if (parsed.find(Instant.EPOCH).isEmpty()) {
            throw new IllegalArgumentException("never comes: no month of it has such a day");
        }
        return parsed;
    }

    /** The first time after {@code after}. */
    public Instant next(Instant after) {
        return find(after).orElseThrow(() -> new IllegalStateException("a schedule that was accepted never comes"));
    }

    private Optional<Instant> find(Instant after) {
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

    /** One of the six fields; {@code names} stand for the numbers from {@code least} on. */
    private record Field(String name, int least, int most, List<String> names) {

        BitSet values(String typed) {
            BitSet values = new BitSet(most + 1);
            for (String part : typed.split(",", -1)) {
                if (!add(part, values)) {
                    throw new IllegalArgumentException("the " + name + " cannot be '" + typed + "'; give " + wanted());
                }
            }
            return values;
        }

        /** False when the part is none. */
        private boolean add(String part, BitSet values) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches()) {
                return false;
            }
            String first = matcher.group(1);
            String last = matcher.group(2);
            String step = matcher.group(3);
            int every = step == null ? 1 : Integer.parseInt(step);
            int from = first == null ? least : number(first);
            int to = from;
            if (last != null) {
                to = number(last);
            } else if (first == null || step != null) {
                to = most;
            }
            if (every < 1 || every > most || from < 0 || from > to) {
                return false;
            }
            for (int value = from; value <= to; value += every) {
                values.set(value);
            }
            return true;
        }

        /** The number that a word or a number stands for; -1 when there is none. */
        private int number(String word) {
            if (word.matches("\\d{1,2}")) {
                int number = Integer.parseInt(word);
                return number < least || number > most ? -1 : number;
            }
            // The first name counts when several begin so, as with NCrontab.
            for (int i = 0; i < names.size(); i++) {
                if (names.get(i).startsWith(word.toLowerCase(Locale.ROOT))) {
                    return least + i;
                }
            }
            return -1;
        }

        private String wanted() {
            return "*, " + least + " to " + most
                    + (names.isEmpty() ? "" : " or " + names.getFirst() + " to " + names.getLast())
                    + ", a range such as " + least + "-" + most + ", a list with commas, or a step such as */5";
        }
    }
}
