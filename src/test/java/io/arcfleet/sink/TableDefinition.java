package io.arcfleet.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A table of the workspace as {@code infra/tables} describes it. */
public record TableDefinition(String name, String description, List<Column> columns) {

    /** Rows with what is wrong with clusters. */
    public static final TableDefinition FINDINGS = read("ArcFleetFindings_CL");

    /** Rows of clusters. */
    public static final TableDefinition CLUSTERS = read("ArcFleetClusters_CL");

    /** Rows of scans. */
    public static final TableDefinition SCANS = read("ArcFleetScans_CL");

    /** A column; the type is a word of Log Analytics. */
    public record Column(String name, String type, String description) {

        private static final Pattern LIST = Pattern.compile("(?i)\\bone of: ([^.]+)\\.");
        private static final Pattern OF_THE_VALUE = Pattern.compile("\\bOne of: ");

        /** The closed list of values, of the column or of what is in it; empty when the description names none. */
        List<String> words() {
            Matcher list = LIST.matcher(description);
            return list.find() ? List.of(list.group(1).split(", ")) : List.of();
        }

        private Optional<String> problem(JsonNode value) {
            if (!fits(value)) {
                return Optional.of(name + " is no " + type + ": " + value);
            }
            return OF_THE_VALUE.matcher(description).find() && !words().contains(value.textValue())
                    ? Optional.of(name + " is none of " + words() + ": " + value)
                    : Optional.empty();
        }

        private boolean fits(JsonNode value) {
            return switch (type) {
                case "string" -> value.isTextual();
                case "int" -> value.isIntegralNumber() && value.canConvertToInt();
                case "long" -> value.isIntegralNumber() && value.canConvertToLong();
                case "boolean" -> value.isBoolean();
                case "datetime" -> value.isTextual() && isTime(value.textValue());
                case "dynamic" -> value.isContainerNode();
                default -> throw new IllegalStateException("unknown type of the column " + name + ": " + type);
            };
        }

        private static boolean isTime(String text) {
            try {
                return text.endsWith("Z") && Instant.parse(text).isAfter(Instant.EPOCH);
            } catch (DateTimeParseException e) {
                return false;
            }
        }
    }

    /** Every table. */
    static List<TableDefinition> all() {
        return List.of(FINDINGS, CLUSTERS, SCANS);
    }

    Column column(String column) {
        return columns.stream()
                .filter(candidate -> candidate.name().equals(column))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " has no column " + column));
    }

    /** What the table would not take of a row: columns that it does not have, and values of another type or list. */
    public List<String> problems(JsonNode row) {
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, JsonNode> value : row.properties()) {
            columns.stream()
                    .filter(column -> column.name().equals(value.getKey()))
                    .findFirst()
                    .map(column -> column.problem(value.getValue()))
                    .orElseGet(() -> Optional.of(name + " has no column " + value.getKey()))
                    .ifPresent(problems::add);
        }
        return problems;
    }

    private static TableDefinition read(String name) {
        try {
            return new JsonMapper()
                    .readValue(Path.of("infra", "tables", name + ".json").toFile(), TableDefinition.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
