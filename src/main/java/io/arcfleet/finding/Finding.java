package io.arcfleet.finding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * One thing that is wrong with one cluster, and what to do about it.
 *
 * @param id the same for the same fault in every scan, see {@link #idOf}
 * @param checkId the check that found it, for example {@code agent-pods-ready}
 * @param title the good state in words, from the check's specification
 * @param area the part of the cluster
 * @param severity how much it matters
 * @param clusterId lower-case resource ID, or {@code kubeconfig:<host>/<context>}
 * @param issue subject, message and evidence
 * @param remedy what to do, with the cluster's own names filled in
 * @param reference the first reference of the check: the page that tells more
 * @param observedAt when the cluster was observed
 */
public record Finding(
        String id,
        String checkId,
        String title,
        Area area,
        Severity severity,
        String clusterId,
        Issue issue,
        String remedy,
        String reference,
        Instant observedAt) {

    private static final int ID_BYTES = 16;

    /**
     * The identity of a finding: the first 16 bytes, in hex, of the SHA-256 of cluster, check and subject. It depends
     * on nothing that changes between scans.
     */
    public static String idOf(String clusterId, String checkId, String subject) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] hash =
                    sha256.digest(String.join("\n", clusterId, checkId, subject).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
