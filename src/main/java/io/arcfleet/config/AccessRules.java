package io.arcfleet.config;

import static io.arcfleet.config.AccessPart.APP_CERTIFICATE;
import static io.arcfleet.config.AccessPart.APP_CLIENT_ID;
import static io.arcfleet.config.AccessPart.APP_TENANT_ID;
import static io.arcfleet.config.AccessPart.KEY_VAULT;
import static io.arcfleet.config.AccessPart.KEY_VAULT_SECRET;
import static io.arcfleet.config.AccessPart.KEY_VAULT_SECRET_TAG;
import static io.arcfleet.config.AccessPart.PROXY_PATH;
import static io.arcfleet.config.AccessPart.PROXY_URL;
import static io.arcfleet.config.AccessPart.TOKEN_FILE;

import io.arcfleet.config.AccessSettings.ClusterConnect;
import io.arcfleet.config.AccessSettings.CredentialRate;
import io.arcfleet.config.AccessSettings.KeyVault;
import io.arcfleet.config.AccessSettings.Login;
import io.arcfleet.config.AccessSettings.ManagedProxy;
import io.arcfleet.config.AccessSettings.ProxySource;
import io.arcfleet.config.AccessSettings.RunningProxy;
import io.arcfleet.config.AccessSettings.ServicePrincipal;
import io.arcfleet.config.AccessSettings.TokenFile;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What makes a usable way of cluster connect: one proxy, one login, and what belongs to them. The same for the settings of
 * the function app and the options of the command line, which differ in names only.
 */
public final class AccessRules {

    /** What makes the name of a secret one cluster's alone. */
    private static final String HASH = "{hash}";

    static final String STANDARD_SECRET = "arcfleet-" + HASH;

    private static final List<AccessPart> PROXIES = List.of(PROXY_PATH, PROXY_URL);
    /** The part that stands for each login. */
    private static final List<AccessPart> LOGINS = List.of(TOKEN_FILE, KEY_VAULT, APP_CLIENT_ID);

    private static final Map<AccessPart, AccessPart> BELONGS_TO = Map.of(
            KEY_VAULT_SECRET, KEY_VAULT,
            KEY_VAULT_SECRET_TAG, KEY_VAULT,
            APP_TENANT_ID, APP_CLIENT_ID,
            APP_CERTIFICATE, APP_CLIENT_ID);

    private final Function<AccessPart, String> names;
    private final Map<AccessPart, String> typed;
    private final Problems problems;

    /**
     * Over what was typed.
     *
     * @param names of the parts, as the operator knows them
     * @param typed the values of the parts that were given
     * @param problems where everything that is wrong is noted
     */
    public AccessRules(Function<AccessPart, String> names, Map<AccessPart, String> typed, Problems problems) {
        this.names = names;
        this.typed = Map.copyOf(typed);
        this.problems = problems;
    }

    /**
     * The way that was typed; empty when it cannot be used.
     *
     * @param asker name of the option or setting that asks for cluster connect
     * @param askerValue its value
     */
    public Optional<ClusterConnect> clusterConnect(String asker, String askerValue, CredentialRate rate) {
        needOne(asker, askerValue, PROXIES);
        // A part without its login names that itself.
        if (typed.keySet().stream().noneMatch(BELONGS_TO::containsKey)) {
            needOne(asker, askerValue, LOGINS);
        }
        refuseSeveral(PROXIES);
        refuseSeveral(LOGINS);
        BELONGS_TO.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(part -> {
            if (typed.containsKey(part.getKey())) {
                need(part.getKey(), part.getValue());
            }
        });
        if (typed.containsKey(APP_CLIENT_ID)) {
            need(APP_CLIENT_ID, APP_TENANT_ID);
            if (typed.containsKey(PROXY_URL)) {
                // The token is bound to the key of one proxy process, which several scanners must not share.
                note(
                        APP_CLIENT_ID,
                        "needs a proxy that the scanner runs itself; give " + name(PROXY_PATH) + " instead of "
                                + name(PROXY_URL));
            }
        }
        return proxy().flatMap(proxy -> login().map(login -> new ClusterConnect(proxy, login, rate)));
    }

    private Optional<ProxySource> proxy() {
        Optional<ProxySource> managed = path(PROXY_PATH, false).map(ManagedProxy::new);
        Optional<ProxySource> running = value(PROXY_URL)
                .flatMap(url -> problems.address(name(PROXY_URL), url, true))
                .map(RunningProxy::new);
        return managed.or(() -> running);
    }

    private Optional<Login> login() {
        Optional<Login> files = value(TOKEN_FILE).map(TokenFile::new);
        Optional<Login> vault = keyVault();
        Optional<Login> app = servicePrincipal();
        return files.or(() -> vault).or(() -> app);
    }

    private Optional<Login> keyVault() {
        Optional<String> secret = typed.containsKey(KEY_VAULT_SECRET)
                ? value(KEY_VAULT_SECRET).filter(this::isSecretPattern)
                : Optional.of(STANDARD_SECRET);
        Optional<String> tag = value(KEY_VAULT_SECRET_TAG);
        return value(KEY_VAULT)
                .flatMap(url -> problems.address(name(KEY_VAULT), url, false))
                .flatMap(url -> secret.map(pattern -> new KeyVault(url, pattern, tag)));
    }

    private boolean isSecretPattern(String pattern) {
        boolean wellFormed = pattern.replace("{name}", "")
                .replace("{resourceGroup}", "")
                .replace("{subscription}", "")
                .replace(HASH, "")
                .matches("[0-9A-Za-z-]*");
        boolean ofOneCluster = pattern.contains(HASH);
        if (!wellFormed) {
            note(
                    KEY_VAULT_SECRET,
                    "must be letters, digits and hyphens, with {hash}, {name}, {resourceGroup} and {subscription} where"
                            + " the cluster's go");
        } else if (!ofOneCluster) {
            // The parts may have hyphens too, and what a name cannot have becomes one.
            note(
                    KEY_VAULT_SECRET,
                    "must have {hash}, the SHA-256 of the cluster's resource ID: other names can be the same for two"
                            + " clusters, and one would be shown the token of the other");
        }
        return wellFormed && ofOneCluster;
    }

    private Optional<Login> servicePrincipal() {
        Optional<String> client =
                value(APP_CLIENT_ID).flatMap(id -> problems.guid(name(APP_CLIENT_ID), id, "an app registration"));
        Optional<String> tenant =
                value(APP_TENANT_ID).flatMap(id -> problems.guid(name(APP_TENANT_ID), id, "a tenant"));
        Optional<Path> certificate = path(APP_CERTIFICATE, true);
        return client.flatMap(id -> tenant.map(of -> new ServicePrincipal(of, id, certificate)));
    }

    private void needOne(String asker, String askerValue, List<AccessPart> choice) {
        if (choice.stream().noneMatch(typed::containsKey)) {
            problems.add(
                    asker,
                    askerValue,
                    "needs one of " + choice.stream().map(this::name).collect(Collectors.joining(", ")) + " too");
        }
    }

    private void refuseSeveral(List<AccessPart> choice) {
        List<AccessPart> given = choice.stream().filter(typed::containsKey).toList();
        given.stream()
                .skip(1)
                .forEach(part -> note(part, "contradicts " + name(given.getFirst()) + "; give one of the two"));
    }

    private void need(AccessPart part, AccessPart other) {
        if (!typed.containsKey(other)) {
            note(part, "needs " + name(other) + " too");
        }
    }

    /** The value of a part; a blank one is noted and counts as absent. */
    private Optional<String> value(AccessPart part) {
        Optional<String> value = Optional.ofNullable(typed.get(part));
        if (value.isPresent() && value.get().isBlank()) {
            note(part, "must be " + part.meaning());
            return Optional.empty();
        }
        return value;
    }

    private Optional<Path> path(AccessPart part, boolean mustBeThere) {
        return value(part).flatMap(text -> {
            try {
                Path path = Path.of(text);
                if (!mustBeThere || (Files.isRegularFile(path) && Files.isReadable(path))) {
                    return Optional.of(path);
                }
                note(part, "must be a file that can be read");
            } catch (InvalidPathException e) {
                note(part, "must be the path of a file");
            }
            return Optional.empty();
        });
    }

    private void note(AccessPart part, String sentence) {
        problems.add(name(part), typed.getOrDefault(part, ""), sentence);
    }

    private String name(AccessPart part) {
        return names.apply(part);
    }
}
