package io.arcfleet.config;

import io.arcfleet.config.AccessSettings.CredentialRate;
import io.arcfleet.config.SettingSpec.Amount;
import io.arcfleet.config.SettingSpec.Text;
import io.arcfleet.config.SettingSpec.Time;
import java.time.Duration;
import java.util.List;

/** Every setting of the function app, in the order of the README. */
final class SettingCatalog {

    /** What the names of our settings begin with. */
    static final String PREFIX = "ARCFLEET_";

    static final Text SCHEDULE = new Text(
            "ARCFLEET_SCHEDULE",
            "0 0 * * * *",
            "NCRONTAB, six fields, UTC",
            "when the fleet is scanned: second, minute, hour, day, month, day of the week; the platform reads it too, so"
                    + " give it even where the default is right");
    static final Text SUBSCRIPTIONS = new Text(
            "ARCFLEET_SUBSCRIPTIONS",
            "",
            "GUIDs separated by commas",
            "only clusters of these subscriptions; empty: of every subscription that the identity sees");
    static final Text RESOURCE_GROUPS = new Text(
            "ARCFLEET_RESOURCE_GROUPS", "", "names separated by commas", "only clusters of these resource groups");
    static final Text LOCATIONS =
            new Text("ARCFLEET_LOCATIONS", "", "regions separated by commas", "only clusters of these Azure regions");
    static final Text TAGS =
            new Text("ARCFLEET_TAGS", "", "`name=value` separated by semicolons", "only clusters with all these tags");
    static final Text NAMES = new Text(
            "ARCFLEET_NAMES",
            "",
            "globs separated by commas",
            "only clusters whose name matches one of them: `*`, `?`, `[abc]`, `{a,b}`");
    static final Text CHECKS = new Text(
            "ARCFLEET_CHECKS",
            "",
            "ids separated by commas",
            "only these checks; empty: all of [them](#what-it-checks)");
    static final Text SKIP_CHECKS =
            new Text("ARCFLEET_SKIP_CHECKS", "", "ids separated by commas", "all checks but these");
    static final Text CLOUD = new Text(
            "ARCFLEET_CLOUD",
            "public",
            "`public`, `usgovernment`, `china` or the path of a file",
            "the Azure cloud; a file describes another one");
    static final Amount CONCURRENCY =
            new Amount("ARCFLEET_CONCURRENCY", 32, 1, 1_000, "clusters", "how many are in flight at once in one shard");
    static final Time CLUSTER_TIMEOUT = new Time(
            "ARCFLEET_CLUSTER_TIMEOUT",
            Duration.ofSeconds(30),
            Duration.ofMillis(100),
            Duration.ofMinutes(10),
            "deadline of one cluster, from its first call to its verdict");
    static final Time SCAN_TIMEOUT = new Time(
            "ARCFLEET_SCAN_TIMEOUT",
            Duration.ofMinutes(50),
            Duration.ofMinutes(1),
            Duration.ofHours(24),
            "deadline of a scan; clusters without an outcome by then are named as missing; best shorter than the pause of the"
                    + " schedule, or the next scan joins this one");
    static final Amount SHARD_SIZE =
            new Amount("ARCFLEET_SHARD_SIZE", 100, 1, 1_000, "clusters", "how many one queue message stands for");
    static final Time SHARD_TIMEOUT = new Time(
            "ARCFLEET_SHARD_TIMEOUT",
            Duration.ofMinutes(20),
            Duration.ofSeconds(10),
            Duration.ofMinutes(25),
            "how long one run over a shard starts clusters; it then ships what is done and hands the rest on as a new"
                    + " message; with the cluster timeout 25m at most, well below `functionTimeout` of host.json");
    static final Time RETENTION = new Time(
            "ARCFLEET_RETENTION",
            Duration.ofDays(30),
            Duration.ofDays(1),
            Duration.ofDays(400),
            "how long the storage account remembers scans that have ended, and findings that are resolved or unknown");
    static final Text CLUSTER_ACCESS = new Text(
            "ARCFLEET_CLUSTER_ACCESS",
            "off",
            "`off` or `arc-proxy`",
            "the way into clusters; `off`: they are judged by their Azure side alone");
    static final Text ARC_PROXY_PATH = new Text(
            "ARCFLEET_ARC_PROXY_PATH",
            "",
            "path",
            "Microsoft's proxy for cluster connect, run by the app itself; with `arc-proxy`: this or the address of one");
    static final Text ARC_PROXY_URL = new Text(
            "ARCFLEET_ARC_PROXY_URL",
            "",
            "https, or http on loopback",
            "address of a cluster connect proxy that already runs");
    static final Text CLUSTER_TOKEN_FILE = new Text(
            "ARCFLEET_CLUSTER_TOKEN_FILE",
            "",
            "path with `{name}`, `{resourceGroup}`, `{subscription}`, `{hash}`",
            "where the service account token of each cluster is; with `arc-proxy`: this, a Key Vault or an app registration");
    static final Text KEY_VAULT_URL =
            new Text("ARCFLEET_KEY_VAULT_URL", "", "https", "address of the Key Vault with the service account tokens");
    static final Text KEY_VAULT_SECRET = new Text(
            "ARCFLEET_KEY_VAULT_SECRET",
            AccessRules.STANDARD_SECRET,
            "name with `{hash}`, and `{name}`, `{resourceGroup}`, `{subscription}`",
            "secret of a cluster; `{hash}` is the SHA-256 of its resource ID in lower case; what a name in a vault cannot"
                    + " have becomes a hyphen");
    static final Text KEY_VAULT_SECRET_TAG = new Text(
            "ARCFLEET_KEY_VAULT_SECRET_TAG",
            "",
            "name of a tag",
            "a connected cluster with this tag has its token in the secret that the tag names; who may write the tag chooses"
                    + " the secret, so keep nothing else in the vault");
    static final Text APP_CLIENT_ID = new Text(
            "ARCFLEET_APP_CLIENT_ID",
            "",
            "GUID",
            "client id of the app registration that signs in to clusters with Microsoft Entra; needs its tenant and the path of"
                    + " the proxy");
    static final Text APP_TENANT_ID = new Text("ARCFLEET_APP_TENANT_ID", "", "GUID", "tenant of the app registration");
    static final Text APP_CERTIFICATE = new Text(
            "ARCFLEET_APP_CERTIFICATE",
            "",
            "path of a PEM file",
            "certificate and private key of the app registration; empty: the managed identity is federated to it");
    static final Amount CREDENTIAL_BURST = new Amount(
            "ARCFLEET_CREDENTIAL_BURST",
            CredentialRate.defaults().burst(),
            1,
            2_000,
            "requests",
            "how many relay credentials may be asked for at once in a subscription and region");
    static final Amount CREDENTIAL_RATE = new Amount(
            "ARCFLEET_CREDENTIAL_RATE",
            CredentialRate.defaults().perSecond(),
            1,
            200,
            "requests a second",
            "how many after that");
    static final Text INGESTION_ENDPOINT = new Text(
            "ARCFLEET_INGESTION_ENDPOINT",
            "",
            "https",
            "address for logs ingestion; needs the id of the rule; empty: no rows are sent");
    static final Text INGESTION_RULE_ID = new Text(
            "ARCFLEET_INGESTION_RULE_ID",
            "",
            "`dcr-` and 32 digits",
            "immutable id of the data collection rule; needs the endpoint");
    static final Text MANAGED_IDENTITY_CLIENT_ID = new Text(
            "ARCFLEET_MANAGED_IDENTITY_CLIENT_ID",
            "",
            "GUID",
            "client id of the user-assigned identity that reads Azure; empty: the default credential");
    static final Time HEARTBEAT_LATE = new Time(
            "ARCFLEET_HEARTBEAT_LATE",
            Duration.ofMinutes(15),
            Duration.ofMinutes(1),
            Duration.ofDays(7),
            "age of the last heartbeat from which it is late");
    static final Time ONBOARDING_GRACE = new Time(
            "ARCFLEET_ONBOARDING_GRACE",
            Duration.ofMinutes(15),
            Duration.ofMinutes(1),
            Duration.ofDays(7),
            "how long a new cluster may be connecting");
    static final Amount CERTIFICATE_RENEWAL_DAYS = new Amount(
            "ARCFLEET_CERTIFICATE_RENEWAL_DAYS",
            44,
            1,
            // The certificate lives 90 days (Azure Arc, connectivity statuses): from 90 on every one would be late.
            89,
            "days",
            "remaining life of the identity certificate below which its renewal is overdue");
    static final Time SETTLING = new Time(
            "ARCFLEET_SETTLING",
            Duration.ofMinutes(10),
            Duration.ZERO,
            Duration.ofHours(24),
            "age below which a pod or a Helm operation is still starting");
    static final Text NEWEST_AGENT = new Text(
            "ARCFLEET_NEWEST_AGENT",
            "1.36.1",
            "version such as `1.36.1`",
            "newest agent version, from which the support window counts back");
    static final Time FLUX_REPORT_LATE = new Time(
            "ARCFLEET_FLUX_REPORT_LATE",
            Duration.ofHours(1),
            Duration.ofMinutes(1),
            Duration.ofDays(30),
            "age of the last Flux report from which its state is stale");
    static final Text NEWEST_KUBERNETES = new Text(
            "ARCFLEET_NEWEST_KUBERNETES",
            "1.36.0",
            "version such as `1.36.0`",
            "newest version of Kubernetes, from which the support window counts back");
    static final Time UPGRADE_GRACE = new Time(
            "ARCFLEET_UPGRADE_GRACE",
            Duration.ofHours(6),
            Duration.ofMinutes(10),
            Duration.ofDays(30),
            "how long an upgrade of the agents may take");
    static final Amount RESTARTS = new Amount(
            "ARCFLEET_RESTARTS", 10, 1, 100_000, "restarts", "restarts of a container from which they are too many");

    private static final List<SettingSpec> ALL = List.of(
            SCHEDULE,
            SUBSCRIPTIONS,
            RESOURCE_GROUPS,
            LOCATIONS,
            TAGS,
            NAMES,
            CHECKS,
            SKIP_CHECKS,
            CLOUD,
            CONCURRENCY,
            CLUSTER_TIMEOUT,
            SCAN_TIMEOUT,
            SHARD_SIZE,
            SHARD_TIMEOUT,
            RETENTION,
            CLUSTER_ACCESS,
            ARC_PROXY_PATH,
            ARC_PROXY_URL,
            CLUSTER_TOKEN_FILE,
            KEY_VAULT_URL,
            KEY_VAULT_SECRET,
            KEY_VAULT_SECRET_TAG,
            APP_CLIENT_ID,
            APP_TENANT_ID,
            APP_CERTIFICATE,
            CREDENTIAL_BURST,
            CREDENTIAL_RATE,
            INGESTION_ENDPOINT,
            INGESTION_RULE_ID,
            MANAGED_IDENTITY_CLIENT_ID,
            HEARTBEAT_LATE,
            ONBOARDING_GRACE,
            CERTIFICATE_RENEWAL_DAYS,
            SETTLING,
            NEWEST_AGENT,
            FLUX_REPORT_LATE,
            NEWEST_KUBERNETES,
            UPGRADE_GRACE,
            RESTARTS);

    private SettingCatalog() {}

    /** The settings in their order. */
    static List<SettingSpec> all() {
        return ALL;
    }
}
