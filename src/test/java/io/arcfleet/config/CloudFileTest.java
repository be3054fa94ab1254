package io.arcfleet.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CloudFileTest {

    private static final String COMPLETE = """
            resourceManager: https://management.contoso.example:8443/
            resourceManagerAudience: https://management.contoso.example
            authority: https://login.contoso.example
            ingestionAudience: https://monitor.contoso.example
            serviceBusSuffix: servicebus.contoso.example
            """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void readsEveryKey() throws Exception {
        Files.writeString(folder.resolve("ca.pem"), "private notes\n" + certificate());

        Cloud cloud = CloudFile.load(file(COMPLETE + "caFile: ca.pem\ntokenVariable: CONTOSO_TOKEN\n"));

        assertThat(cloud.name()).isEqualTo("cloud.yaml");
        assertThat(cloud.resourceManager()).isEqualTo(URI.create("https://management.contoso.example:8443/"));
        assertThat(cloud.resourceManagerAudience()).isEqualTo("https://management.contoso.example");
        assertThat(cloud.authority()).isEqualTo(URI.create("https://login.contoso.example"));
        assertThat(cloud.ingestionAudience()).isEqualTo("https://monitor.contoso.example");
        assertThat(cloud.serviceBusSuffix()).isEqualTo("servicebus.contoso.example");
        assertThat(cloud.caCertificates()).isEqualTo(certificate().strip());
        assertThat(cloud.tokenVariable()).isEqualTo("CONTOSO_TOKEN");
    }

    @Test
    void optionalKeysMayBeAbsent() throws IOException {
        Cloud cloud = CloudFile.load(file(COMPLETE));

        assertThat(cloud.caCertificates()).isNull();
        assertThat(cloud.tokenVariable()).isNull();
    }

    @Test
    void saysEveryProblemAtOnce() throws IOException {
        Path file = file("""
                resourceManager: http://management.contoso.example
                authority: login.contoso.example
                ingestionAudience: https://monitor.contoso.example/.default
                serviceBusSuffix: .servicebus.contoso.example
                caFile: nowhere.pem
                tokenVariable: "not a name"
                """);

        assertThat(problems(file))
                .hasSize(7)
                .allMatch(problem -> problem.startsWith(file + ": "))
                .anyMatch(problem -> problem.contains("resourceManagerAudience is missing"))
                .anyMatch(problem -> problem.contains("resourceManager is \"http://management.contoso.example\"")
                        && problem.contains("https address"))
                .anyMatch(problem -> problem.contains("authority is \"login.contoso.example\""))
                .anyMatch(problem -> problem.contains("ingestionAudience is") && problem.contains("without /.default"))
                .anyMatch(problem -> problem.contains("serviceBusSuffix is") && problem.contains("leading dot"))
                .anyMatch(problem -> problem.contains("caFile is \"nowhere.pem\": it cannot be read"))
                .anyMatch(problem -> problem.contains("tokenVariable is \"not a name\""));
    }

    @Test
    void unknownKeysAndOtherTypesAreSaidTogether() throws IOException {
        assertThat(problems(file(COMPLETE + "resourcemanager: x\ncaFile: [1]\ntokenVariable:\n")))
                .hasSize(3)
                .anyMatch(problem -> problem.contains("resourcemanager is not a known key"))
                .anyMatch(problem -> problem.contains("caFile is not a text: [1]"))
                .anyMatch(problem -> problem.contains("tokenVariable is empty"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"resourceManager: [", "a: 1\na: 2", "!!javax.script.ScriptEngineManager [x]", "a: \t- b: c"})
    void textThatIsNotYamlIsOneProblem(String text) throws IOException {
        assertThat(problems(file(text))).singleElement().asString().contains("is not valid YAML");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "just a sentence", "- a\n- b"})
    void textThatIsNotAMappingIsOneProblem(String text) throws IOException {
        assertThat(problems(file(text))).singleElement().asString().contains("is not a YAML mapping");
    }

    @Test
    void aFileThatCannotBeReadIsOneProblem() {
        Path nowhere = folder.resolve("nowhere.yaml");

        assertThat(problems(nowhere)).singleElement().asString().contains(nowhere + ": cannot be read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no certificate here | holds no certificate",
                "-----BEGIN CERTIFICATE-----AAAA-----END CERTIFICATE----- | is damaged"
            })
    void aFileWithoutUsableCertificateIsAProblem(String content, String expected) throws IOException {
        Files.writeString(folder.resolve("ca.pem"), content);

        assertThat(problems(file(COMPLETE + "caFile: ca.pem\n")))
                .singleElement()
                .asString()
                .contains(expected);
    }

    @Test
    void knowsTheCloudsThatShip() {
        assertThat(CloudFile.named("Public")).contains(Cloud.PUBLIC);
        assertThat(CloudFile.named("usgovernment")).contains(Cloud.US_GOVERNMENT);
        assertThat(CloudFile.named("china")).contains(Cloud.CHINA);
        assertThat(CloudFile.named("moon")).isEmpty();
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("cloud.yaml"), content);
    }

    private static List<String> problems(Path file) {
        return Objects.requireNonNull(catchThrowableOfType(CloudFileException.class, () -> CloudFile.load(file)))
                .problems();
    }

    private static String certificate() throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        X509Certificate any = ((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers()[0];
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(any.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
