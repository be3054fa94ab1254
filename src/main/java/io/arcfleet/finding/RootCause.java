package io.arcfleet.finding;

import java.util.List;

/**
 * A finding that no other finding of the cluster explains.
 *
 * @param finding the cause
 * @param explains ids of the findings that follow from it, empty when it stands alone
 * @param unevaluated checks that might explain it and were not evaluated; not empty makes it a <em>possible</em> root
 *     cause
 * @param sentence cause, evidence and what it explains, for a person
 */
public record RootCause(Finding finding, List<String> explains, List<String> unevaluated, String sentence) {

    public RootCause {
        explains = List.copyOf(explains);
        unevaluated = List.copyOf(unevaluated);
    }

    /** Whether every check that could explain the finding was evaluated. */
    public boolean isCertain() {
        return unevaluated.isEmpty();
    }
}
