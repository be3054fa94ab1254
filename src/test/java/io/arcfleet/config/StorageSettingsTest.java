package io.arcfleet.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.arcfleet.config.StorageSettings.ConnectionString;
import io.arcfleet.config.StorageSettings.Identity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StorageSettingsTest {

    private static final String GUID = "0A1B2C3D-0000-4000-8000-00000000000f";
    private static final String KEY = "c2VjcmV0";

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UseDevelopmentStorage=true",
                "usedevelopmentstorage=True;",
                "DefaultEndpointsProtocol=https;AccountName=fleet;AccountKey=" + KEY
                        + ";EndpointSuffix=core.windows.net",
                "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=" + KEY
                        + ";BlobEndpoint=http://127.0.0.1:10000/devstoreaccount1;"
                        + "QueueEndpoint=http://127.0.0.1:10001/devstoreaccount1;"
                        + "TableEndpoint=http://127.0.0.1:10002/devstoreaccount1",
                "SharedAccessSignature=sv=1&sig=" + KEY
                        + ";QueueEndpoint=https://q;BlobEndpoint=https://b;TableEndpoint=https://t"
            })
    void aConnectionStringIsTakenAndNeverShown(String connection) {
        StorageSettings settings = StorageSettings.from(Map.of("AzureWebJobsStorage", connection));

        assertThat(settings).isEqualTo(new ConnectionString(connection));
        assertThat(settings.toString()).isEqualTo("ConnectionString[***]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "c2VjcmV0 | is not a connection string",
                "AccountName=fleet | has neither AccountKey nor SharedAccessSignature",
                "UseDevelopmentStorage=false | has neither AccountKey nor SharedAccessSignature",
                "AccountKey=c2VjcmV0 | has no AccountName",
                "AccountName=fleet;AccountKey=c2VjcmV0* | has a damaged AccountKey",
                "SharedAccessSignature=sig=c2VjcmV0;BlobEndpoint=https://b | has a signature, but not all of QueueEndpoint"
            })
    void aDamagedConnectionStringIsAProblemThatDoesNotRepeatIt(String connection, String expected) {
        assertThat(problems(Map.of("AzureWebJobsStorage", connection)))
                .singleElement()
                .asString()
                .startsWith("AzureWebJobsStorage: " + expected)
                .doesNotContain(KEY);
    }

    @ParameterizedTest
    @CsvSource({
        "'', core.windows.net",
        "public, core.windows.net",
        "usgovernment, core.usgovcloudapi.net",
        "china, core.chinacloudapi.cn"
    })
    void theNameOfTheAccountIsEnoughInTheKnownClouds(String cloud, String suffix) {
        assertThat(StorageSettings.from(Map.of("AzureWebJobsStorage__accountName", "fleet", "ARCFLEET_CLOUD", cloud)))
                .isEqualTo(new Identity(
                        URI.create("https://fleet.queue." + suffix),
                        URI.create("https://fleet.blob." + suffix),
                        URI.create("https://fleet.table." + suffix),
                        Optional.empty()));
    }

    @Test
    void theServicesMayBeNamedOneByOneInAnyCase() {
        assertThat(StorageSettings.from(Map.of(
                        "AzureWebJobsStorage", " ",
                        "azurewebjobsstorage__queueserviceuri", "https://q.example",
                        "AzureWebJobsStorage__blobServiceURI", "https://b.example",
                        "AzureWebJobsStorage__tableServiceUri", "http://127.0.0.1:10002/devstoreaccount1",
                        "AzureWebJobsStorage__credential", "ManagedIdentity",
                        "AzureWebJobsStorage__clientId", GUID)))
                .isEqualTo(new Identity(
                        URI.create("https://q.example"),
                        URI.create("https://b.example"),
                        URI.create("http://127.0.0.1:10002/devstoreaccount1"),
                        Optional.of("0a1b2c3d-0000-4000-8000-00000000000f")));
    }

    @Test
    void aServiceThatIsNamedBeatsTheNameOfTheAccount() {
        StorageSettings settings = StorageSettings.from(Map.of(
                "AzureWebJobsStorage__accountName", "fleet",
                "AzureWebJobsStorage__tableServiceUri", "https://t.example"));

        assertThat(settings)
                .isEqualTo(new Identity(
                        URI.create("https://fleet.queue.core.windows.net"),
                        URI.create("https://fleet.blob.core.windows.net"),
                        URI.create("https://t.example"),
                        Optional.empty()));
    }

    @Test
    void withoutStorageNothingRuns() {
        assertThat(problems(Map.of("AzureWebJobsStorage", " ")))
                .containsExactly("AzureWebJobsStorage: is missing; give it a connection string, or give"
                        + " AzureWebJobsStorage__accountName for a managed identity");
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertThat(problems(Map.of(
                        "AzureWebJobsStorage__blobServiceUri", "http://b.example",
                        "AzureWebJobsStorage__queueServiceUri", "https://q.example/?sig=" + KEY,
                        "AzureWebJobsStorage__credential", "secret",
                        "AzureWebJobsStorage__clientSecret", KEY,
                        "AzureWebJobsStorage__clientId", "me")))
                .hasSize(6)
                .anyMatch(
                        problem -> problem.startsWith("AzureWebJobsStorage__tableServiceUri: is missing; give it too"))
                .anyMatch(
                        problem -> problem.startsWith("AzureWebJobsStorage__blobServiceUri http://b.example: http is"))
                .anyMatch(problem -> problem.startsWith("AzureWebJobsStorage__queueServiceUri https://q.example/?***:"))
                .anyMatch(problem -> problem.startsWith("AzureWebJobsStorage__credential secret: must be managedid"))
                .anyMatch(problem -> problem.startsWith("AzureWebJobsStorage__clientSecret: is not supported"))
                .anyMatch(
                        problem -> problem.startsWith("AzureWebJobsStorage__clientId me: is not the id of an identity"))
                .noneMatch(problem -> problem.contains(KEY));
    }

    @Test
    void aConnectionStringAndAnIdentityContradictEachOther() {
        assertThat(problems(Map.of(
                        "AzureWebJobsStorage", "UseDevelopmentStorage=true",
                        "AzureWebJobsStorage__accountName", "fleet",
                        "AzureWebJobsStorageOther", "x")))
                .containsExactly(
                        "AzureWebJobsStorage__accountName: contradicts AzureWebJobsStorage, which is a connection"
                                + " string; remove one of the two");
    }

    @Test
    void aConnectionStringInThePlaceOfTheNameIsNotRepeated() {
        assertThat(problems(Map.of("AzureWebJobsStorage__accountName", "AccountName=fleet;AccountKey=" + KEY)))
                .singleElement()
                .asString()
                .startsWith("AzureWebJobsStorage__accountName ")
                .contains("must be the name alone")
                .doesNotContain(KEY);
    }

    @Test
    void aCloudOfAFileNeedsTheAddressesOfItsStorage() throws IOException {
        Path cloud = Files.writeString(folder.resolve("contoso.yaml"), """
                resourceManager: https://management.contoso.example
                resourceManagerAudience: https://management.contoso.example
                authority: https://login.contoso.example
                ingestionAudience: https://monitor.contoso.example
                serviceBusSuffix: servicebus.contoso.example
                """);

        assertThat(problems(Map.of(
                        "ARCFLEET_CLOUD", cloud.toString(),
                        "AzureWebJobsStorage__accountName", "fleet",
                        "AzureWebJobsStorage__blobServiceUri", "https://b.example")))
                .containsExactly("AzureWebJobsStorage__accountName fleet: is not enough in the cloud contoso.yaml; give"
                        + " AzureWebJobsStorage__queueServiceUri, AzureWebJobsStorage__tableServiceUri");
    }

    private static List<String> problems(Map<String, String> environment) {
        return Objects.requireNonNull(
                        catchThrowableOfType(SettingsException.class, () -> StorageSettings.from(environment)))
                .problems();
    }
}
