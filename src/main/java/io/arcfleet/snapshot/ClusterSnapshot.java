package io.arcfleet.snapshot;

import java.time.Instant;

/** Everything that was observed of one cluster; what the checks judge. */
public record ClusterSnapshot(
        ClusterIdentity identity, AzureFacts azure, KubernetesFacts kubernetes, Instant observedAt) {}
