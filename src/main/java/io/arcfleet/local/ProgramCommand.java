package io.arcfleet.local;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program without a command. */
@Command(
        name = ProgramCommand.NAME,
        header = "Finds out what is wrong with Azure Arc-enabled Kubernetes clusters.",
        description = {
            "%nWithout a command: scan. Nothing is changed in the clusters.",
            "%nExamples:",
            "  arc-fleet-scanner                                   a simulated fleet",
            "  arc-fleet-scanner --kubeconfig ~/.kube/config       clusters of a kubeconfig",
            "  arc-fleet-scanner --subscription 00000000-0000-0000-0000-000000000000",
            "  arc-fleet-scanner serve                             the function app on this machine",
            "  arc-fleet-scanner explain error.txt                 what an error text means; - for standard input",
            "  arc-fleet-scanner permissions                       what the scanner must be allowed to do",
            "  arc-fleet-scanner scan --help                       every option%n"
        },
        sortOptions = false)
final class ProgramCommand {
    /** Name of the program. */
    static final String NAME = "arc-fleet-scanner";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    boolean version;
}
