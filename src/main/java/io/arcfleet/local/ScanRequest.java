package io.arcfleet.local;

import io.arcfleet.config.AccessSettings;
import io.arcfleet.config.ClusterFilter;
import io.arcfleet.config.ScanLimits;
import io.arcfleet.finding.Severity;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A scan as the command line asked for it, checked.
 *
 * @param filter which clusters of the target
 * @param checks ids of the checks to run; empty: all
 * @param skippedChecks ids of checks not to run
 * @param output directory for the files
 * @param failOn severity from which a finding makes the exit status 1; empty: never
 * @param ingestion where rows go in Azure Monitor; empty: nowhere
 * @param cloud {@code public}, {@code usgovernment}, {@code china} or the path of a file
 * @param newestAgent newest agent version, for example {@code 1.36.1}; empty: the one known to this version
 * @param verbose whether to show more of what happens, and stack traces
 */
public record ScanRequest(
        Target target,
        ClusterFilter filter,
        Set<String> checks,
        Set<String> skippedChecks,
        Path output,
        Format format,
        Optional<Severity> failOn,
        ScanLimits settings,
        Optional<Ingestion> ingestion,
        String cloud,
        Optional<String> newestAgent,
        boolean verbose) {
    public ScanRequest {
        checks = Set.copyOf(checks);
        skippedChecks = Set.copyOf(skippedChecks);
    }

    /** What is scanned. */
    public sealed interface Target {}

    /**
     * A simulated fleet.
     *
     * @param clusters number of clusters, 1 or more
     * @param seed the same seed makes the same fleet
     * @param latency of every simulated answer
     * @param faults {@code default}, {@code none}, or names separated by commas
     */
    public record Simulated(int clusters, long seed, Duration latency, String faults) implements Target {}

    /** Clusters that are known by kubeconfig alone. */
    public record KubeconfigOnly(Kubeconfig kubeconfig) implements Target {}

    /**
     * Connected clusters of Azure subscriptions.
     *
     * @param subscriptions lower-case GUIDs; empty: every subscription that the credential sees
     * @param kubeconfig way into those clusters that have a context in it
     * @param connect way into clusters by cluster connect
     */
    public record Azure(
            List<String> subscriptions,
            Optional<Kubeconfig> kubeconfig,
            Optional<AccessSettings.ClusterConnect> connect)
            implements Target {
        public Azure {
            subscriptions = List.copyOf(subscriptions);
        }
    }

    /**
     * A kubeconfig file.
     *
     * @param contexts names of the contexts to use; empty: all
     */
    public record Kubeconfig(Path file, List<String> contexts) {
        public Kubeconfig {
            contexts = List.copyOf(contexts);
        }
    }

    /**
     * Where rows go in Azure Monitor.
     *
     * @param ruleId immutable id of the data collection rule
     */
    public record Ingestion(URI endpoint, String ruleId) {}

    /** What is written to standard output. */
    public enum Format {
        /** A report for people. */
        TEXT,
        /** One JSON document. */
        JSON,
        /** Nothing. */
        NONE
    }
}
