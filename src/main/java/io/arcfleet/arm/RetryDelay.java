package io.arcfleet.arm;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long to wait before the next try. */
final class RetryDelay {

    private static final long FIRST_BACKOFF_MILLIS = 500;
    private static final Pattern DIGITS = Pattern.compile("\\d{1,9}");
    private static final HttpHeaderName RETRY_AFTER_MILLIS = HttpHeaderName.fromString("retry-after-ms");
    private static final HttpHeaderName X_RETRY_AFTER_MILLIS = HttpHeaderName.fromString("x-ms-retry-after-ms");

    private RetryDelay() {}

    /** What the service asked for, in milliseconds, seconds or as a date; empty when it asked for nothing. */
    static Optional<Duration> asked(HttpHeaders headers) {
        return number(headers.getValue(X_RETRY_AFTER_MILLIS))
                .or(() -> number(headers.getValue(RETRY_AFTER_MILLIS)))
                .map(Duration::ofMillis)
                .or(() -> number(headers.getValue(HttpHeaderName.RETRY_AFTER)).map(Duration::ofSeconds))
                .or(() -> untilDate(headers));
    }

    /** Half a second, doubled with each failed try, plus up to a quarter so that many callers spread. */
    static Duration backoff(int failedTries) {
        long millis = FIRST_BACKOFF_MILLIS << (failedTries - 1);
        return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(millis / 4));
    }

    private static Optional<Long> number(@Nullable String header) {
        return header != null && DIGITS.matcher(header.strip()).matches()
                ? Optional.of(Long.valueOf(header.strip()))
                : Optional.empty();
    }

    /** The service's own clock is the measure, so that a clock of ours that is off does no harm. */
    private static Optional<Duration> untilDate(HttpHeaders headers) {
        String until = headers.getValue(HttpHeaderName.RETRY_AFTER);
        String sent = headers.getValue(HttpHeaderName.DATE);
        if (until == null || sent == null) {
            return Optional.empty();
        }
        try {
            Duration wait = Duration.between(date(sent), date(until));
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static ZonedDateTime date(String header) {
        return ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
    }
}
