package io.arcfleet.snapshot;

import org.jspecify.annotations.Nullable;

/** The custom resource {@code connectedclusters.arc.azure.com/clustermetadata}: what the agents last reported. */
public record ClusterMetadata(
        @Nullable String azureResourceId,
        @Nullable String kubernetesVersion,
        @Nullable Integer nodeCount,
        @Nullable String agentVersion) {}
