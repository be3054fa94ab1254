package io.arcfleet.access;

import io.arcfleet.snapshot.ClusterIdentity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import okhttp3.HttpUrl;

/** The resource ID of a connected cluster as a path. */
final class ResourcePath {

    private ResourcePath() {}

    /** As Azure spells it, each part escaped. */
    static String of(ClusterIdentity identity) {
        return new HttpUrl.Builder()
                .scheme("https")
                .host("localhost")
                .addPathSegments("subscriptions")
                .addPathSegment(String.valueOf(identity.subscriptionId()))
                .addPathSegment("resourceGroups")
                .addPathSegment(String.valueOf(identity.resourceGroup()))
                .addPathSegments("providers/Microsoft.Kubernetes/connectedClusters")
                .addPathSegment(identity.name())
                .build()
                .encodedPath();
    }

    /** SHA-256 of the lower-case resource ID in hex: the path of the cluster on the proxy. */
    static String hash(ClusterIdentity identity) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(identity.id().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
