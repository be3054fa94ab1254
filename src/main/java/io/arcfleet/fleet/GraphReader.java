package io.arcfleet.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import io.arcfleet.arm.ArmException;
import io.arcfleet.arm.AzureConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads a table of Resource Graph over any number of subscriptions. */
final class GraphReader {

    /** Subscriptions of a query; the advised maximum (Azure docs, guidance-for-throttled-requests). */
    private static final int BATCH = 300;
    /** Bounds the search for the subscriptions that make a query fail. */
    private static final int MAXIMUM_FAILURES = 64;
    /** When every quarter of a batch fails, the service does, and no subscription is to be found. */
    private static final int QUARTERS = 4;

    private final GraphPages pages;

    GraphReader(AzureConnection connection, TimeLeft time) {
        this.pages = new GraphPages(connection, time);
    }

    /**
     * Reads {@code table} in batches. A batch that is refused is halved until the subscriptions at fault are alone.
     *
     * @param reader reads a row; empty for a malformed one
     */
    <T> Answer<T> read(GraphTable table, List<String> subscriptions, Function<JsonNode, Optional<T>> reader) {
        String query = table.query();
        List<Answer<T>> batches = new ArrayList<>();
        for (int from = 0; from < subscriptions.size(); from += BATCH) {
            List<String> batch = subscriptions.subList(from, Math.min(from + BATCH, subscriptions.size()));
            batches.add(readBatch(query, batch, reader));
        }
        return Answer.joined(batches);
    }

    private <T> Answer<T> readBatch(String query, List<String> batch, Function<JsonNode, Optional<T>> reader) {
        List<Answer<T>> answers = new ArrayList<>();
        int failures = 0;
        List<List<String>> parts = List.of(batch);
        while (!parts.isEmpty()) {
            List<Refused> refused = new ArrayList<>();
            for (List<String> part : parts) {
                try {
                    GraphPages.Rows<T> rows = pages.read(query, part, reader);
                    answers.add(new Answer<>(rows.values(), rows.malformed(), Map.of()));
                } catch (ArmException e) {
                    refused.add(new Refused(part, e));
                }
            }
            failures += refused.size();
            boolean search = failures <= MAXIMUM_FAILURES && !isOutage(parts, refused);
            refused.stream()
                    .filter(part -> !(search && part.canBeHalved()))
                    .forEach(part -> answers.add(part.answer()));
            parts = refused.stream()
                    .filter(part -> search && part.canBeHalved())
                    .flatMap(Refused::halves)
                    .toList();
        }
        return Answer.joined(answers);
    }

    private static boolean isOutage(List<List<String>> parts, List<Refused> refused) {
        return parts.size() >= QUARTERS
                && refused.size() == parts.size()
                && refused.stream().allMatch(part -> part.failure.status() >= 500);
    }

    /**
     * What was read.
     *
     * @param malformed number of rows that could not be read
     * @param failed why subscriptions were not read, by lower-case GUID
     */
    record Answer<T>(List<T> rows, int malformed, Map<String, Failure> failed) {

        Answer {
            rows = List.copyOf(rows);
            failed = Map.copyOf(failed);
        }

        static <T> Answer<T> joined(List<Answer<T>> answers) {
            Map<String, Failure> failed = new LinkedHashMap<>();
            answers.forEach(answer -> failed.putAll(answer.failed));
            return new Answer<>(
                    answers.stream().flatMap(answer -> answer.rows.stream()).toList(),
                    answers.stream().mapToInt(Answer::malformed).sum(),
                    failed);
        }
    }

    private record Refused(List<String> subscriptions, ArmException failure) {

        /** Only what one subscription can cause: a refusal or a server error, not a lost connection. */
        boolean canBeHalved() {
            int status = failure.status();
            return subscriptions.size() > 1 && (status == 400 || status == 403 || status >= 500);
        }

        Stream<List<String>> halves() {
            int middle = subscriptions.size() / 2;
            return Stream.of(subscriptions.subList(0, middle), subscriptions.subList(middle, subscriptions.size()));
        }

        <T> Answer<T> answer() {
            Map<String, Failure> failed = new LinkedHashMap<>();
            subscriptions.forEach(subscription -> failed.put(subscription, Failure.of(failure)));
            return new Answer<>(List.of(), 0, failed);
        }
    }
}
