package io.arcfleet.local;

import java.io.PrintStream;
import java.util.List;

/** Runs the function app that the command line asked for. */
@FunctionalInterface
public interface ServeExecution {

    /**
     * Runs it until Ctrl+C.
     *
     * @param port of 127.0.0.1
     * @param simulated the fleet where the environment names none
     * @return problems with settings or functions, one line each; nothing when it ran
     */
    List<String> run(int port, ScanRequest.Simulated simulated, PrintStream out);
}
