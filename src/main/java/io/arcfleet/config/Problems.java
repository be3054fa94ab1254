package io.arcfleet.config;

import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads values of options and settings, and keeps what is wrong with them: one line each, with the name of the option, its
 * value and a fix.
 */
public final class Problems {

    private static final Pattern GUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern RULE_ID = Pattern.compile("dcr-[0-9A-Za-z]{1,64}");
    private static final Pattern VERSION = Pattern.compile("\\d{1,4}\\.\\d{1,4}\\.\\d{1,4}");

    private static final Pattern SECRET = Pattern.compile(
            "(AccountKey|SharedAccessKey|SharedAccessSignature|sig|ClientSecret|password)=[^;\\s]*",
            Pattern.CASE_INSENSITIVE);

    private final List<String> lines = new ArrayList<>();

    /** Notes a problem with a value; the parts of an address that may hold a password or key are not repeated. */
    public void add(String option, String value, String sentence) {
        add(option + " " + (value.isBlank() ? "''" : withoutSecrets(value)) + ": " + sentence);
    }

    /** Notes a problem that is already a whole line. */
    public void add(String line) {
        lines.add(PlainText.of(line));
    }

    /** Everything that was noted, each line once. */
    public List<String> lines() {
        return lines.stream().distinct().toList();
    }

    /** A whole number within bounds, {@code otherwise} when the option is absent or wrong. */
    public long number(String option, @Nullable String value, long least, long most, long otherwise) {
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

    /** A duration such as 30s within bounds, {@code otherwise} when the option is absent or wrong. */
    public Duration duration(String option, @Nullable String value, Duration least, Duration most, Duration otherwise) {
        if (value == null) {
            return otherwise;
        }
        Optional<Duration> duration = TypedDuration.parse(value);
        if (duration.isEmpty()) {
            add(option, value, "must be a number with a unit, such as 500ms, 30s, 5m, 1h or 30d");
            return otherwise;
        }
        if (duration.get().compareTo(least) < 0 || duration.get().compareTo(most) > 0) {
            add(option, value, "must be from " + TypedDuration.of(least) + " to " + TypedDuration.of(most));
            return otherwise;
        }
        return duration.get();
    }

    /** One of some words, {@code otherwise} when the option is absent or wrong. */
    public <T> T word(String option, @Nullable String value, Map<String, T> words, T otherwise) {
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
    public Optional<URI> address(String option, String value, boolean loopbackHttp) {
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
        if (http && !(loopbackHttp && Loopback.isHost(address.get().getHost()))) {
            add(option, value, "http is not encrypted; use " + wanted);
            return Optional.empty();
        }
        if (!http && !"https".equalsIgnoreCase(address.get().getScheme())) {
            add(option, value, "must be an address of the form " + wanted);
            return Optional.empty();
        }
        return address;
    }

    /** A GUID in lower case; {@code what} says what it is the id of, for example {@code a subscription}. */
    public Optional<String> guid(String option, String value, String what) {
        if (GUID.matcher(value).matches()) {
            return Optional.of(value.toLowerCase(Locale.ROOT));
        }
        add(option, value, "is not the id of " + what + "; give a GUID such as 00000000-0000-0000-0000-000000000000");
        return Optional.empty();
    }

    /** The immutable id of a data collection rule. */
    public Optional<String> ruleId(String option, String value) {
        if (RULE_ID.matcher(value).matches()) {
            return Optional.of(value);
        }
        add(option, value, "must be the immutable id of the rule, dcr- and 32 hexadecimal digits");
        return Optional.empty();
    }

    /** A version of the agents. */
    public Optional<String> version(String option, String value) {
        if (VERSION.matcher(value).matches()) {
            return Optional.of(value);
        }
        add(option, value, "must be a version such as 1.36.1");
        return Optional.empty();
    }

    /** The tags among entries of the form name=value. */
    public Map<String, String> tags(String option, List<String> entries) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (String entry : entries) {
            int equals = entry.indexOf('=');
            if (equals < 1) {
                add(option, entry, "must have the form NAME=VALUE");
                continue;
            }
            String before = tags.putIfAbsent(entry.substring(0, equals), entry.substring(equals + 1));
            if (before != null && !before.equals(entry.substring(equals + 1))) {
                add(option, entry, "a cluster cannot have this tag twice; remove one of them");
            }
        }
        return tags;
    }

    /** The usable globs among {@code values}. */
    public List<String> globs(String option, List<String> values) {
        List<String> globs = new ArrayList<>();
        for (String value : values) {
            if (isGlob(value)) {
                globs.add(value);
            } else {
                add(option, value, "is not a pattern; use *, ?, [abc] and {a,b}, for example 'store-*'");
            }
        }
        return globs;
    }

    private static boolean isGlob(String value) {
        return !value.isBlank() && ClusterFilter.globProblem(value).isEmpty();
    }

    private static Optional<URI> uri(String value) {
        try {
            return Optional.of(new URI(value));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /**
     * An address loses its user part, which may hold a password, and its query, which may hold a signature; a connection
     * string that stands in the wrong place loses its key.
     */
    private static String withoutSecrets(String value) {
        String shown = SECRET.matcher(value).replaceAll("$1=***");
        return shown.replaceFirst("//.*@", "//***@").replaceFirst("(//[^?#]*)[?#].+", "$1?***");
    }
}
