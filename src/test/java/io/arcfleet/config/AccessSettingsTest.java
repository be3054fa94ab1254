package io.arcfleet.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.arcfleet.config.AccessSettings.ClusterConnect;
import io.arcfleet.config.AccessSettings.CredentialRate;
import io.arcfleet.config.AccessSettings.KeyVault;
import io.arcfleet.config.AccessSettings.ManagedProxy;
import io.arcfleet.config.AccessSettings.RunningProxy;
import io.arcfleet.config.AccessSettings.ServicePrincipal;
import io.arcfleet.config.AccessSettings.TokenFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of cluster connect: one proxy, one login, and what belongs to them. */
final class AccessSettingsTest {

    private static final String CLIENT = "0a1b2c3d-0000-4000-8000-00000000000f";
    private static final String TENANT = "0a1b2c3d-0000-4000-8000-000000000001";
    private static final String PATH = "ARC_PROXY_PATH=/opt/arcProxy";
    private static final String URL = "ARC_PROXY_URL=http://127.0.0.1:47010";
    private static final String FILES = "CLUSTER_TOKEN_FILE=tokens/{name}";
    private static final String VAULT = "KEY_VAULT_URL=https://fleet.vault.azure.net";
    private static final String APP = "APP_CLIENT_ID=" + CLIENT;
    private static final String APP_TENANT = "APP_TENANT_ID=" + TENANT;
    private static final ManagedProxy MANAGED = new ManagedProxy(Path.of("/opt/arcProxy"));
    private static final RunningProxy RUNNING = new RunningProxy(URI.create("http://127.0.0.1:47010"));

    @TempDir
    Path folder = Path.of("");

    @Test
    void aProxyRunsAlreadyOrIsRunByTheApp() {
        TokenFile files = new TokenFile("tokens/{name}");

        assertThat(settings(URL, FILES)).isEqualTo(new ClusterConnect(RUNNING, files, CredentialRate.defaults()));
        assertThat(settings(PATH, FILES)).isEqualTo(new ClusterConnect(MANAGED, files, CredentialRate.defaults()));
    }

    @Test
    void theSecretsOfAVaultHaveADefaultNameThatIsUniqueOverAFleet() {
        assertThat(settings(URL, VAULT))
                .isEqualTo(new ClusterConnect(
                        RUNNING,
                        new KeyVault(URI.create("https://fleet.vault.azure.net"), "arcfleet-{hash}", Optional.empty()),
                        CredentialRate.defaults()));
    }

    @Test
    void theTokensAreStoredUnderTheDefaultName() throws IOException {
        assertThat(Files.readString(Path.of("infra/cluster-access/README.md")))
                .contains("| project id = tolower(id), subscriptionId, resourceGroup, name\" |")
                .contains("secret=" + AccessRules.STANDARD_SECRET.replace("{hash}", "$(printf %s \"$id\" | sha256sum"));
    }

    @Test
    void theSecretsOfAVaultAreNamedByAPatternOrATag() {
        assertThat(settings(PATH, VAULT, "KEY_VAULT_SECRET=arc-{name}-{hash}", "KEY_VAULT_SECRET_TAG=arc token"))
                .isEqualTo(new ClusterConnect(
                        MANAGED,
                        new KeyVault(
                                URI.create("https://fleet.vault.azure.net"),
                                "arc-{name}-{hash}",
                                Optional.of("arc token")),
                        CredentialRate.defaults()));
    }

    @Test
    void anAppRegistrationSignsInWithACertificateOrAManagedIdentity() throws IOException {
        Path certificate = Files.writeString(folder.resolve("app.pem"), "-");

        assertThat(settings(PATH, APP.toUpperCase(Locale.ROOT), APP_TENANT))
                .isEqualTo(new ClusterConnect(
                        MANAGED, new ServicePrincipal(TENANT, CLIENT, Optional.empty()), CredentialRate.defaults()));
        assertThat(settings(PATH, APP, APP_TENANT, "APP_CERTIFICATE=" + certificate))
                .isEqualTo(new ClusterConnect(
                        MANAGED,
                        new ServicePrincipal(TENANT, CLIENT, Optional.of(certificate)),
                        CredentialRate.defaults()));
    }

    @Test
    void aDefaultThatIsSpelledOutIsNoVault() {
        assertThat(settings(URL, FILES, "KEY_VAULT_SECRET=arcfleet-{hash}")).isEqualTo(settings(URL, FILES));
    }

    @Test
    void clusterConnectNeedsAProxyAndALogin() {
        assertThat(problems())
                .containsExactly(
                        "ARCFLEET_CLUSTER_ACCESS arc-proxy: needs one of ARCFLEET_ARC_PROXY_PATH, ARCFLEET_ARC_PROXY_URL too",
                        "ARCFLEET_CLUSTER_ACCESS arc-proxy: needs one of ARCFLEET_CLUSTER_TOKEN_FILE,"
                                + " ARCFLEET_KEY_VAULT_URL, ARCFLEET_APP_CLIENT_ID too");
    }

    @Test
    void thereIsOneProxyAndOneLogin() {
        assertThat(problems(PATH, URL, FILES, VAULT, APP, APP_TENANT))
                .containsExactly(
                        "ARCFLEET_ARC_PROXY_URL http://127.0.0.1:47010: contradicts ARCFLEET_ARC_PROXY_PATH; give one of the"
                                + " two",
                        "ARCFLEET_KEY_VAULT_URL https://fleet.vault.azure.net: contradicts ARCFLEET_CLUSTER_TOKEN_FILE; give"
                                + " one of the two",
                        "ARCFLEET_APP_CLIENT_ID " + CLIENT
                                + ": contradicts ARCFLEET_CLUSTER_TOKEN_FILE; give one of the two",
                        "ARCFLEET_APP_CLIENT_ID " + CLIENT + ": needs a proxy that the scanner runs itself; give"
                                + " ARCFLEET_ARC_PROXY_PATH instead of ARCFLEET_ARC_PROXY_URL");
    }

    @ParameterizedTest
    @CsvSource({
        "KEY_VAULT_SECRET, a-{hash}, KEY_VAULT_URL",
        "KEY_VAULT_SECRET_TAG, a, KEY_VAULT_URL",
        "APP_TENANT_ID, 0a1b2c3d-0000-4000-8000-000000000001, APP_CLIENT_ID",
        "APP_CLIENT_ID, 0a1b2c3d-0000-4000-8000-00000000000f, APP_TENANT_ID"
    })
    void aPartNeedsTheOtherOne(String part, String value, String other) {
        assertThat(problems(PATH, part + "=" + value))
                .containsExactly("ARCFLEET_" + part + " " + value + ": needs ARCFLEET_" + other + " too");
    }

    @Test
    void aRunningProxyKnowsNoAppRegistration() {
        assertThat(problems(URL, APP, APP_TENANT))
                .containsExactly(
                        "ARCFLEET_APP_CLIENT_ID " + CLIENT + ": needs a proxy that the scanner runs itself; give"
                                + " ARCFLEET_ARC_PROXY_PATH instead of ARCFLEET_ARC_PROXY_URL");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "KEY_VAULT_URL=http://127.0.0.1:1|ARCFLEET_KEY_VAULT_URL http://127.0.0.1:1: http is not encrypted",
                "KEY_VAULT_URL=fleet|ARCFLEET_KEY_VAULT_URL fleet: must be an address of the form https://",
                "KEY_VAULT_SECRET=arc_{name}|ARCFLEET_KEY_VAULT_SECRET arc_{name}: must be letters, digits and hyphens",
                "KEY_VAULT_SECRET=arc-{name}|ARCFLEET_KEY_VAULT_SECRET arc-{name}: must have {hash}",
                "KEY_VAULT_SECRET=arc-{subscription}-{resourceGroup}-{name}|ARCFLEET_KEY_VAULT_SECRET"
                        + " arc-{subscription}-{resourceGroup}-{name}: must have {hash}",
                "KEY_VAULT_SECRET=shared|ARCFLEET_KEY_VAULT_SECRET shared: must have {hash}",
                "KEY_VAULT_SECRET={cluster}|ARCFLEET_KEY_VAULT_SECRET {cluster}: must be letters, digits and hyphens",
            })
    void aVaultMustBeUsable(String setting, String expected) {
        assertThat(problems(PATH, VAULT, setting)).singleElement().asString().startsWith(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "APP_CLIENT_ID=me|ARCFLEET_APP_CLIENT_ID me: is not the id of an app registration; give a GUID",
                "APP_TENANT_ID=contoso|ARCFLEET_APP_TENANT_ID contoso: is not the id of a tenant; give a GUID",
                "APP_CERTIFICATE=/no/such.pem|ARCFLEET_APP_CERTIFICATE /no/such.pem: must be a file that can be read",
            })
    void anAppRegistrationMustBeUsable(String setting, String expected) {
        assertThat(problems(PATH, APP, APP_TENANT, setting))
                .singleElement()
                .asString()
                .startsWith(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PATH,
                URL,
                FILES,
                VAULT,
                APP,
                APP_TENANT,
                "KEY_VAULT_SECRET=a",
                "KEY_VAULT_SECRET_TAG=a",
                "APP_CERTIFICATE=a",
                "CREDENTIAL_BURST=5",
                "CREDENTIAL_RATE=5"
            })
    void withoutClusterConnectNothingOfItIsGiven(String setting) {
        assertThat(problems("CLUSTER_ACCESS=off", setting))
                .containsExactly("ARCFLEET_" + setting.replaceFirst("=", " ")
                        + ": is for ARCFLEET_CLUSTER_ACCESS arc-proxy only; set that, or remove this");
    }

    @Test
    void theRateHasBounds() {
        assertThat(problems(PATH, FILES, "CREDENTIAL_BURST=0", "CREDENTIAL_RATE=201"))
                .containsExactly(
                        "ARCFLEET_CREDENTIAL_BURST 0: must be a whole number from 1 to 2000",
                        "ARCFLEET_CREDENTIAL_RATE 201: must be a whole number from 1 to 200");
    }

    private static AccessSettings settings(String... settings) {
        return ScanSettings.from(environment(settings)).clusterAccess();
    }

    private static List<String> problems(String... settings) {
        return Objects.requireNonNull(
                        catchThrowableOfType(SettingsException.class, () -> ScanSettings.from(environment(settings))))
                .problems();
    }

    private static Map<String, String> environment(String... settings) {
        Map<String, String> environment = new HashMap<>(Map.of("ARCFLEET_CLUSTER_ACCESS", "arc-proxy"));
        Arrays.stream(settings)
                .map(setting -> setting.split("=", 2))
                .forEach(setting -> environment.put("ARCFLEET_" + setting[0], setting[1]));
        return environment;
    }
}
