package io.arcfleet.config;

import static io.arcfleet.config.SettingCatalog.CHECKS;
import static io.arcfleet.config.SettingCatalog.CLUSTER_TIMEOUT;
import static io.arcfleet.config.SettingCatalog.INGESTION_ENDPOINT;
import static io.arcfleet.config.SettingCatalog.INGESTION_RULE_ID;
import static io.arcfleet.config.SettingCatalog.NAMES;
import static io.arcfleet.config.SettingCatalog.SCAN_TIMEOUT;
import static io.arcfleet.config.SettingCatalog.SHARD_TIMEOUT;
import static io.arcfleet.config.SettingCatalog.SKIP_CHECKS;
import static io.arcfleet.config.SettingCatalog.TAGS;

import io.arcfleet.config.ScanSettings.Checks;
import io.arcfleet.config.ScanSettings.Ingestion;
import io.arcfleet.config.ScanSettings.Scope;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Turns environment variables into settings, or says everything that is wrong with them. */
final class ScanSettingsParser {

    private static final Pattern CHECK_ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    /** A comma inside braces belongs to the glob. */
    private static final String COMMA_OUTSIDE_BRACES = ",(?![^{]*\\})";

    /** As host.json ships it; the running app cannot tell which host.json its host has read. */
    static final Duration FUNCTION_TIMEOUT = Duration.ofMinutes(30);
    /** Of a run over a shard, after its last cluster: for the delivery of its rows and its entries in the ledger. */
    static final Duration DELIVERY_TIME = Duration.ofMinutes(5);

    private final SettingReader reader;
    private final Problems problems;

    ScanSettingsParser(Map<String, String> environment) {
        this.reader = new SettingReader(environment);
        this.problems = reader.problems();
    }

    ScanSettings settings() {
        Cloud cloud = reader.cloud();
        noteUnknownKeys(Optional.ofNullable(cloud.tokenVariable()));
        noteMissingToken(cloud);
        ScanLimits limits = limits();
        ScanSettings settings = new ScanSettings(
                schedule(),
                scope(),
                checks(),
                cloud,
                limits,
                reader.amount(SettingCatalog.SHARD_SIZE),
                shardTimeout(limits),
                reader.time(SettingCatalog.RETENTION),
                new AccessSettingsParser(reader).settings(),
                ingestion(),
                guid(SettingCatalog.MANAGED_IDENTITY_CLIENT_ID, "an identity"),
                thresholds());
        reader.refuseProblems();
        return settings;
    }

    /** Their values are not shown: nobody knows what they are. */
    private void noteUnknownKeys(Optional<String> tokenVariable) {
        List<String> known = SettingCatalog.all().stream().map(SettingSpec::key).toList();
        for (String key : reader.keys()) {
            String folded = key.toUpperCase(Locale.ROOT);
            boolean ours = folded.startsWith(SettingCatalog.PREFIX);
            if (ours && !known.contains(key) && !tokenVariable.equals(Optional.of(key))) {
                problems.add(key + ": there is no such setting; "
                        + Spelling.nearest(folded, known)
                                .map(meant -> "did you mean " + meant + "?")
                                .orElse("remove it, or use one of those that the README lists"));
            }
        }
    }

    private void noteMissingToken(Cloud cloud) {
        String variable = cloud.tokenVariable();
        if (variable != null && reader.text(variable).isEmpty()) {
            problems.add(variable + ": is missing; the cloud " + cloud.name()
                    + " expects a token there, so set it or remove tokenVariable from its file");
        }
    }

    private String schedule() {
        String schedule = reader.text(SettingCatalog.SCHEDULE).orElse(SettingCatalog.SCHEDULE.standard());
        try {
            Ncrontab.parse(schedule);
        } catch (IllegalArgumentException e) {
            problems.add(SettingCatalog.SCHEDULE.key(), schedule, String.valueOf(e.getMessage()));
        }
        return schedule;
    }

    private Scope scope() {
        List<String> subscriptions = reader.list(SettingCatalog.SUBSCRIPTIONS, ",").stream()
                .flatMap(id -> problems.guid(SettingCatalog.SUBSCRIPTIONS.key(), id, "a subscription").stream())
                .distinct()
                .toList();
        ClusterFilter filter = new ClusterFilter(
                reader.list(SettingCatalog.RESOURCE_GROUPS, ","),
                reader.list(SettingCatalog.LOCATIONS, ","),
                problems.tags(TAGS.key(), reader.list(TAGS, ";")),
                problems.globs(NAMES.key(), reader.list(NAMES, COMMA_OUTSIDE_BRACES)));
        return new Scope(subscriptions, filter);
    }

    private Checks checks() {
        Set<String> only = checkIds(CHECKS);
        Set<String> skipped = checkIds(SKIP_CHECKS);
        only.stream()
                .filter(skipped::contains)
                .forEach(id ->
                        problems.add(CHECKS.key(), id, "is in " + SKIP_CHECKS.key() + " too; remove one of them"));
        return new Checks(only, skipped);
    }

    private Set<String> checkIds(SettingSpec setting) {
        Set<String> ids = new LinkedHashSet<>();
        for (String id : reader.list(setting, ",")) {
            if (CHECK_ID.matcher(id).matches()) {
                ids.add(id);
            } else {
                problems.add(setting.key(), id, "is not the id of a check; give ids such as heartbeat-fresh");
            }
        }
        return ids;
    }

    private ScanLimits limits() {
        Duration timeout = reader.time(SCAN_TIMEOUT);
        Duration clusterTimeout = reader.time(CLUSTER_TIMEOUT);
        if (clusterTimeout.compareTo(timeout) > 0) {
            problems.add(
                    CLUSTER_TIMEOUT.key(),
                    TypedDuration.of(clusterTimeout),
                    "is longer than " + SCAN_TIMEOUT.key() + " (" + TypedDuration.of(timeout) + "); make it shorter");
        }
        return new ScanLimits(reader.amount(SettingCatalog.CONCURRENCY), clusterTimeout, timeout);
    }

    /**
     * Whether every cluster of a shard could take its whole time is not asked: then the run hands the rest on. A scan may be
     * shorter than the default of this setting, because its deadline ends its shards too.
     */
    private Duration shardTimeout(ScanLimits limits) {
        Duration time = reader.time(SHARD_TIMEOUT);
        String shown = TypedDuration.of(time);
        String cluster = CLUSTER_TIMEOUT.key() + " (" + TypedDuration.of(limits.clusterTimeout()) + ")";
        if (time.compareTo(limits.clusterTimeout()) <= 0) {
            problems.add(SHARD_TIMEOUT.key(), shown, "must be longer than " + cluster);
        }
        if (reader.text(SHARD_TIMEOUT).isPresent() && time.compareTo(limits.timeout()) >= 0) {
            problems.add(
                    SHARD_TIMEOUT.key(),
                    shown,
                    "must be shorter than " + SCAN_TIMEOUT.key() + " (" + TypedDuration.of(limits.timeout()) + ")");
        }
        Duration most = FUNCTION_TIMEOUT.minus(DELIVERY_TIME);
        if (time.plus(limits.clusterTimeout()).compareTo(most) > 0) {
            problems.add(
                    SHARD_TIMEOUT.key(),
                    shown,
                    "is with " + cluster + " longer than " + TypedDuration.of(most) + ", and "
                            + TypedDuration.of(FUNCTION_TIMEOUT) + " after its start the platform ends a function;"
                            + " make one of them shorter");
        }
        return time;
    }

    private Optional<Ingestion> ingestion() {
        Optional<String> endpoint = reader.text(INGESTION_ENDPOINT);
        Optional<String> rule = reader.text(INGESTION_RULE_ID);
        if (endpoint.isPresent() != rule.isPresent()) {
            SettingSpec given = endpoint.isPresent() ? INGESTION_ENDPOINT : INGESTION_RULE_ID;
            SettingSpec missing = endpoint.isPresent() ? INGESTION_RULE_ID : INGESTION_ENDPOINT;
            problems.add(given.key(), endpoint.or(() -> rule).orElse(""), "needs " + missing.key() + " too");
        }
        Optional<URI> address = endpoint.flatMap(value -> problems.address(INGESTION_ENDPOINT.key(), value, false));
        Optional<String> ruleId = rule.flatMap(value -> problems.ruleId(INGESTION_RULE_ID.key(), value));
        return address.flatMap(uri -> ruleId.map(id -> new Ingestion(uri, id)));
    }

    private Optional<String> guid(SettingSpec setting, String what) {
        return reader.text(setting).flatMap(value -> problems.guid(setting.key(), value, what));
    }

    private ThresholdSettings thresholds() {
        return new ThresholdSettings(
                reader.time(SettingCatalog.HEARTBEAT_LATE),
                reader.time(SettingCatalog.ONBOARDING_GRACE),
                Duration.ofDays(reader.amount(SettingCatalog.CERTIFICATE_RENEWAL_DAYS)),
                reader.time(SettingCatalog.SETTLING),
                version(SettingCatalog.NEWEST_AGENT),
                reader.time(SettingCatalog.FLUX_REPORT_LATE),
                version(SettingCatalog.NEWEST_KUBERNETES),
                reader.time(SettingCatalog.UPGRADE_GRACE),
                reader.amount(SettingCatalog.RESTARTS));
    }

    private String version(SettingSpec.Text setting) {
        return reader.text(setting)
                .flatMap(value -> problems.version(setting.key(), value))
                .orElse(setting.standard());
    }
}
