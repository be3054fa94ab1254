package io.arcfleet.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arcfleet.finding.Health;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JsonLinesSinkTest {
    @TempDir
    Path temp;

    @Test
    void makes_the_directory_and_writes_a_row_a_line() throws IOException {
        Path directory = temp.resolve("a/b");
        try (JsonLinesSink sink = new JsonLinesSink(directory)) {
            sink.deliver(List.of(ClusterReports.broken("store-1"), ClusterReports.healthy("store-2")));
            sink.deliver(List.of(ClusterReports.broken("store-3")));
            sink.deliver(ClusterReports.partialScan(Map.of(Health.BROKEN, 2, Health.HEALTHY, 1), 4));
        }

        assertThat(values(directory.resolve("findings.jsonl"), "ClusterName"))
                .containsExactly("store-1", "store-1", "store-3", "store-3");
        assertThat(values(directory.resolve("clusters.jsonl"), "Verdict"))
                .containsExactly("broken", "healthy", "broken");
        assertThat(new JsonMapper()
                        .readTree(directory.resolve("scan.json").toFile())
                        .get("Broken")
                        .intValue())
                .isEqualTo(2);
        assertThat(directory).isDirectoryNotContaining("glob:**.partial");
    }

    @Test
    void rows_can_be_read_before_the_scan_ends_and_the_summary_is_missing_until_then() throws IOException {
        try (JsonLinesSink sink = new JsonLinesSink(temp)) {
            sink.deliver(List.of(ClusterReports.broken("store-1")));

            assertThat(values(temp.resolve("findings.jsonl"), "ClusterName")).hasSize(2);
            assertThat(temp.resolve("clusters.jsonl")).content().endsWith("}\n");
            assertThat(temp.resolve("scan.json")).doesNotExist();
        }
    }

    @Test
    void a_new_scan_replaces_the_files_of_the_one_before() throws IOException {
        try (JsonLinesSink sink = new JsonLinesSink(temp)) {
            sink.deliver(List.of(ClusterReports.broken("store-1")));
            sink.deliver(ClusterReports.partialScan(Map.of(Health.BROKEN, 1), 2));
        }
        try (JsonLinesSink sink = new JsonLinesSink(temp)) {
            sink.deliver(List.of(ClusterReports.healthy("store-2")));

            assertThat(temp.resolve("findings.jsonl")).isEmptyFile();
            assertThat(values(temp.resolve("clusters.jsonl"), "ClusterName")).containsExactly("store-2");
            assertThat(temp.resolve("scan.json")).doesNotExist();
        }
    }

    @Test
    void rows_are_written_although_the_thread_was_interrupted() throws IOException {
        try (JsonLinesSink sink = new JsonLinesSink(temp)) {
            Thread.currentThread().interrupt();
            sink.deliver(List.of(ClusterReports.broken("store-1")));
            sink.deliver(List.of(ClusterReports.broken("store-2")));
            sink.deliver(ClusterReports.partialScan(Map.of(Health.BROKEN, 2), 4));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(temp.resolve("scan.json")).exists();

        assertThat(values(temp.resolve("clusters.jsonl"), "ClusterName")).containsExactly("store-1", "store-2");
    }

    @Test
    void a_directory_that_cannot_be_written_is_named() throws IOException {
        Path file = Files.writeString(temp.resolve("occupied"), "not a directory");

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> new JsonLinesSink(file))
                .withMessageContaining("cannot write to the directory " + file);
    }

    @Test
    void a_second_scan_in_the_same_directory_is_refused_and_destroys_nothing() throws IOException {
        try (JsonLinesSink first = new JsonLinesSink(temp)) {
            first.deliver(List.of(ClusterReports.broken("store-1")));

            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> new JsonLinesSink(temp))
                    .withMessageContaining("another scan is writing");
            assertThat(values(temp.resolve("findings.jsonl"), "ClusterName")).hasSize(2);
        }
    }

    @Test
    void a_summary_that_cannot_be_written_is_a_lost_row() throws IOException {
        try (JsonLinesSink sink = new JsonLinesSink(temp)) {
            Files.createDirectories(temp.resolve("scan.json/occupied"));

            assertThatExceptionOfType(DeliveryException.class)
                    .isThrownBy(() -> sink.deliver(ClusterReports.partialScan(Map.of(), 0)))
                    .satisfies(e -> assertThat(e.lostRows()).isEqualTo(1))
                    .withMessageContaining("scan.json");
        }
    }

    private static List<String> values(Path file, String column) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> {
                    try {
                        return new JsonMapper().readTree(line).get(column).textValue();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }
}
