package io.arcfleet.local;

import java.util.List;

/** Examines what only other parts understand: the content of a kubeconfig or cloud file, names of faults. */
@FunctionalInterface
public interface ScanChecks {
    /**
     * What is wrong with {@code request}, one line per problem that names the option, the value and what to do; empty
     * when nothing is. Values that were already refused stand at their defaults. Makes no network call.
     */
    List<String> problems(ScanRequest request);
}
