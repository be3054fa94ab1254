package io.arcfleet.fleet;

/** Something that belongs to the cluster with this lower-case resource ID. */
record OfCluster<T>(String clusterId, T value) {}
