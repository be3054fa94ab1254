package io.arcfleet.local;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of {@code serve} as they were typed. */
@Command(
        name = "serve",
        header = "Runs the function app on this machine.",
        description = {
            "With ARCFLEET_* variables in the environment it runs with those settings, else with a simulated fleet.",
            "With AzureWebJobsStorage in the environment scans are kept there (Azurite's connection string too),",
            "else in memory. It imitates the documented rules of the Azure Functions host; keys are not asked for."
        },
        sortOptions = false)
final class ServeOptions {
    @Option(names = "--port", paramLabel = "PORT", description = "Port of 127.0.0.1 (7071).")
    @Nullable
    String port;

    @ArgGroup(validate = false, heading = "%nSimulated fleet:%n")
    ScanOptions.SimulationOptions simulation = new ScanOptions.SimulationOptions();

    @Option(names = "--verbose", description = "Show more of what happens.")
    boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;
}
