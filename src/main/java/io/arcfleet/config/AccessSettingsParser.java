package io.arcfleet.config;

import static io.arcfleet.config.SettingCatalog.CLUSTER_ACCESS;
import static io.arcfleet.config.SettingCatalog.CREDENTIAL_BURST;
import static io.arcfleet.config.SettingCatalog.CREDENTIAL_RATE;

import io.arcfleet.config.AccessSettings.CredentialRate;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Turns the settings of the way into clusters into one, and notes everything that is wrong with them. */
final class AccessSettingsParser {

    private static final String PROXIED = "arc-proxy";

    private final SettingReader reader;
    private final Problems problems;

    AccessSettingsParser(SettingReader reader) {
        this.reader = reader;
        this.problems = reader.problems();
    }

    AccessSettings settings() {
        Map<String, Boolean> words = new TreeMap<>(Map.of("off", false, PROXIED, true));
        String word = reader.text(CLUSTER_ACCESS).orElse(CLUSTER_ACCESS.standard());
        boolean proxied = problems.word(CLUSTER_ACCESS.key(), word, words, false);
        CredentialRate rate = new CredentialRate(reader.amount(CREDENTIAL_BURST), reader.amount(CREDENTIAL_RATE));
        if (proxied) {
            return new AccessRules(AccessSettingsParser::key, typed(), problems)
                    .clusterConnect(CLUSTER_ACCESS.key(), word, rate)
                    .<AccessSettings>map(connect -> connect)
                    .orElseGet(AccessSettings.Off::new);
        }
        if (words.containsKey(word.toLowerCase(Locale.ROOT))) {
            refuseParts();
        }
        return new AccessSettings.Off();
    }

    private void refuseParts() {
        Stream<SettingSpec> parts = Stream.concat(
                Stream.of(AccessPart.values()).map(AccessSettingsParser::setting),
                Stream.of(CREDENTIAL_BURST, CREDENTIAL_RATE));
        for (SettingSpec part : parts.toList()) {
            given(part)
                    .ifPresent(value -> problems.add(
                            part.key(),
                            value,
                            "is for " + CLUSTER_ACCESS.key() + " " + PROXIED + " only; set that, or remove this"));
        }
    }

    private Map<AccessPart, String> typed() {
        Map<AccessPart, String> typed = new EnumMap<>(AccessPart.class);
        for (AccessPart part : AccessPart.values()) {
            given(setting(part)).ifPresent(value -> typed.put(part, value));
        }
        return typed;
    }

    /** A default that is spelled out asks for nothing. */
    private Optional<String> given(SettingSpec setting) {
        return reader.text(setting).filter(value -> !value.equals(setting.standard()));
    }

    private static String key(AccessPart part) {
        return setting(part).key();
    }

    private static SettingSpec.Text setting(AccessPart part) {
        return switch (part) {
            case PROXY_PATH -> SettingCatalog.ARC_PROXY_PATH;
            case PROXY_URL -> SettingCatalog.ARC_PROXY_URL;
            case TOKEN_FILE -> SettingCatalog.CLUSTER_TOKEN_FILE;
            case KEY_VAULT -> SettingCatalog.KEY_VAULT_URL;
            case KEY_VAULT_SECRET -> SettingCatalog.KEY_VAULT_SECRET;
            case KEY_VAULT_SECRET_TAG -> SettingCatalog.KEY_VAULT_SECRET_TAG;
            case APP_CLIENT_ID -> SettingCatalog.APP_CLIENT_ID;
            case APP_TENANT_ID -> SettingCatalog.APP_TENANT_ID;
            case APP_CERTIFICATE -> SettingCatalog.APP_CERTIFICATE;
        };
    }
}
