package io.arcfleet.local;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of {@code scan} as they were typed: texts, judged all together by {@link RequestParser}. */
@Command(
        name = "scan",
        header = "Scans a fleet and says for each cluster what is wrong, why, and what to do.",
        description = "Without a target a simulated fleet is scanned.",
        sortOptions = false,
        synopsisHeading = "%nUsage: ",
        customSynopsis = ProgramCommand.NAME + " [scan] [OPTION]...",
        descriptionHeading = "%n",
        footerHeading = "%nExit status:%n",
        footer = {
            "  0  done",
            "  1  a finding at or above --fail-on",
            "  2  the command line cannot be used",
            "  3  the scan could not be completed",
            "130  Ctrl+C: the report has what was done so far"
        })
final class ScanOptions {
    @ArgGroup(validate = false, order = 1, heading = "%nTarget:%n")
    TargetOptions target = new TargetOptions();

    @ArgGroup(validate = false, order = 2, heading = "%nWhich clusters and checks (repeatable):%n")
    FilterOptions filter = new FilterOptions();

    @ArgGroup(validate = false, order = 3, heading = "%nResult:%n")
    ResultOptions result = new ResultOptions();

    @ArgGroup(validate = false, order = 4, heading = "%nHow it runs:%n")
    RunOptions run = new RunOptions();

    @ArgGroup(validate = false, order = 5, heading = "%nSimulated fleet:%n")
    SimulationOptions simulation = new SimulationOptions();

    /** What is scanned. */
    static final class TargetOptions {
        @Option(
                names = "--subscription",
                arity = "1..*",
                split = ",",
                paramLabel = "ID",
                description = "Clusters of these Azure subscriptions.")
        List<String> subscriptions = List.of();

        @Option(
                names = "--all-subscriptions",
                description = "Clusters of every subscription that the signed-in identity sees.")
        boolean allSubscriptions;

        @Option(
                names = "--kubeconfig",
                paramLabel = "FILE",
                description = "Reach clusters through the contexts of this file; alone, or with subscriptions.")
        @Nullable
        String kubeconfig;

        @Option(
                names = "--context",
                arity = "1..*",
                paramLabel = "NAME",
                description = "Only these contexts of the kubeconfig.")
        List<String> contexts = List.of();

        @Option(
                names = "--arc-proxy-path",
                paramLabel = "FILE",
                description = "Reach clusters through Microsoft's cluster connect proxy, run by this program.")
        @Nullable
        String arcProxyPath;

        @Option(
                names = "--arc-proxy",
                paramLabel = "URL",
                description = "Reach clusters through a running cluster connect proxy.")
        @Nullable
        String arcProxy;

        @Option(
                names = "--cluster-token-file",
                paramLabel = "PATTERN",
                description = "Where the service account token of each cluster is; with a proxy.")
        @Nullable
        String clusterTokenFile;

        @Option(
                names = "--key-vault",
                paramLabel = "URL",
                description = "The Key Vault with the service account tokens; with a proxy.")
        @Nullable
        String keyVault;

        @Option(
                names = "--key-vault-secret",
                paramLabel = "PATTERN",
                description = "Name of the secret of a cluster (arcfleet-{hash}: SHA-256 of the resource ID).")
        @Nullable
        String keyVaultSecret;

        @Option(
                names = "--key-vault-secret-tag",
                paramLabel = "NAME",
                description = "Tag of a connected cluster that names its secret.")
        @Nullable
        String keyVaultSecretTag;

        @Option(
                names = "--app-client-id",
                paramLabel = "ID",
                description = "App registration to sign in to clusters as; with --arc-proxy-path.")
        @Nullable
        String appClientId;

        @Option(names = "--app-tenant-id", paramLabel = "ID", description = "Tenant of the app registration.")
        @Nullable
        String appTenantId;

        @Option(
                names = "--app-certificate",
                paramLabel = "FILE",
                description = "Its certificate and private key, PEM; without: the managed identity is federated.")
        @Nullable
        String appCertificate;

        @Option(
                names = "--cloud",
                paramLabel = "NAME|FILE",
                description = "public (default), usgovernment, china, or a file that describes another cloud.")
        @Nullable
        String cloud;
    }

    /** Which clusters and checks. */
    static final class FilterOptions {
        @Option(
                names = "--resource-group",
                arity = "1..*",
                paramLabel = "NAME",
                description = "Only clusters of these resource groups.")
        List<String> resourceGroups = List.of();

        @Option(
                names = "--location",
                arity = "1..*",
                paramLabel = "REGION",
                description = "Only clusters of these Azure regions.")
        List<String> locations = List.of();

        @Option(names = "--tag", arity = "1..*", paramLabel = "K=V", description = "Only clusters with all these tags.")
        List<String> tags = List.of();

        @Option(
                names = "--name",
                arity = "1..*",
                paramLabel = "GLOB",
                description = "Only clusters whose name matches, for example 'store-*'.")
        List<String> names = List.of();

        @Option(
                names = "--check",
                arity = "1..*",
                split = ",",
                paramLabel = "ID",
                description = "Only these checks; the command 'checks' lists them.")
        List<String> checks = List.of();

        @Option(
                names = "--skip-check",
                arity = "1..*",
                split = ",",
                paramLabel = "ID",
                description = "All checks but these.")
        List<String> skippedChecks = List.of();
    }

    /** Where the result goes. */
    static final class ResultOptions {
        @Option(
                names = "--output",
                paramLabel = "DIR",
                description = "Directory for findings.jsonl, clusters.jsonl and scan.json (target/fleet-report).")
        @Nullable
        String output;

        @Option(
                names = "--format",
                paramLabel = "FORMAT",
                description = "What standard output gets: text (default), json or none.")
        @Nullable
        String format;

        @Option(
                names = "--fail-on",
                paramLabel = "SEVERITY",
                description = "Exit with 1 on findings at or above: low, medium, high, critical; never (default).")
        @Nullable
        String failOn;

        @Option(
                names = "--ingest-endpoint",
                paramLabel = "URL",
                description = "Also send the rows to this Azure Monitor endpoint; needs --rule-id.")
        @Nullable
        String ingestEndpoint;

        @Option(
                names = "--rule-id",
                paramLabel = "ID",
                description = "Immutable id (dcr-...) of the data collection rule.")
        @Nullable
        String ruleId;
    }

    /** How the scan runs. */
    static final class RunOptions {
        @Option(names = "--concurrency", paramLabel = "N", description = "Clusters in flight at most (64).")
        @Nullable
        String concurrency;

        @Option(
                names = "--cluster-timeout",
                paramLabel = "TIME",
                description = "Time for one cluster, for example 500ms, 30s, 5m (30s).")
        @Nullable
        String clusterTimeout;

        @Option(names = "--timeout", paramLabel = "TIME", description = "Time for the whole scan (30m).")
        @Nullable
        String timeout;

        @Option(
                names = "--newest-agent",
                paramLabel = "VERSION",
                description = "Newest agent version, when it is newer than this program knows.")
        @Nullable
        String newestAgent;

        @Option(names = "--verbose", description = "Show more of what happens, and stack traces.")
        boolean verbose;

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help.")
        boolean help;
    }

    /** The simulated fleet. */
    static final class SimulationOptions {
        @Option(names = "--clusters", paramLabel = "N", description = "Number of clusters (60).")
        @Nullable
        String clusters;

        @Option(names = "--seed", paramLabel = "N", description = "The same seed makes the same fleet (1).")
        @Nullable
        String seed;

        @Option(names = "--latency", paramLabel = "MS", description = "Milliseconds until a simulated answer (20).")
        @Nullable
        String latency;

        @Option(
                names = "--faults",
                paramLabel = "NAMES",
                description = "default, none, or names of faults separated by commas.")
        @Nullable
        String faults;
    }
}
