package io.arcfleet.local;

import io.arcfleet.config.AccessSettings;
import io.arcfleet.config.Problems;
import io.arcfleet.local.ScanRequest.Kubeconfig;
import io.arcfleet.local.ScanRequest.Target;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
        Optional<AccessSettings.ClusterConnect> proxy = proxy(azure);
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

    private Optional<AccessSettings.ClusterConnect> proxy(boolean azure) {
        @Nullable String address = options.arcProxy;
        @Nullable String pattern = options.clusterTokenFile;
        if (address == null && pattern == null) {
            return Optional.empty();
        }
        if (!azure) {
            problems.add(
                    address == null ? "--cluster-token-file" : "--arc-proxy",
                    String.valueOf(address == null ? pattern : address),
                    "needs --subscription or --all-subscriptions too");
        }
        if (pattern != null && pattern.isBlank()) {
            problems.add("--cluster-token-file", "", "must be the path of a file");
        }
        if (address == null) {
            problems.add("--cluster-token-file", String.valueOf(pattern), "needs --arc-proxy too");
            return Optional.empty();
        }
        Optional<URI> proxy = problems.address("--arc-proxy", address, true);
        if (pattern == null) {
            problems.add("--arc-proxy", address, "needs --cluster-token-file too");
            return Optional.empty();
        }
        return proxy.map(uri -> new AccessSettings.ClusterConnect(
                new AccessSettings.RunningProxy(uri),
                new AccessSettings.TokenFile(pattern),
                new AccessSettings.CredentialRate(200, 10)));
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
