package io.arcfleet.check;

import java.time.Duration;

/**
 * The figures that the checks compare with; all of them settings.
 *
 * @param heartbeatLate age of the last heartbeat from which it is late (documented: 15 minutes until Offline)
 * @param onboardingGrace how long a resource may be Connecting (documented: metadata appears within 10 minutes)
 * @param certificateRenewal remaining life of the identity certificate below which its renewal is overdue; the
 *     certificate lives 90 days and agents renew it from day 46 on
 * @param settling age below which a pod or a Helm operation is still starting, not failing
 * @param newestAgent newest agent version, whose minor is N of the support window N-2
 * @param fluxReportLate age of the last Flux report from which its state is called stale
 * @param newestKubernetes newest version of Kubernetes, for example {@code 1.36.0}, whose minor is N of the support window N-2
 * @param upgradeGrace how long an upgrade of the agents may take
 * @param restarts restarts of a container from which they are too many
 */
public record Thresholds(
        Duration heartbeatLate,
        Duration onboardingGrace,
        Duration certificateRenewal,
        Duration settling,
        String newestAgent,
        Duration fluxReportLate,
        String newestKubernetes,
        Duration upgradeGrace,
        int restarts) {

    /** Newest agent known when this version was built: July 2026, from the agent release notes. */
    public static final String NEWEST_AGENT = "1.36.1";

    /** Newest version of Kubernetes known when this version was built: April 2026, from its release pages. */
    public static final String NEWEST_KUBERNETES = "1.36.0";

    /** The documented figures. */
    public static Thresholds defaults() {
        return new Thresholds(
                Duration.ofMinutes(15),
                Duration.ofMinutes(15),
                Duration.ofDays(44),
                Duration.ofMinutes(10),
                NEWEST_AGENT,
                Duration.ofHours(1),
                NEWEST_KUBERNETES,
                Duration.ofHours(6),
                10);
    }

    /** The same with another newest agent version, for example {@code 1.37.0}. */
    public Thresholds withNewestAgent(String version) {
        return new Thresholds(
                heartbeatLate,
                onboardingGrace,
                certificateRenewal,
                settling,
                version,
                fluxReportLate,
                newestKubernetes,
                upgradeGrace,
                restarts);
    }
}
