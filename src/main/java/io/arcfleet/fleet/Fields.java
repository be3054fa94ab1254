package io.arcfleet.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object, read leniently: names in any case (Resource Graph spells those of extensions in
 * PascalCase, the API in camelCase), and a field that is missing, null, blank or of another type is simply absent.
 */
final class Fields {

    /** Longer texts are cut: they are read by people, and thousands are kept in memory. */
    static final int MAXIMUM_TEXT = 4_000;

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,9}");
    /** Services built on .NET write the year 1 for "never". */
    private static final int FIRST_BELIEVABLE_YEAR = 2000;

    private final JsonNode object;

    Fields(JsonNode object) {
        this.object = object;
    }

    /** A text; numbers and booleans count as texts. */
    @Nullable
    String text(String name) {
        JsonNode value = value(name);
        if (!value.isValueNode() || value.asText().isBlank() || value.isNull()) {
            return null;
        }
        String text = value.asText().strip();
        return text.length() <= MAXIMUM_TEXT ? text : text.substring(0, MAXIMUM_TEXT);
    }

    /** A text in lower case. */
    @Nullable
    String word(String name) {
        String text = text(name);
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    /** A whole number of at most nine digits, as a number or as a text. */
    @Nullable
    Integer number(String name) {
        String text = text(name);
        return text != null && WHOLE_NUMBER.matcher(text).matches() ? Integer.valueOf(text) : null;
    }

    /** Whether the field says true, as a boolean or as a text. */
    boolean isTrue(String name) {
        return "true".equalsIgnoreCase(text(name));
    }

    /** A point in time in ISO form; without an offset it is meant as UTC. */
    @Nullable
    Instant instant(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        return parsed(text)
                .filter(time -> time.getYear() >= FIRST_BELIEVABLE_YEAR)
                .map(OffsetDateTime::toInstant)
                .orElse(null);
    }

    /** An object; when it is not one, the fields of an empty object. Objects that came as JSON text are read too. */
    Fields object(String name) {
        return new Fields(structure(value(name)));
    }

    /** The elements of an array, without nulls; empty when it is not one. */
    List<Fields> objects(String name) {
        JsonNode array = structure(value(name));
        return array.isArray()
                ? StreamSupport.stream(array.spliterator(), false)
                        .filter(element -> !element.isNull())
                        .map(Fields::new)
                        .toList()
                : List.of();
    }

    /** The texts of a map of texts. */
    Map<String, String> texts(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        structure(value(name)).properties().stream()
                .filter(entry ->
                        entry.getValue().isValueNode() && !entry.getValue().isNull())
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    /** The object itself when it is a text, as some lists mix both. */
    @Nullable
    String self() {
        return object.isTextual() && !object.asText().isBlank() ? object.asText() : null;
    }

    /** The first of these fields that is there. */
    @Nullable
    String firstText(String... names) {
        return Stream.of(names)
                .map(this::text)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private JsonNode value(String name) {
        JsonNode exact = object.path(name);
        if (!exact.isMissingNode() && !exact.isNull()) {
            return exact;
        }
        return object.properties().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .filter(value -> !value.isNull())
                .findFirst()
                .orElse(exact);
    }

    private static JsonNode structure(JsonNode value) {
        if (!value.isTextual()) {
            return value;
        }
        try {
            return JSON.readTree(value.textValue());
        } catch (JsonProcessingException e) {
            return value;
        }
    }

    private static Optional<OffsetDateTime> parsed(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text));
        } catch (DateTimeParseException e) {
            return parsedAsUtc(text);
        }
    }

    private static Optional<OffsetDateTime> parsedAsUtc(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text).atOffset(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
