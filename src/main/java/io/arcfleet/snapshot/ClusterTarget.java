package io.arcfleet.snapshot;

/** A cluster that is to be scanned, with what Azure already told of it. */
public record ClusterTarget(ClusterIdentity identity, AzureFacts azure) {}
