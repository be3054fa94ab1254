package io.arcfleet.local;

import io.arcfleet.config.AccessPart;
import io.arcfleet.config.AccessRules;
import io.arcfleet.config.AccessSettings.ClusterConnect;
import io.arcfleet.config.AccessSettings.CredentialRate;
import io.arcfleet.config.Problems;
import io.arcfleet.local.ScanRequest.Kubeconfig;
import io.arcfleet.local.ScanRequest.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out what is to be scanned. */
final class TargetParser {
    private static final int CLUSTERS = 60;
    private static final int MOST_CLUSTERS = 100_000;
    private static final long SEED = 1;
    private static final long LATENCY = 20;
    private static final long LONGEST_LATENCY = 60_000;
    private static final String DEFAULT_FAULTS = "default";

    private final ScanOptions.TargetOptions options;
    private final ScanOptions.SimulationOptions simulation;
    private final Problems problems;

    TargetParser(ScanOptions options, Problems problems) {
        this.options = options.target;
        this.simulation = options.simulation;
        this.problems = problems;
    }

    /** The target; empty when what was typed does not make one. */
    Optional<Target> target() {
        boolean azure = options.allSubscriptions || !options.subscriptions.isEmpty();
        boolean usable = hasNoContradiction(azure);
        Optional<List<String>> subscriptions = subscriptions();
        Optional<Kubeconfig> kubeconfig = kubeconfig();
        Optional<ClusterConnect> proxy = proxy(azure);
        Target simulated = simulated(simulation, problems);
        if (!usable || subscriptions.isEmpty() || (options.kubeconfig != null && kubeconfig.isEmpty())) {
            return Optional.empty();
        }
        if (azure) {
            return Optional.of(new ScanRequest.Azure(subscriptions.get(), kubeconfig, proxy));
        }
        return Optional.of(
                kubeconfig.<Target>map(ScanRequest.KubeconfigOnly::new).orElse(simulated));
    }

    private boolean hasNoContradiction(boolean azure) {
        boolean usable = true;
        if (options.allSubscriptions && !options.subscriptions.isEmpty()) {
            problems.add(
                    "--subscription",
                    String.join(",", options.subscriptions),
                    "contradicts --all-subscriptions; give one of the two");
            usable = false;
        }
        if (!options.contexts.isEmpty() && options.kubeconfig == null) {
            problems.add("--context", String.join(",", options.contexts), "needs --kubeconfig too");
            usable = false;
        }
        if (azure || options.kubeconfig != null) {
            for (Map.Entry<String, String> option : simulationOptions().entrySet()) {
                problems.add(
                        option.getKey(),
                        option.getValue(),
                        "is for the simulated fleet only; leave it out, or leave out the subscriptions and the"
                                + " kubeconfig");
            }
        }
        return usable;
    }

    private Map<String, String> simulationOptions() {
        Map<String, String> given = new LinkedHashMap<>();
        put(given, "--clusters", simulation.clusters);
        put(given, "--seed", simulation.seed);
        put(given, "--latency", simulation.latency);
        put(given, "--faults", simulation.faults);
        return given;
    }

    private static void put(Map<String, String> given, String option, @Nullable String value) {
        if (value != null) {
            given.put(option, value);
        }
    }

    private Optional<List<String>> subscriptions() {
        List<String> ids = new ArrayList<>();
        for (String id : options.subscriptions) {
            problems.guid("--subscription", id, "a subscription").ifPresent(ids::add);
        }
        return ids.size() == options.subscriptions.size()
                ? Optional.of(ids.stream().distinct().toList())
                : Optional.empty();
    }

    private Optional<Kubeconfig> kubeconfig() {
        if (options.kubeconfig == null) {
            return Optional.empty();
        }
        Optional<Path> file = RequestParser.path(options.kubeconfig)
                .filter(Files::isRegularFile)
                .filter(Files::isReadable);
        if (file.isEmpty()) {
            problems.add("--kubeconfig", options.kubeconfig, "must be a file that can be read");
        }
        return file.map(path -> new Kubeconfig(path, options.contexts));
    }

    private Optional<ClusterConnect> proxy(boolean azure) {
        Map<AccessPart, String> typed = new EnumMap<>(AccessPart.class);
        for (AccessPart part : AccessPart.values()) {
            @Nullable String value = value(part);
            if (value != null) {
                typed.put(part, value);
            }
        }
        Optional<AccessPart> first = typed.keySet().stream().findFirst();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        String option = option(first.get());
        String value = typed.getOrDefault(first.get(), "");
        if (!azure) {
            problems.add(option, value, "needs --subscription or --all-subscriptions too");
        }
        return new AccessRules(TargetParser::option, typed, problems)
                .clusterConnect(option, value, CredentialRate.defaults());
    }

    private @Nullable String value(AccessPart part) {
        return switch (part) {
            case PROXY_PATH -> options.arcProxyPath;
            case PROXY_URL -> options.arcProxy;
            case TOKEN_FILE -> options.clusterTokenFile;
            case KEY_VAULT -> options.keyVault;
            case KEY_VAULT_SECRET -> options.keyVaultSecret;
            case KEY_VAULT_SECRET_TAG -> options.keyVaultSecretTag;
            case APP_CLIENT_ID -> options.appClientId;
            case APP_TENANT_ID -> options.appTenantId;
            case APP_CERTIFICATE -> options.appCertificate;
        };
    }

    private static String option(AccessPart part) {
        return switch (part) {
            case PROXY_PATH -> "--arc-proxy-path";
            case PROXY_URL -> "--arc-proxy";
            case TOKEN_FILE -> "--cluster-token-file";
            case KEY_VAULT -> "--key-vault";
            case KEY_VAULT_SECRET -> "--key-vault-secret";
            case KEY_VAULT_SECRET_TAG -> "--key-vault-secret-tag";
            case APP_CLIENT_ID -> "--app-client-id";
            case APP_TENANT_ID -> "--app-tenant-id";
            case APP_CERTIFICATE -> "--app-certificate";
        };
    }

    /** The simulated fleet that was asked for. */
    static ScanRequest.Simulated simulated(ScanOptions.SimulationOptions simulation, Problems problems) {
        int clusters = (int) problems.number("--clusters", simulation.clusters, 1, MOST_CLUSTERS, CLUSTERS);
        long seed = problems.number("--seed", simulation.seed, Long.MIN_VALUE, Long.MAX_VALUE, SEED);
        long latency = problems.number("--latency", simulation.latency, 0, LONGEST_LATENCY, LATENCY);
        String faults = simulation.faults == null ? DEFAULT_FAULTS : simulation.faults;
        if (faults.isBlank()) {
            problems.add("--faults", "", "must be default, none, or names separated by commas");
        }
        return new ScanRequest.Simulated(clusters, seed, Duration.ofMillis(latency), faults);
    }
}
