package io.arcfleet.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arcfleet.host.HostSettings;
import io.arcfleet.host.QueueSettings;
import io.arcfleet.sink.DeliveryPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Compares the files of the function app and the README with the settings in the code. */
final class SettingsFilesTest {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Test
    void theReadmeListsEverySettingAsTheCatalogueDoes() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.startsWith("| `" + SettingCatalog.PREFIX))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(SettingCatalog.all().stream()
                        .map(SettingsFilesTest::row)
                        .toList());
    }

    @Test
    void theExampleHoldsKnownAndUsableSettings() throws IOException {
        Map<String, String> values = example();

        assertThat(values)
                .containsEntry("FUNCTIONS_WORKER_RUNTIME", "java")
                .containsEntry("AzureWebJobsStorage", "UseDevelopmentStorage=true");
        assertThat(values.keySet())
                .filteredOn(key -> key.startsWith(SettingCatalog.PREFIX))
                .isNotEmpty()
                .isSubsetOf(SettingCatalog.all().stream().map(SettingSpec::key).toList());
        assertThat(ScanSettings.from(values)).isEqualTo(ScanSettings.from(Map.of()));
        assertThat(StorageSettings.from(values)).isInstanceOf(StorageSettings.ConnectionString.class);
    }

    /** The platform resolves it in the binding of the timer and knows no default. */
    @Test
    void theExampleHoldsTheSchedule() throws IOException {
        assertThat(example()).containsEntry(SettingCatalog.SCHEDULE.key(), SettingCatalog.SCHEDULE.standard());
    }

    @Test
    void theHostTakesOneMessageAtATimeAsItWasWritten() throws IOException {
        JsonNode queues = host().path("extensions").path("queues");

        assertThat(queues.path("batchSize").asInt(-1)).isEqualTo(1);
        assertThat(queues.path("newBatchThreshold").asInt(-1)).isZero();
        assertThat(queues.path("maxDequeueCount").asInt(-1)).isEqualTo(5);
        assertThat(queues.path("visibilityTimeout").asText()).isEqualTo("00:00:30");
        assertThat(queues.path("maxPollingInterval").asText()).isEqualTo("00:00:02");
        assertThat(queues.path("messageEncoding").asText()).isEqualTo("none");
    }

    @Test
    void theArchitectureStatesHowManyClustersAreInFlightInAnInstance() throws IOException {
        QueueSettings queues = HostSettings.load(Path.of("host.json")).queues();
        int concurrency = SettingCatalog.CONCURRENCY.otherwise();
        int inFlight = (queues.batchSize() + queues.newBatchThreshold()) * concurrency;

        assertThat(Path.of("docs/architecture.md"))
                .content()
                .contains("(%d + %d) * %d = %d clusters in flight"
                        .formatted(queues.batchSize(), queues.newBatchThreshold(), concurrency, inFlight));
    }

    @Test
    void theHostIsOfTheVersionThatTheFunctionsAreWrittenFor() throws IOException {
        JsonNode host = host();

        assertThat(host.path("version").asText()).isEqualTo("2.0");
        assertThat(host.path("extensionBundle").path("id").asText())
                .isEqualTo("Microsoft.Azure.Functions.ExtensionBundle");
        assertThat(host.path("extensionBundle").path("version").asText()).isEqualTo("[4.*, 5.0.0)");
        assertThat(host.path("extensions").path("http").path("routePrefix").asText())
                .isEqualTo("api");
    }

    @Test
    void aRunOverAShardFitsIntoTheTimeOfAFunction() throws IOException {
        Duration functionTimeout = HostSettings.load(Path.of("host.json")).functionTimeout();

        assertThat(functionTimeout).isEqualTo(ScanSettingsParser.FUNCTION_TIMEOUT);
        assertThat(DeliveryPolicy.defaults().deadline()).isLessThan(ScanSettingsParser.DELIVERY_TIME);
        assertThat(SettingCatalog.SHARD_TIMEOUT.most().plus(ScanSettingsParser.DELIVERY_TIME))
                .isLessThanOrEqualTo(functionTimeout);
    }

    @Test
    void noExceptionIsLostToSampling() throws IOException {
        assertThat(host().path("logging")
                        .path("applicationInsights")
                        .path("samplingSettings")
                        .path("excludedTypes")
                        .asText()
                        .split(";"))
                .contains("Exception");
    }

    @Test
    void secretsAndSourcesAreNotDeployed() throws IOException {
        assertThat(Files.readAllLines(Path.of(".funcignore")))
                .contains("local.settings.json", "src", "infra", ".git*")
                .doesNotContain("host.json");
    }

    private static String row(SettingSpec setting) {
        return "| `%s` | %s | %s | %s |"
                .formatted(
                        setting.key(),
                        setting.standard().isEmpty() ? "" : "`" + setting.standard() + "`",
                        setting.range(),
                        setting.meaning());
    }

    private static JsonNode host() throws IOException {
        return JSON.readTree(Files.readString(Path.of("host.json")));
    }

    private static Map<String, String> example() throws IOException {
        JsonNode values = JSON.readTree(Files.readString(Path.of("local.settings.json.example")))
                .path("Values");
        return Objects.requireNonNull(JSON.convertValue(values, new TypeReference<Map<String, String>>() {}));
    }
}
