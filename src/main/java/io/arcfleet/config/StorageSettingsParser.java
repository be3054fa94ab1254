package io.arcfleet.config;

import io.arcfleet.config.StorageSettings.ConnectionString;
import io.arcfleet.config.StorageSettings.Identity;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Turns environment variables into storage settings, or says everything that is wrong with them. */
final class StorageSettingsParser {

    private static final String CONNECTION = "AzureWebJobsStorage";
    private static final String ACCOUNT_NAME = CONNECTION + "__accountName";
    private static final String CREDENTIAL = CONNECTION + "__credential";
    private static final String CLIENT_ID = CONNECTION + "__clientId";
    private static final List<String> SERVICES = List.of("queue", "blob", "table");
    /** Ways to sign in that the platform knows and this program does not. */
    private static final List<String> UNSUPPORTED = List.of(
            CONNECTION + "__clientSecret", CONNECTION + "__tenantId", CONNECTION + "__managedIdentityResourceId");

    private static final Map<Cloud, String> SUFFIXES = Map.of(
            Cloud.PUBLIC, "core.windows.net",
            Cloud.US_GOVERNMENT, "core.usgovcloudapi.net",
            Cloud.CHINA, "core.chinacloudapi.cn");
    /** Storage account overview: 3 to 24 lower-case letters and digits. */
    private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9]{3,24}");

    private static final URI REFUSED = URI.create("https://invalid");

    private final Map<String, String> storage = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final SettingReader reader;
    private final Problems problems;

    StorageSettingsParser(Map<String, String> environment) {
        this.reader = new SettingReader(environment);
        this.problems = reader.problems();
        for (String key : reader.keys()) {
            if (key.regionMatches(true, 0, CONNECTION, 0, CONNECTION.length())) {
                storage.put(key, reader.text(key).orElseThrow());
            }
        }
    }

    StorageSettings settings() {
        Optional<String> connection = text(CONNECTION);
        StorageSettings settings = connection.isPresent() ? connection(connection.get()) : identity();
        reader.refuseProblems();
        return settings;
    }

    private ConnectionString connection(String value) {
        StorageConnection.problem(value).ifPresent(problem -> problems.add(CONNECTION + ": " + problem));
        storage.keySet().stream()
                .filter(this::isForIdentity)
                .forEach(key -> problems.add(
                        key + ": contradicts " + CONNECTION + ", which is a connection string; remove one of the two"));
        return new ConnectionString(value);
    }

    private boolean isForIdentity(String key) {
        return key.regionMatches(true, 0, CONNECTION + "__", 0, CONNECTION.length() + 2);
    }

    private Identity identity() {
        text(CREDENTIAL)
                .filter(credential -> !credential.equalsIgnoreCase("managedidentity"))
                .ifPresent(
                        credential -> problems.add(CREDENTIAL, credential, "must be managedidentity, or be left out"));
        UNSUPPORTED.stream()
                .filter(storage::containsKey)
                .forEach(key -> problems.add(key + ": is not supported; remove it, and give " + CREDENTIAL
                        + " managedidentity and, for a user-assigned identity, " + CLIENT_ID));
        Optional<String> clientId = text(CLIENT_ID).flatMap(id -> problems.guid(CLIENT_ID, id, "an identity"));
        Map<String, URI> addresses = addresses();
        return new Identity(
                addresses.getOrDefault("queue", REFUSED),
                addresses.getOrDefault("blob", REFUSED),
                addresses.getOrDefault("table", REFUSED),
                clientId);
    }

    /** By service; one that is missing has been complained of. */
    private Map<String, URI> addresses() {
        Map<String, URI> addresses = new TreeMap<>();
        List<String> missing = SERVICES.stream()
                .filter(service -> !storage.containsKey(key(service)))
                .toList();
        Optional<String> account = text(ACCOUNT_NAME);
        if (account.isEmpty() && missing.size() == SERVICES.size()) {
            problems.add(CONNECTION + ": is missing; give it a connection string, or give " + ACCOUNT_NAME
                    + " for a managed identity");
        } else if (account.isEmpty()) {
            missing.forEach(
                    service -> problems.add(key(service) + ": is missing; give it too, or give " + ACCOUNT_NAME));
        }
        account.ifPresent(name -> addresses.putAll(derived(name, missing)));
        for (String service : SERVICES) {
            text(key(service))
                    .flatMap(value -> problems.address(key(service), value, true))
                    .ifPresent(address -> addresses.put(service, address));
        }
        return addresses;
    }

    private Map<String, URI> derived(String account, List<String> services) {
        if (!ACCOUNT.matcher(account).matches()) {
            problems.add(ACCOUNT_NAME, account, "must be the name alone, 3 to 24 lower-case letters and digits");
            return Map.of();
        }
        if (services.isEmpty()) {
            return Map.of();
        }
        Cloud cloud = reader.cloud();
        String suffix = SUFFIXES.get(cloud);
        if (suffix == null) {
            problems.add(
                    ACCOUNT_NAME,
                    account,
                    "is not enough in the cloud " + cloud.name() + "; give "
                            + String.join(
                                    ", ",
                                    services.stream()
                                            .map(StorageSettingsParser::key)
                                            .toList()));
            return Map.of();
        }
        Map<String, URI> addresses = new TreeMap<>();
        services.forEach(
                service -> addresses.put(service, URI.create("https://" + account + "." + service + "." + suffix)));
        return addresses;
    }

    private static String key(String service) {
        return CONNECTION + "__" + service + "ServiceUri";
    }

    private Optional<String> text(String key) {
        return Optional.ofNullable(storage.get(key));
    }
}
