package io.arcfleet.access;

import java.time.Instant;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that a proxy knows.
 *
 * @param server address of the cluster on the proxy
 * @param client trusts the proxy
 * @param token the one the cluster was registered with, or null
 * @param authorization value of the header Authorization, or null when the proxy itself shows who asks
 * @param generation of the proxy that it was told to
 * @param until when it ends
 */
record Registration(
        HttpUrl server,
        OkHttpClient client,
        @Nullable String token,
        @Nullable String authorization,
        long generation,
        Instant until) {

    @Override
    public String toString() {
        return "Registration[" + server + "]";
    }
}
