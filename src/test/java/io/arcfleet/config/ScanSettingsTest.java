package io.arcfleet.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.arcfleet.check.Thresholds;
import io.arcfleet.config.ScanSettings.Checks;
import io.arcfleet.config.ScanSettings.Ingestion;
import io.arcfleet.config.ScanSettings.Scope;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScanSettingsTest {

    private static final String GUID = "0A1B2C3D-0000-4000-8000-00000000000f";
    private static final String RULE = "dcr-00000000000000000000000000000000";
    private static final String CLOUD = """
            resourceManager: https://management.contoso.example
            resourceManagerAudience: https://management.contoso.example
            authority: https://login.contoso.example
            ingestionAudience: https://monitor.contoso.example
            serviceBusSuffix: servicebus.contoso.example
            tokenVariable: ARCFLEET_CONTOSO_TOKEN
            """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void withoutAnySettingTheDefaultsCount() {
        assertThat(ScanSettings.from(Map.of("PATH", "/bin", "AzureWebJobsStorage", "x")))
                .isEqualTo(new ScanSettings(
                        "0 0 * * * *",
                        new Scope(List.of(), ClusterFilter.all()),
                        new Checks(Set.of(), Set.of()),
                        Cloud.PUBLIC,
                        new ScanLimits(32, Duration.ofSeconds(30), Duration.ofMinutes(50)),
                        100,
                        Duration.ofMinutes(20),
                        Duration.ofDays(30),
                        new AccessSettings.Off(),
                        Optional.empty(),
                        Optional.empty(),
                        new ThresholdSettings(
                                Duration.ofMinutes(15),
                                Duration.ofMinutes(15),
                                Duration.ofDays(44),
                                Duration.ofMinutes(10),
                                "1.36.1",
                                Duration.ofHours(1),
                                "1.36.0",
                                Duration.ofHours(6),
                                10)));
    }

    @Test
    void everySettingHasItsPlace() {
        Map<String, String> environment = complete();
        // One proxy and one login at a time: AccessSettingsTest has the others.
        Set<String> others = Set.of(
                "ARCFLEET_ARC_PROXY_PATH",
                "ARCFLEET_KEY_VAULT_URL",
                "ARCFLEET_KEY_VAULT_SECRET",
                "ARCFLEET_KEY_VAULT_SECRET_TAG",
                "ARCFLEET_APP_CLIENT_ID",
                "ARCFLEET_APP_TENANT_ID",
                "ARCFLEET_APP_CERTIFICATE");

        assertThat(Stream.concat(environment.keySet().stream(), others.stream()))
                .containsExactlyInAnyOrderElementsOf(
                        SettingCatalog.all().stream().map(SettingSpec::key).toList());
        assertThat(ScanSettings.from(environment))
                .isEqualTo(new ScanSettings(
                        "0 30 6 * * mon-fri",
                        new Scope(
                                List.of("0a1b2c3d-0000-4000-8000-00000000000f", "00000000-0000-0000-0000-000000000001"),
                                new ClusterFilter(
                                        List.of("rg-a", "rg-b"),
                                        List.of("westeurope", "East US"),
                                        Map.of("env", "prod", "owner", "a=b"),
                                        List.of("store-*", "{ship,plant}-0?"))),
                        new Checks(Set.of("heartbeat-fresh", "flux-compliant"), Set.of("agents-installed")),
                        Cloud.US_GOVERNMENT,
                        new ScanLimits(8, Duration.ofSeconds(45), Duration.ofHours(2)),
                        250,
                        Duration.ofMinutes(15),
                        Duration.ofDays(90),
                        new AccessSettings.ClusterConnect(
                                new AccessSettings.RunningProxy(URI.create("http://127.0.0.1:47010")),
                                new AccessSettings.TokenFile("tokens/{name}"),
                                new AccessSettings.CredentialRate(50, 5)),
                        Optional.of(new Ingestion(URI.create("https://dce.example"), RULE)),
                        Optional.of("0a1b2c3d-0000-4000-8000-00000000000f"),
                        new ThresholdSettings(
                                Duration.ofMinutes(20),
                                Duration.ofMinutes(25),
                                Duration.ofDays(40),
                                Duration.ofMinutes(5),
                                "1.40.0",
                                Duration.ofHours(3),
                                "1.38.0",
                                Duration.ofHours(12),
                                25)));
    }

    @Test
    void blankSettingsAreAbsentUnknownOnesToo() {
        Map<String, String> environment = new HashMap<>();
        SettingCatalog.all().forEach(setting -> environment.put(setting.key(), "  "));
        environment.put("ARCFLEET_OLD", "");

        assertThat(ScanSettings.from(environment)).isEqualTo(ScanSettings.from(Map.of()));
    }

    @Test
    void everyDefaultOfTheCatalogueIsWhatCountsWithoutIt() {
        Map<String, String> environment = new HashMap<>();
        SettingCatalog.all().forEach(setting -> environment.put(setting.key(), setting.standard()));

        assertThat(ScanSettings.from(environment)).isEqualTo(ScanSettings.from(Map.of()));
    }

    @Test
    void theThresholdsAreThoseOfTheChecksByNameAndDefault() throws ReflectiveOperationException {
        assertThat(values(ScanSettings.from(Map.of()).thresholds()))
                .containsExactlyEntriesOf(values(Thresholds.defaults()));
    }

    static Stream<Arguments> unusableSettings() {
        return Stream.of(
                problem(
                        "ARCFLEET_SCHEDULE",
                        "0 61 * * * *",
                        "ARCFLEET_SCHEDULE 0 61 * * * *: the minute cannot be '61'"),
                problem(
                        "ARCFLEET_SUBSCRIPTIONS",
                        GUID + ",prod",
                        "ARCFLEET_SUBSCRIPTIONS prod: is not the id of a subscription; give a GUID"),
                problem("ARCFLEET_TAGS", "env", "ARCFLEET_TAGS env: must have the form NAME=VALUE"),
                problem("ARCFLEET_TAGS", "a=1;a=2", "ARCFLEET_TAGS a=2: a cluster cannot have this tag twice"),
                problem("ARCFLEET_NAMES", "store-*,[a", "ARCFLEET_NAMES [a: is not a pattern"),
                problem("ARCFLEET_CHECKS", "Heartbeat", "ARCFLEET_CHECKS Heartbeat: is not the id of a check"),
                problem("ARCFLEET_SKIP_CHECKS", "a_b", "ARCFLEET_SKIP_CHECKS a_b: is not the id of a check"),
                problem(
                        "ARCFLEET_CLOUD",
                        "mars",
                        "ARCFLEET_CLOUD mars: must be public, usgovernment, china or a file that can be read"),
                problem(
                        "ARCFLEET_CLOUD",
                        "a\0b",
                        "ARCFLEET_CLOUD a?b: must be public, usgovernment, china or the path"),
                problem("ARCFLEET_CONCURRENCY", "0", "ARCFLEET_CONCURRENCY 0: must be a whole number from 1 to 1000"),
                problem(
                        "ARCFLEET_SHARD_SIZE",
                        "1001",
                        "ARCFLEET_SHARD_SIZE 1001: must be a whole number from 1 to 1000"),
                problem("ARCFLEET_CLUSTER_TIMEOUT", "30", "ARCFLEET_CLUSTER_TIMEOUT 30: must be a number with a unit"),
                problem("ARCFLEET_CLUSTER_TIMEOUT", "11m", "ARCFLEET_CLUSTER_TIMEOUT 11m: must be from 100ms to 10m"),
                problem("ARCFLEET_SCAN_TIMEOUT", "59s", "ARCFLEET_SCAN_TIMEOUT 59s: must be from 1m to 24h"),
                problem("ARCFLEET_SHARD_TIMEOUT", "26m", "ARCFLEET_SHARD_TIMEOUT 26m: must be from 10s to 25m"),
                problem("ARCFLEET_RETENTION", "401d", "ARCFLEET_RETENTION 401d: must be from 24h to 400d"),
                problem("ARCFLEET_CLUSTER_ACCESS", "on", "ARCFLEET_CLUSTER_ACCESS on: must be one of arc-proxy, off"),
                problem(
                        "ARCFLEET_INGESTION_ENDPOINT",
                        "https://dce.example",
                        "ARCFLEET_INGESTION_ENDPOINT https://dce.example: needs ARCFLEET_INGESTION_RULE_ID too"),
                problem(
                        "ARCFLEET_INGESTION_RULE_ID",
                        RULE,
                        "ARCFLEET_INGESTION_RULE_ID " + RULE + ": needs ARCFLEET_INGESTION_ENDPOINT too"),
                problem(
                        "ARCFLEET_MANAGED_IDENTITY_CLIENT_ID",
                        "me",
                        "ARCFLEET_MANAGED_IDENTITY_CLIENT_ID me: is not the id of an identity"),
                problem("ARCFLEET_HEARTBEAT_LATE", "1s", "ARCFLEET_HEARTBEAT_LATE 1s: must be from 1m to 7d"),
                problem("ARCFLEET_ONBOARDING_GRACE", "8d", "ARCFLEET_ONBOARDING_GRACE 8d: must be from 1m to 7d"),
                problem(
                        "ARCFLEET_CERTIFICATE_RENEWAL_DAYS",
                        "90",
                        "ARCFLEET_CERTIFICATE_RENEWAL_DAYS 90: must be a whole number from 1 to 89"),
                problem("ARCFLEET_SETTLING", "25h", "ARCFLEET_SETTLING 25h: must be from 0s to 24h"),
                problem("ARCFLEET_NEWEST_AGENT", "latest", "ARCFLEET_NEWEST_AGENT latest: must be a version"),
                problem("ARCFLEET_FLUX_REPORT_LATE", "0h", "ARCFLEET_FLUX_REPORT_LATE 0h: must be from 1m to 30d"),
                problem("ARCFLEET_NEWEST_KUBERNETES", "new", "ARCFLEET_NEWEST_KUBERNETES new: must be a version"),
                problem("ARCFLEET_UPGRADE_GRACE", "1m", "ARCFLEET_UPGRADE_GRACE 1m: must be from 10m to 30d"),
                problem("ARCFLEET_RESTARTS", "0", "ARCFLEET_RESTARTS 0: must be a whole number from 1 to 100000"));
    }

    @ParameterizedTest
    @MethodSource("unusableSettings")
    void aProblemNamesKeyValueAndFix(String key, String value, String expected) {
        assertThat(problems(Map.of(key, value))).singleElement().asString().startsWith(expected);
    }

    @Test
    void allProblemsAreToldAtOnce() {
        Map<String, String> environment = new HashMap<>();
        unusableSettings().forEach(wrong -> environment.put((String) wrong.get()[0], (String) wrong.get()[1]));
        environment.put("ARCFLEET_BOGUS", "1");

        List<String> problems = problems(environment);

        assertThat(environment.keySet())
                .filteredOn(key -> !key.startsWith("ARCFLEET_INGESTION"))
                .allSatisfy(key -> assertThat(problems).anyMatch(problem -> problem.startsWith(key)));
    }

    @Test
    void aCheckIsEitherWantedOrSkipped() {
        assertThat(problems(Map.of("ARCFLEET_CHECKS", "a,b", "ARCFLEET_SKIP_CHECKS", "b")))
                .containsExactly("ARCFLEET_CHECKS b: is in ARCFLEET_SKIP_CHECKS too; remove one of them");
    }

    @Test
    void aClusterMayNotTakeLongerThanTheScan() {
        assertThat(problems(Map.of("ARCFLEET_CLUSTER_TIMEOUT", "5m", "ARCFLEET_SCAN_TIMEOUT", "2m")))
                .containsExactly(
                        "ARCFLEET_CLUSTER_TIMEOUT 5m: is longer than ARCFLEET_SCAN_TIMEOUT (2m); make it shorter");
    }

    @Test
    void aShardTakesLongerThanAClusterAndShorterThanTheScan() {
        assertThat(problems(Map.of("ARCFLEET_SHARD_TIMEOUT", "30s")))
                .containsExactly("ARCFLEET_SHARD_TIMEOUT 30s: must be longer than ARCFLEET_CLUSTER_TIMEOUT (30s)");
        assertThat(problems(Map.of("ARCFLEET_SHARD_TIMEOUT", "10m", "ARCFLEET_SCAN_TIMEOUT", "10m")))
                .containsExactly("ARCFLEET_SHARD_TIMEOUT 10m: must be shorter than ARCFLEET_SCAN_TIMEOUT (10m)");
    }

    @Test
    void aShortScanNeedsNoWordAboutItsShards() {
        assertThat(ScanSettings.from(Map.of("ARCFLEET_SCAN_TIMEOUT", "10m"))
                        .limits()
                        .timeout())
                .isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void aShardIsDoneBeforeThePlatformEndsItsFunction() {
        assertThat(ScanSettings.from(Map.of("ARCFLEET_CLUSTER_TIMEOUT", "5m")).shardTimeout())
                .isEqualTo(Duration.ofMinutes(20));
        assertThat(problems(Map.of("ARCFLEET_CLUSTER_TIMEOUT", "6m")))
                .containsExactly(
                        "ARCFLEET_SHARD_TIMEOUT 20m: is with ARCFLEET_CLUSTER_TIMEOUT (6m) longer than 25m, and"
                                + " 30m after its start the platform ends a function; make one of them shorter");
    }

    @Test
    void addressesAreEncryptedOrOnThisMachine() {
        assertThat(problems(Map.of(
                        "ARCFLEET_CLUSTER_ACCESS", "arc-proxy",
                        "ARCFLEET_ARC_PROXY_URL", "http://proxy.example",
                        "ARCFLEET_CLUSTER_TOKEN_FILE", "t",
                        "ARCFLEET_INGESTION_ENDPOINT", "http://127.0.0.1:1",
                        "ARCFLEET_INGESTION_RULE_ID", "/subscriptions/x")))
                .hasSize(3)
                .anyMatch(problem -> problem.startsWith("ARCFLEET_ARC_PROXY_URL http://proxy.example: http is not"))
                .anyMatch(problem -> problem.startsWith("ARCFLEET_INGESTION_ENDPOINT http://127.0.0.1:1: http is not"))
                .anyMatch(problem -> problem.startsWith("ARCFLEET_INGESTION_RULE_ID /subscriptions/x: must be the"));
    }

    @Test
    void unknownSettingsAreRefusedWithoutTheirValues() {
        assertThat(problems(Map.of(
                        "ARCFLEET_CONCURENCY", "s3cret",
                        "arcfleet_schedule", "s3cret",
                        "ARCFLEET_PASSWORD", "s3cret")))
                .containsExactly(
                        "ARCFLEET_CONCURENCY: there is no such setting; did you mean ARCFLEET_CONCURRENCY?",
                        "ARCFLEET_PASSWORD: there is no such setting; remove it, or use one of those that the README lists",
                        "arcfleet_schedule: there is no such setting; did you mean ARCFLEET_SCHEDULE?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://me:s3cret@proxy.example",
                "https://me:s3/s3cret@proxy.example",
                "https://proxy.example/?sig=s3cret",
                "https://proxy.example/#s3cret",
                "AccountName=a;AccountKey=s3cret;x=y"
            })
    void problemsRepeatNoSecrets(String address) {
        assertThat(problems(Map.of(
                        "ARCFLEET_CLUSTER_ACCESS", "arc-proxy",
                        "ARCFLEET_ARC_PROXY_URL", address,
                        "ARCFLEET_CLUSTER_TOKEN_FILE", "t")))
                .singleElement()
                .asString()
                .startsWith("ARCFLEET_ARC_PROXY_URL ")
                .doesNotContain("s3cret");
    }

    @Test
    void problemsCannotActOnATerminal() {
        assertThat(problems(Map.of("ARCFLEET_SCHEDULE", "0 \u001b[2J * * * *")))
                .singleElement()
                .asString()
                .startsWith("ARCFLEET_SCHEDULE 0 ?[2J * * * *: the minute cannot be '?[2J'");
    }

    @Test
    void aFileDescribesAnotherCloudAndNamesTheVariableOfItsToken() throws IOException {
        Path file = Files.writeString(folder.resolve("contoso.yaml"), CLOUD);

        ScanSettings settings =
                ScanSettings.from(Map.of("ARCFLEET_CLOUD", file.toString(), "ARCFLEET_CONTOSO_TOKEN", "s3cret"));

        assertThat(settings.cloud()).isEqualTo(CloudFile.load(file));
        assertThat(settings.toString()).contains("contoso").doesNotContain("s3cret");
        assertThat(problems(Map.of("ARCFLEET_CLOUD", file.toString())))
                .containsExactly(
                        "ARCFLEET_CONTOSO_TOKEN: is missing; the cloud contoso.yaml expects a token there, so set it"
                                + " or remove tokenVariable from its file");
    }

    @Test
    void theProblemsOfACloudFileAreAmongTheOthers() throws IOException {
        Path file = Files.writeString(folder.resolve("contoso.yaml"), CLOUD.replace("authority:", "autority:"));

        assertThat(problems(Map.of("ARCFLEET_CLOUD", file.toString(), "ARCFLEET_SHARD_SIZE", "x")))
                .hasSize(2)
                .anyMatch(problem -> problem.startsWith("ARCFLEET_CLOUD " + file + ": autority is not a known key"))
                .anyMatch(problem -> problem.startsWith("ARCFLEET_SHARD_SIZE x: "));
    }

    @Test
    void theMessageHasEveryProblem() {
        SettingsException exception = new SettingsException(List.of("first", "second"));

        assertThat(exception).hasMessageContainingAll("first", "second");
        assertThat(exception.problems()).containsExactly("first", "second");
    }

    private static Map<String, String> complete() {
        Map<String, String> environment = new HashMap<>();
        environment.put("ARCFLEET_SCHEDULE", "0 30 6 * * mon-fri");
        environment.put("ARCFLEET_SUBSCRIPTIONS", GUID + ", 00000000-0000-0000-0000-000000000001,");
        environment.put("ARCFLEET_RESOURCE_GROUPS", "rg-a,rg-b");
        environment.put("ARCFLEET_LOCATIONS", "westeurope, East US");
        environment.put("ARCFLEET_TAGS", "env=prod; owner=a=b");
        environment.put("ARCFLEET_NAMES", "store-*, {ship,plant}-0?");
        environment.put("ARCFLEET_CHECKS", "heartbeat-fresh,flux-compliant");
        environment.put("ARCFLEET_SKIP_CHECKS", "agents-installed");
        environment.put("ARCFLEET_CLOUD", "USGovernment");
        environment.put("ARCFLEET_CONCURRENCY", " 8 ");
        environment.put("ARCFLEET_CLUSTER_TIMEOUT", "45s");
        environment.put("ARCFLEET_SCAN_TIMEOUT", "2h");
        environment.put("ARCFLEET_SHARD_SIZE", "250");
        environment.put("ARCFLEET_SHARD_TIMEOUT", "15m");
        environment.put("ARCFLEET_RETENTION", "90d");
        environment.put("ARCFLEET_CLUSTER_ACCESS", "arc-proxy");
        environment.put("ARCFLEET_ARC_PROXY_URL", "http://127.0.0.1:47010");
        environment.put("ARCFLEET_CLUSTER_TOKEN_FILE", "tokens/{name}");
        environment.put("ARCFLEET_CREDENTIAL_BURST", "50");
        environment.put("ARCFLEET_CREDENTIAL_RATE", "5");
        environment.put("ARCFLEET_INGESTION_ENDPOINT", "https://dce.example");
        environment.put("ARCFLEET_INGESTION_RULE_ID", RULE);
        environment.put("ARCFLEET_MANAGED_IDENTITY_CLIENT_ID", GUID);
        environment.put("ARCFLEET_HEARTBEAT_LATE", "20m");
        environment.put("ARCFLEET_ONBOARDING_GRACE", "25m");
        environment.put("ARCFLEET_CERTIFICATE_RENEWAL_DAYS", "40");
        environment.put("ARCFLEET_SETTLING", "5m");
        environment.put("ARCFLEET_NEWEST_AGENT", "1.40.0");
        environment.put("ARCFLEET_FLUX_REPORT_LATE", "3h");
        environment.put("ARCFLEET_NEWEST_KUBERNETES", "1.38.0");
        environment.put("ARCFLEET_UPGRADE_GRACE", "12h");
        environment.put("ARCFLEET_RESTARTS", "25");
        return environment;
    }

    private static Map<String, Object> values(Record thresholds) throws ReflectiveOperationException {
        Map<String, Object> values = new LinkedHashMap<>();
        for (RecordComponent component : thresholds.getClass().getRecordComponents()) {
            values.put(component.getName(), component.getAccessor().invoke(thresholds));
        }
        return values;
    }

    private static Arguments problem(String key, String value, String expected) {
        return arguments(key, value, expected);
    }

    private static List<String> problems(Map<String, String> environment) {
        return Objects.requireNonNull(
                        catchThrowableOfType(SettingsException.class, () -> ScanSettings.from(environment)))
                .problems();
    }
}
