package io.arcfleet.content;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An alert rule of {@code infra/alerts}; the components are all that a file may have.
 *
 * @param windowSize ISO 8601, as is the next: the size of a bin of rows that have a time
 * @param overrideQueryTimeRange what the query reads; null: one window
 * @param resourceIdColumn column with the resource that the alert is put on
 * @param parameters values for {@code {name}} in the query
 */
record AlertRule(
        String name,
        String displayName,
        String description,
        int severity,
        String query,
        Duration evaluationFrequency,
        Duration windowSize,
        @Nullable Duration overrideQueryTimeRange,
        @Nullable String resourceIdColumn,
        List<String> dimensions,
        String timeAggregation,
        @Nullable String metricMeasureColumn,
        String operator,
        int threshold,
        FailingPeriods failingPeriods,
        Map<String, Object> parameters,
        Map<String, String> parameterDescriptions) {

    static final Path FOLDER = Path.of("infra", "alerts");

    private static final JsonMapper JSON =
            JsonMapper.builder().findAndAddModules().build();

    /** How many evaluations count, and how many of these must fail. */
    record FailingPeriods(int numberOfEvaluationPeriods, int minFailingPeriodsToAlert) {}

    /** All rules, by name. */
    static List<AlertRule> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(AlertRule::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AlertRule read(Path file) {
        try {
            return JSON.readValue(file.toFile(), AlertRule.class);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
