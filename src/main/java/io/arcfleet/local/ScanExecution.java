package io.arcfleet.local;

import java.io.PrintStream;

/** Runs a scan that the command line asked for. */
@FunctionalInterface
public interface ScanExecution {
    /**
     * Runs it to its end, report included. An exception is reported by the caller in one line, as
     * {@link ExitStatus#INCOMPLETE}.
     *
     * @param out for the result
     * @param err for progress and problems
     */
    ExitStatus run(ScanRequest request, PrintStream out, PrintStream err);
}
