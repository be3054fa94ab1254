package io.arcfleet.config;

import java.time.Duration;

/**
 * The figures that checks compare with.
 *
 * @param heartbeatLate age of the last heartbeat from which it is late
 * @param onboardingGrace how long a resource may be connecting
 * @param certificateRenewal remaining life of the identity certificate below which its renewal is overdue, whole days
 * @param settling age below which a pod or a Helm operation is still starting
 * @param newestAgent newest agent version, for example {@code 1.36.1}
 * @param fluxReportLate age of the last Flux report from which its state is stale
 * @param newestKubernetes newest version of Kubernetes, for example {@code 1.36.0}
 * @param upgradeGrace how long an upgrade of the agents may take
 * @param restarts restarts of a container from which they are too many
 */
public record ThresholdSettings(
        Duration heartbeatLate,
        Duration onboardingGrace,
        Duration certificateRenewal,
        Duration settling,
        String newestAgent,
        Duration fluxReportLate,
        String newestKubernetes,
        Duration upgradeGrace,
        int restarts) {}
