package io.arcfleet.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.arcfleet.host.QueueSettings.Encoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostSettingsTest {

    @TempDir
    private Path folder;

    @Test
    void has_the_documented_defaults() throws IOException {
        assertThat(load("{\"version\": \"2.0\"}")).isEqualTo(HostSettings.DEFAULTS);
    }

    @Test
    void reads_what_it_obeys_and_ignores_the_rest() throws IOException {
        HostSettings settings = load("""
                {"version": "2.0", "functionTimeout": "01:30:00", "logging": {"x": 1},
                 "extensions": {
                   "http": {"routePrefix": "/v1/api/", "hsts": {}},
                   "queues": {"batchSize": 4, "newBatchThreshold": 0, "maxDequeueCount": 3, "unknown": true,
                     "visibilityTimeout": "1.00:00:30", "maxPollingInterval": "00:00:00.5", "messageEncoding": "None"}}}
                """);
        assertThat(settings)
                .isEqualTo(new HostSettings(
                        new QueueSettings(4, 0, 3, Duration.ofSeconds(86430), Duration.ofMillis(500), Encoding.NONE),
                        "v1/api",
                        Duration.ofMinutes(90)));
    }

    @Test
    void half_a_batch_is_the_default_threshold() throws IOException {
        assertThat(load("{\"extensions\": {\"queues\": {\"batchSize\": 10}}}")
                        .queues()
                        .newBatchThreshold())
                .isEqualTo(5);
    }

    @Test
    void names_all_bad_values_at_once() {
        List<String> problems = problems("""
                {"functionTimeout": "-1",
                 "extensions": {
                   "http": {"routePrefix": "a b"},
                   "queues": {"batchSize": 33, "newBatchThreshold": -1, "maxDequeueCount": "5",
                     "visibilityTimeout": "25:00:00", "maxPollingInterval": "00:00:00.05", "messageEncoding": "rot13"}}}
                """);
        assertThat(problems).hasSize(8);
        assertThat(problems)
                .anyMatch(problem -> problem.contains("batchSize is 33: give it a whole number from 1 to 32"));
    }

    @Test
    void says_when_a_file_is_no_json_object_or_not_there() {
        assertThat(problems("{")).singleElement().asString().contains("is not valid JSON");
        assertThat(problems("[]")).singleElement().asString().contains("is not a JSON object");
        HostException missing =
                catchThrowableOfType(HostException.class, () -> HostSettings.load(folder.resolve("absent.json")));
        assertThat(missing.problems()).singleElement().asString().contains("cannot be read");
    }

    private HostSettings load(String json) throws IOException {
        return HostSettings.load(Files.writeString(folder.resolve("host.json"), json));
    }

    private List<String> problems(String json) {
        return catchThrowableOfType(HostException.class, () -> load(json)).problems();
    }
}
