package io.arcfleet.local;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of {@code explain} as they were typed. */
@Command(
        name = "explain",
        header = "Says what an error text of Azure Arc-enabled Kubernetes means, and what to do.",
        description = {
            "Takes any text: the output of az or kubectl, an agent's log, an event, a Helm status.",
            "It is read on this machine alone.",
            "%nExit status: 0 with a known cause, 1 with none, 2 when the text cannot be read."
        },
        sortOptions = false)
final class ExplainOptions {
    @Parameters(paramLabel = "FILE", arity = "0..1", description = "A file, or - for standard input.")
    @Nullable
    String file;

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;
}
