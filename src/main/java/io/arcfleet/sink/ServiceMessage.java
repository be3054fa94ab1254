package io.arcfleet.sink;

import java.util.regex.Pattern;

/** What a service said when it refused, in a form that is fit for messages and logs. */
final class ServiceMessage {
    private static final int MAX_LENGTH = 400;
    private static final Pattern TOKEN = Pattern.compile("(?i)bearer\\s+\\S+|eyJ[\\w-]+(\\.[\\w-]*)*");
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Cntrl}]+");

    private ServiceMessage() {}

    /** The message of {@code failure} on one line, shortened, with anything that looks like a token replaced. */
    static String of(Throwable failure) {
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        String line = SPACE.matcher(TOKEN.matcher(message).replaceAll("***"))
                .replaceAll(" ")
                .strip();
        return RowLimits.cut(line, MAX_LENGTH);
    }
}
