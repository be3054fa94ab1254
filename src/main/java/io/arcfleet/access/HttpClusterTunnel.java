package io.arcfleet.access;

import io.arcfleet.arm.CallReceipts;
import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.Pair;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * A tunnel over a shared HTTP client: the address of one API server and the credential for it. The official client makes
 * the calls; their bodies do not go through its models, which throw on fields that they do not know.
 */
final class HttpClusterTunnel implements ClusterTunnel {

    private static final String SERVICE = "kubernetes";

    /** Authorization differs from cluster to cluster; the official client would keep one for all. */
    private static final String[] NO_AUTH = {};

    private static final String USER_AGENT = "arc-fleet-scanner";

    /** Largest body that is read. 500 nodes with their image lists are about 10 MiB. */
    private static final long BODY_LIMIT = 16L * 1024 * 1024;

    /** How long to wait after a 429 that does not say it. */
    private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(1);

    private final ApiClient client;
    private final HttpUrl server;
    private final @Nullable String authorization;
    private final CallReceipts receipts;
    private final @Nullable AccessFault whenBroken;
    private final String base;
    private final String peer;
    private final Set<Call> inFlight = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * A tunnel that is open from the start.
     *
     * @param authorization value of the header Authorization, or null for none
     * @param whenBroken what it means when a connection fails, or null when that is not known
     */
    HttpClusterTunnel(
            OkHttpClient client,
            HttpUrl server,
            @Nullable String authorization,
            CallReceipts receipts,
            @Nullable AccessFault whenBroken) {
        this.client = new ApiClient(client).setUserAgent(USER_AGENT);
        this.server = server;
        this.authorization = authorization;
        this.receipts = receipts;
        this.whenBroken = whenBroken;
        this.base = server.toString().replaceFirst("/$", "");
        this.peer = "the API server " + server.host() + ":" + server.port();
    }

    @Override
    public String server() {
        String path = server.encodedPath();
        return server.scheme() + "://" + authority() + (path.equals("/") ? "" : path);
    }

    @Override
    public <T> Observation<T> get(KubernetesRequest request, BodyDecoder<T> decoder, Duration timeout) {
        return exchange(() -> call("GET", request, null), decoder, timeout);
    }

    @Override
    public <T> Observation<T> review(String namespace, BodyDecoder<T> decoder, Duration timeout) {
        byte[] question = RulesReview.question(namespace);
        return exchange(() -> call("POST", RulesReview.REQUEST, question), decoder, timeout);
    }

    private <T> Observation<T> exchange(Supplier<Call> calls, BodyDecoder<T> decoder, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        Attempt<T> first = attempt(calls, decoder, end);
        if (first.retryAfter() == null) {
            return first.outcome();
        }
        receipts.throttled(SERVICE);
        long wait = first.retryAfter().toNanos();
        if (wait >= end - System.nanoTime()) {
            return first.outcome();
        }
        if (!pause(wait)) {
            return ended();
        }
        receipts.waited(SERVICE, first.retryAfter());
        Attempt<T> second = attempt(calls, decoder, end);
        if (second.retryAfter() != null) {
            receipts.throttled(SERVICE);
        }
        return second.outcome();
    }

    @Override
    public void close() {
        closed.countDown();
        inFlight.forEach(Call::cancel);
    }

    @Override
    public String toString() {
        return "HttpClusterTunnel[" + server() + "]";
    }

    private Call call(String method, KubernetesRequest request, byte @Nullable [] body) {
        List<Pair> query = new ArrayList<>();
        request.query().forEach((name, value) -> query.add(new Pair(name, value)));
        Map<String, String> headers = new HashMap<>(Map.of("Accept", request.accept()));
        if (body != null) {
            headers.put("Content-Type", KubernetesRequest.JSON);
        }
        if (authorization != null) {
            headers.put("Authorization", authorization);
        }
        try {
            return client.buildCall(
                    base, request.path(), method, query, List.of(), body, headers, Map.of(), Map.of(), NO_AUTH, null);
        } catch (ApiException e) {
            throw new IllegalStateException("a call with bytes or without a body can always be built", e);
        }
    }

    private <T> Attempt<T> attempt(Supplier<Call> calls, BodyDecoder<T> decoder, long end) {
        long left = end - System.nanoTime();
        if (left <= 0) {
            return Attempt.of(new Unavailable<>(Reason.TIMED_OUT, "no time was left to ask " + peer));
        }
        Call call = calls.get();
        call.timeout().timeout(left, TimeUnit.NANOSECONDS);
        inFlight.add(call);
        try {
            if (isClosed()) {
                return Attempt.of(ended());
            }
            receipts.called(SERVICE);
            try (Response response = call.execute()) {
                return answer(response, decoder);
            }
        } catch (IOException e) {
            return Attempt.of(failed(e));
        } finally {
            inFlight.remove(call);
        }
    }

    private <T> Attempt<T> answer(Response response, BodyDecoder<T> decoder) throws IOException {
        int status = response.code();
        if (status == 200 || status == RulesReview.CREATED) {
            return Attempt.of(decode(response.body(), decoder));
        }
        Unavailable<T> refusal =
                StatusAnswer.describe(status, peer, response.body().byteStream());
        return new Attempt<>(refusal, status == 429 ? retryAfter(response) : null);
    }

    private <T> Observation<T> decode(ResponseBody body, BodyDecoder<T> decoder) {
        CappedStream stream = new CappedStream(body.byteStream(), BODY_LIMIT);
        try (stream) {
            return Observation.of(decoder.decode(stream));
        } catch (IOException e) {
            IOException transport = stream.failure();
            if (transport != null) {
                return failed(transport);
            }
            if (stream.exceeded()) {
                return new Unavailable<>(
                        Reason.MALFORMED, "the answer of " + peer + " is larger than " + BODY_LIMIT + " bytes");
            }
            // The decoder's own message may quote the body.
            return new Unavailable<>(Reason.MALFORMED, "the answer of " + peer + " could not be decoded");
        }
    }

    private <T> Unavailable<T> failed(IOException failure) {
        if (isClosed() || Thread.currentThread().isInterrupted()) {
            return ended();
        }
        return TransportFailure.describe(failure, peer, whenBroken);
    }

    private <T> Unavailable<T> ended() {
        return new Unavailable<>(Reason.NOT_ATTEMPTED, "the read of " + peer + " was given up");
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Waits; false when the tunnel was closed or the thread interrupted meanwhile. */
    private boolean pause(long nanos) {
        try {
            return !closed.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String authority() {
        String host = server.host().contains(":") ? "[" + server.host() + "]" : server.host();
        return server.port() == HttpUrl.defaultPort(server.scheme()) ? host : host + ":" + server.port();
    }

    /** Seconds only: API servers do not send the date form. */
    private static Duration retryAfter(Response response) {
        String value = response.header("Retry-After");
        if (value == null || !value.matches("\\d{1,6}")) {
            return DEFAULT_RETRY_AFTER;
        }
        return Duration.ofSeconds(Long.parseLong(value));
    }

    /** How one exchange went; {@code retryAfter} is there when the server asked to come again. */
    private record Attempt<T>(
            Observation<T> outcome, @Nullable Duration retryAfter) {

        static <T> Attempt<T> of(Observation<T> outcome) {
            return new Attempt<>(outcome, null);
        }
    }
}
