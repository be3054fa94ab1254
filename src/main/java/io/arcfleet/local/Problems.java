package io.arcfleet.local;

import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads values of options, and keeps what is wrong with them: one line each, with the option, its value and a fix. */
final class Problems {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private final List<String> lines = new ArrayList<>();

    /** Notes a problem with a value; the user part of an address, which may hold a password, is not repeated. */
    void add(String option, String value, String sentence) {
        String shown = PlainText.of(value.isBlank() ? "''" : value.replaceFirst("//[^/]*@", "//***@"));
        lines.add(option + " " + shown + ": " + sentence);
    }

    /** Notes a problem that is already a whole line. */
    void add(String line) {
        lines.add(PlainText.of(line));
    }

    /** Everything that was noted, each line once. */
    List<String> lines() {
        return lines.stream().distinct().toList();
    }

    /** A whole number within bounds, {@code otherwise} when the option is absent or wrong. */
    long number(String option, @Nullable String value, long least, long most, long otherwise) {
        if (value == null) {
            return otherwise;
        }
        if (value.matches("-?\\d{1,30}")) {
            BigInteger number = new BigInteger(value);
            if (number.compareTo(BigInteger.valueOf(least)) >= 0 && number.compareTo(BigInteger.valueOf(most)) <= 0) {
                return number.longValueExact();
            }
        }
        add(option, value, "must be a whole number from " + least + " to " + most);
        return otherwise;
    }

    /** A duration such as 500ms, 30s, 5m or 1h within bounds, {@code otherwise} when the option is absent or wrong. */
    Duration duration(String option, @Nullable String value, Duration least, Duration most, Duration otherwise) {
        if (value == null) {
            return otherwise;
        }
        Matcher matcher = DURATION.matcher(value);
        if (!matcher.matches()) {
            add(option, value, "must be a number with a unit, such as 500ms, 30s, 5m or 1h");
            return otherwise;
        }
        long amount = Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            add(option, value, "must be from " + DurationText.of(least) + " to " + DurationText.of(most));
            return otherwise;
        }
        return duration;
    }

    /** One of some words, {@code otherwise} when the option is absent or wrong. */
    <T> T word(String option, @Nullable String value, Map<String, T> words, T otherwise) {
        if (value == null) {
            return otherwise;
        }
        @Nullable T meaning = words.get(value.toLowerCase(Locale.ROOT));
        if (meaning == null) {
            add(option, value, "must be one of " + String.join(", ", words.keySet()));
            return otherwise;
        }
        return meaning;
    }

    /** An address of a service without user, query or fragment; plain http only where {@code loopbackHttp} allows. */
    Optional<URI> address(String option, String value, boolean loopbackHttp) {
        Optional<URI> address = uri(value);
        String wanted = loopbackHttp ? "https://host[:port], or http://127.0.0.1:port" : "https://host[:port]";
        if (address.isEmpty()
                || address.get().getHost() == null
                || address.get().getUserInfo() != null
                || address.get().getQuery() != null
                || address.get().getFragment() != null) {
            add(option, value, "must be an address of the form " + wanted);
            return Optional.empty();
        }
        boolean http = "http".equalsIgnoreCase(address.get().getScheme());
        if (http && !(loopbackHttp && isLoopback(address.get().getHost()))) {
            add(option, value, "http is not encrypted; use " + wanted);
            return Optional.empty();
        }
        if (!http && !"https".equalsIgnoreCase(address.get().getScheme())) {
            add(option, value, "must be an address of the form " + wanted);
            return Optional.empty();
        }
        return address;
    }

    private static Optional<URI> uri(String value) {
        try {
            return Optional.of(new URI(value));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("[::1]")
                || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }
}
