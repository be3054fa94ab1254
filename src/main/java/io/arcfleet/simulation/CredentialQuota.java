package io.arcfleet.simulation;

import io.arcfleet.simulation.SimulationSettings.CredentialRate;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The quota of listClusterUserCredential: a token bucket for each subscription and region, as Resource Manager counts
 * ("Understand how Azure Resource Manager throttles requests"). What it counts a POST of this kind as is not published;
 * the bucket of writes is the smallest.
 */
final class CredentialQuota {

    private static final long SECOND = 1_000_000_000L;

    private final CredentialRate rate;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    CredentialQuota(CredentialRate rate) {
        this.rate = rate;
    }

    /** Counts a request for a cluster; when there are too many, the seconds after which to come again. */
    OptionalLong refused(ClusterTraits cluster) {
        return buckets.computeIfAbsent(
                        cluster.subscription().id() + " " + cluster.location(), key -> new Bucket(rate.burst()))
                .take(rate);
    }

    /** In real time: the clock of a simulation may stand still. */
    private static final class Bucket {

        private double left;
        private long filledAt = System.nanoTime();

        private Bucket(int burst) {
            left = burst;
        }

        synchronized OptionalLong take(CredentialRate rate) {
            long now = System.nanoTime();
            left = Math.min(rate.burst(), left + (double) (now - filledAt) * rate.perSecond() / SECOND);
            filledAt = now;
            if (left < 1) {
                return OptionalLong.of((long) Math.ceil((1 - left) / rate.perSecond()));
            }
            left -= 1;
            return OptionalLong.empty();
        }
    }
}
