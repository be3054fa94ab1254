package io.arcfleet.scan;

import io.arcfleet.finding.Health;
import org.jspecify.annotations.Nullable;

/**
 * How the scan of one cluster ended, as the ledger keeps it.
 *
 * @param health the verdict, null when there is none
 * @param findings number of findings
 * @param reached whether its API server was reached, or nobody asked for that
 * @param failure why there is no verdict, null when there is one
 */
public record ClusterOutcome(
        String clusterId,
        @Nullable Health health,
        int findings,
        boolean reached,
        @Nullable String failure) {}
