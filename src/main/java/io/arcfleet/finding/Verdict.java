package io.arcfleet.finding;

import java.util.List;

/**
 * The answer for one cluster.
 *
 * @param health the state in one word
 * @param rootCauses worst first; empty when there is no finding
 */
public record Verdict(Health health, List<RootCause> rootCauses) {

    public Verdict {
        rootCauses = List.copyOf(rootCauses);
    }
}
