package io.arcfleet.simulation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What never changes about a simulated cluster.
 *
 * @param seed decides its random parts
 * @param id resource ID as Azure spells it, in mixed case
 * @param kubernetesVersion {@code gitVersion}
 * @param certificateDays days from the start until the identity certificate ends, when all is well
 */
record ClusterTraits(
        long seed,
        String id,
        String name,
        Subscription subscription,
        String resourceGroup,
        String location,
        Distribution distribution,
        String kubernetesVersion,
        String agentVersion,
        int nodes,
        int coresPerNode,
        Instant createdAt,
        int certificateDays,
        String hash) {

    /** The tenant of the whole fleet. */
    static final String TENANT = "72f988bf-0000-4000-8000-2d7cd011db47";

    /** A subscription of the fleet. */
    record Subscription(String id, String name) {}

    /** The SHA-256 of the lower-case resource ID, by which the relay and the proxy know a cluster. */
    static String hash(String id) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(id.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The resource ID in lower case. */
    String key() {
        return id.toLowerCase(Locale.ROOT);
    }

    int cores() {
        return nodes * coresPerNode;
    }

    /** A random number that depends on the cluster and {@code salt} alone. */
    long random(String salt) {
        long mixed = seed;
        for (int i = 0; i < salt.length(); i++) {
            mixed = mixed * 1_000_003 + salt.charAt(i);
        }
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    /** A whole number from 0 to {@code bound} - 1 that depends on the cluster and {@code salt} alone. */
    int random(String salt, int bound) {
        return (int) Math.floorMod(random(salt), (long) bound);
    }
}
