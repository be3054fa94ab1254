package io.arcfleet.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The schedules of timer triggers, as the page "Timer trigger for Azure Functions" describes NCRONTAB: six fields, each a
 * list of {@code *}, values and ranges, with an optional step.
 */
final class Ncrontab {

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
    private static final List<Field> FIELDS = List.of(
            new Field("second", 0, 59, List.of()),
            new Field("minute", 0, 59, List.of()),
            new Field("hour", 0, 23, List.of()),
            new Field("day", 1, 31, List.of()),
            new Field("month", 1, 12, MONTHS),
            new Field("day of the week", 0, 6, DAYS));
    private static final Pattern PART = Pattern.compile("(?:\\*|(\\w{1,3})(?:-(\\w{1,3}))?)(?:/(\\d{1,2}))?");

    private Ncrontab() {}

    /** What is wrong with a schedule, as the end of a sentence; empty when nothing is. */
    static Optional<String> problem(String schedule) {
        String[] typed = schedule.strip().split("\\s+", -1);
        if (typed.length != FIELDS.size()) {
            return Optional.of("has " + typed.length
                    + " fields; give six: second minute hour day month day-of-week, for example '0 0 * * * *' for every"
                    + " hour");
        }
        for (int field = 0; field < typed.length; field++) {
            for (String part : typed[field].split(",", -1)) {
                if (!FIELDS.get(field).accepts(part)) {
                    return Optional.of("the " + FIELDS.get(field).name + " cannot be '" + typed[field] + "'; give "
                            + FIELDS.get(field).wanted());
                }
            }
        }
        return Optional.empty();
    }

    /** One of the six fields; {@code words} stand for the numbers from {@code least} on. */
    private record Field(String name, int least, int most, List<String> words) {

        boolean accepts(String part) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches()) {
                return false;
            }
            String first = matcher.group(1);
            String last = matcher.group(2);
            String step = matcher.group(3);
            boolean stepFits = step == null || (Integer.parseInt(step) >= 1 && Integer.parseInt(step) <= most);
            boolean rangeFits =
                    first == null || (number(first) >= 0 && (last == null || number(first) <= number(last)));
            return stepFits && rangeFits;
        }

        /** The number that a word or a number stands for; -1 when it is out of range. */
        private int number(String word) {
            if (words.contains(word.toLowerCase(Locale.ROOT))) {
                return least + words.indexOf(word.toLowerCase(Locale.ROOT));
            }
            int number = word.matches("\\d{1,2}") ? Integer.parseInt(word) : -1;
            return number < least || number > most ? -1 : number;
        }

        String wanted() {
            return "*, " + least + " to " + most
                    + (words.isEmpty() ? "" : " or " + words.getFirst() + " to " + words.getLast())
                    + ", a range such as " + least + "-" + most + ", a list with commas, or a step such as */5";
        }
    }
}
