package io.arcfleet.local;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of {@code permissions} as they were typed. */
@Command(
        name = "permissions",
        header = "Prints what the scanner must be allowed to do, or says what of it is missing.",
        description = {
            "Without an option: the objects for a cluster as YAML, and a custom role for Azure.",
            "With a kubeconfig, subscriptions or both: what is missing there. Nothing is changed.",
            "%nExit status: 0 when nothing is missing, 1 when something is, 2 for wrong arguments, 3 when it could not be"
                    + " found out."
        },
        sortOptions = false)
final class PermissionsOptions {
    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "Ask the clusters of this file's contexts, as the users of the contexts.")
    @Nullable
    String kubeconfig;

    @Option(names = "--context", arity = "1..*", paramLabel = "NAME", description = "Ask only these contexts.")
    List<String> contexts = List.of();

    @Option(
            names = "--subscription",
            arity = "1..*",
            split = ",",
            paramLabel = "ID",
            description = "Ask Azure what the signed-in identity may do in these subscriptions.")
    List<String> subscriptions = List.of();

    @Option(names = "--all-subscriptions", description = "Ask about every subscription that it sees.")
    boolean allSubscriptions;

    @Option(
            names = "--cloud",
            paramLabel = "NAME|FILE",
            description = "public (default), usgovernment, china, or a file that describes another cloud.")
    @Nullable
    String cloud;

    @Option(names = "--verbose", description = "Show more of what happens, and stack traces.")
    boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    /** Whether only the files are wanted. */
    boolean onlyPrints() {
        return kubeconfig == null
                && subscriptions.isEmpty()
                && !allSubscriptions
                && contexts.isEmpty()
                && cloud == null;
    }

    /** The same as options of a scan, whose rules for targets are the same. */
    ScanOptions asScan() {
        ScanOptions scan = new ScanOptions();
        scan.target.kubeconfig = kubeconfig;
        scan.target.contexts = contexts;
        scan.target.subscriptions = subscriptions;
        scan.target.allSubscriptions = allSubscriptions;
        scan.target.cloud = cloud;
        scan.run.verbose = verbose;
        return scan;
    }
}
