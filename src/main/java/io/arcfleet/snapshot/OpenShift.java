package io.arcfleet.snapshot;

import java.util.Set;

/**
 * What is special to an OpenShift cluster.
 *
 * @param version of OpenShift, from the cluster version
 * @param privilegedUsers users and groups that may use the security context constraint {@code privileged}
 */
public record OpenShift(Observation<String> version, Observation<Set<String>> privilegedUsers) {}
