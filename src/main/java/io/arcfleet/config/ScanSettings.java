package io.arcfleet.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of the function app, read once at its start.
 *
 * @param schedule when the fleet is scanned: six-field NCRONTAB, UTC
 * @param scope which clusters are scanned
 * @param checks which checks are run
 * @param limits bounds of a scan; its concurrency counts in one shard
 * @param shardSize clusters that one queue message stands for, 1 or more
 * @param shardTimeout how long one run over a shard starts clusters
 * @param retention how long scans that have ended are remembered
 * @param clusterAccess the way into clusters
 * @param ingestion where rows go in Azure Monitor; empty: nowhere
 * @param managedIdentityClientId client id of the user-assigned identity, a lower-case GUID; empty: the default credential
 * @param thresholds figures that checks compare with
 */
public record ScanSettings(
        String schedule,
        Scope scope,
        Checks checks,
        Cloud cloud,
        ScanLimits limits,
        int shardSize,
        Duration shardTimeout,
        Duration retention,
        AccessSettings clusterAccess,
        Optional<Ingestion> ingestion,
        Optional<String> managedIdentityClientId,
        ThresholdSettings thresholds) {

    /**
     * Reads the settings from environment variables. A blank one counts as absent.
     *
     * @throws SettingsException with every problem at once
     */
    public static ScanSettings from(Map<String, String> environment) {
        return new ScanSettingsParser(environment).settings();
    }

    /**
     * Which clusters are scanned.
     *
     * @param subscriptions lower-case GUIDs; empty: every subscription that the identity sees
     */
    public record Scope(List<String> subscriptions, ClusterFilter filter) {

        public Scope {
            subscriptions = List.copyOf(subscriptions);
        }
    }

    /**
     * Which checks are run. Their ids have the right form; whether there are such checks, their catalogue knows.
     *
     * @param only ids; empty: all
     * @param skipped ids of checks not to run, none of them in {@code only}
     */
    public record Checks(Set<String> only, Set<String> skipped) {

        public Checks {
            only = Set.copyOf(only);
            skipped = Set.copyOf(skipped);
        }
    }

    /**
     * Where rows go in Azure Monitor.
     *
     * @param endpoint address for logs ingestion, https
     * @param ruleId immutable id of the data collection rule
     */
    public record Ingestion(URI endpoint, String ruleId) {}
}
