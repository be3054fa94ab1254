package io.arcfleet.local;

import io.arcfleet.check.CheckSpec;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the catalogue: a line per check with its id, severity and title. */
@Command(name = "checks", header = "Lists the checks: id, severity and the good state in words.", sortOptions = false)
final class ChecksCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    /** Prints {@code checks} in their order. */
    static void print(List<CheckSpec> checks, PrintStream out) {
        int width = checks.stream().mapToInt(check -> check.id().length()).max().orElse(1);
        for (CheckSpec check : checks) {
            out.printf(
                    Locale.ROOT,
                    "%-" + width + "s  %-13s  %s%n",
                    check.id(),
                    check.severity().word(),
                    check.title());
        }
    }
}
