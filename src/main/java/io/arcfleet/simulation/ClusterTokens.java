package io.arcfleet.simulation;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The tokens of a simulation: random, new with every start, in the shape of the real ones. */
final class ClusterTokens {

    private static final int SIGNATURE_BYTES = 64;

    private final SecureRandom random = new SecureRandom();
    private final ConcurrentMap<ClusterState, String> tokens = new ConcurrentHashMap<>();

    /** The service-account token that a cluster accepts. */
    String of(ClusterState cluster) {
        return tokens.computeIfAbsent(cluster, ignored -> token("system:serviceaccount:arcfleet:arcfleet-scanner"));
    }

    /** A new token, three parts of base64 with dots between them. */
    String token(String subject) {
        byte[] signature = new byte[SIGNATURE_BYTES];
        random.nextBytes(signature);
        return encoded("{\"alg\":\"ES256\",\"typ\":\"JWT\"}") + "." + encoded("{\"sub\":\"" + subject + "\"}") + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
