package io.arcfleet.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arcfleet.host.QueueSettings.Encoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a host.json once. */
final class HostSettingsReader {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int LARGEST_BATCH = 32;
    private static final int LARGEST_COUNT = 1000;
    private static final Duration SHORTEST_POLLING = Duration.ofMillis(100);
    private static final Duration LONGEST_VISIBILITY = Duration.ofDays(7);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Pattern TIME_SPAN =
            Pattern.compile("(?:(\\d{1,3})\\.)?([01]?\\d|2[0-3]):([0-5]\\d):([0-5]\\d)(?:\\.(\\d{1,7}))?");
    private static final Pattern ROUTE_PREFIX = Pattern.compile("[A-Za-z0-9._~/-]*");

    private final Path file;
    private final List<String> problems = new ArrayList<>();

    HostSettingsReader(Path file) {
        this.file = file;
    }

    HostSettings read() {
        JsonNode root = root();
        JsonNode queues = root.path("extensions").path("queues");
        QueueSettings defaults = QueueSettings.DEFAULTS;
        int batchSize = number(queues, "batchSize", 1, LARGEST_BATCH, defaults.batchSize());
        QueueSettings queueSettings = new QueueSettings(
                batchSize,
                number(queues, "newBatchThreshold", 0, LARGEST_COUNT, batchSize / 2),
                number(queues, "maxDequeueCount", 1, LARGEST_COUNT, defaults.maxDequeueCount()),
                time(queues, "visibilityTimeout", Duration.ZERO, LONGEST_VISIBILITY, defaults.visibilityTimeout()),
                time(queues, "maxPollingInterval", SHORTEST_POLLING, LONGEST, defaults.maxPollingInterval()),
                encoding(queues));
        String routePrefix = routePrefix(root.path("extensions").path("http"));
        Duration functionTimeout =
                time(root, "functionTimeout", Duration.ofSeconds(1), LONGEST, HostSettings.DEFAULTS.functionTimeout());
        if (!problems.isEmpty()) {
            throw new HostException(problems);
        }
        return new HostSettings(queueSettings, routePrefix, functionTimeout);
    }

    private JsonNode root() {
        try {
            JsonNode root = JSON.readTree(Files.readString(file));
            if (root.isObject()) {
                return root;
            }
            problems.add(file + ": is not a JSON object");
        } catch (JsonProcessingException e) {
            problems.add(file + ": is not valid JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            problems.add(file + ": cannot be read (" + e.getClass().getSimpleName() + "): check the path");
        }
        return JSON.createObjectNode();
    }

    private int number(JsonNode parent, String key, int least, int most, int otherwise) {
        JsonNode value = parent.path(key);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (value.isInt() && value.intValue() >= least && value.intValue() <= most) {
            return value.intValue();
        }
        return complain(key, value, "a whole number from " + least + " to " + most, otherwise);
    }

    /** A .NET time span; {@code -1}, no limit at all, is refused: here every run has a deadline. */
    private Duration time(JsonNode parent, String key, Duration least, Duration most, Duration otherwise) {
        JsonNode value = parent.path(key);
        if (value.isMissingNode()) {
            return otherwise;
        }
        Matcher matcher = TIME_SPAN.matcher(value.asText());
        if (value.isTextual() && matcher.matches()) {
            Duration time = Duration.ofDays(part(matcher, 1))
                    .plusHours(part(matcher, 2))
                    .plusMinutes(part(matcher, 3))
                    .plusSeconds(part(matcher, 4))
                    .plusNanos(fraction(matcher));
            if (time.compareTo(least) >= 0 && time.compareTo(most) <= 0) {
                return time;
            }
        }
        String range = "from " + least.toMillis() + " ms to " + most.toDays() + " d";
        return complain(key, value, "a time such as 00:05:00, " + range, otherwise);
    }

    private static long part(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static long fraction(Matcher matcher) {
        String digits = matcher.group(5);
        return digits == null ? 0 : Long.parseLong((digits + "000000000").substring(0, 9));
    }

    private Encoding encoding(JsonNode queues) {
        JsonNode value = queues.path("messageEncoding");
        if (value.isMissingNode()) {
            return QueueSettings.DEFAULTS.messageEncoding();
        }
        return switch (value.asText().toLowerCase(Locale.ROOT)) {
            case "none" -> Encoding.NONE;
            case "base64" -> Encoding.BASE64;
            default -> complain("messageEncoding", value, "none or base64", Encoding.NONE);
        };
    }

    private String routePrefix(JsonNode http) {
        JsonNode value = http.path("routePrefix");
        if (value.isMissingNode()) {
            return HostSettings.DEFAULTS.routePrefix();
        }
        if (value.isTextual() && ROUTE_PREFIX.matcher(value.asText()).matches()) {
            return value.asText().replaceAll("^/+|/+$", "");
        }
        return complain("routePrefix", value, "plain path segments, or an empty text", "");
    }

    private <T> T complain(String key, JsonNode value, String expected, T placeholder) {
        problems.add(file + ": " + key + " is " + value + ": give it " + expected);
        return placeholder;
    }
}
