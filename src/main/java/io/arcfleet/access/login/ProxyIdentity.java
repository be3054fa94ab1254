package io.arcfleet.access.login;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.arcfleet.access.AnyCertificate;
import io.arcfleet.access.Redaction;
import io.arcfleet.arm.CallReceipts;
import io.arcfleet.config.Loopback;
import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * The identity calls of the proxy for cluster connect, as the CLI extension {@code connectedk8s} makes them.
 *
 * <p>The certificate of the proxy is not verified here, and here only: it makes its own authority when it starts, which is
 * known from the answer of a registration and not before one. So these calls go to this machine only, to a process that is
 * our own child; and what is handed over is of use only with the private key that never leaves that process.
 */
final class ProxyIdentity {

    /** What the proxy said to a token. */
    enum Handover {
        /** It took it. */
        TAKEN,
        /** The key that the token is bound to is no longer the proxy's. */
        KEY_EXPIRED
    }

    private static final String SERVICE = "cluster connect proxy";
    private static final int BODY_LIMIT = 64 * 1024;
    private static final int MESSAGE_LIMIT = 240;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client;
    private final CallReceipts receipts;

    ProxyIdentity(CallReceipts receipts) {
        this.receipts = receipts;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT)
                .sslContext(trustingAnyCertificate())
                .build();
    }

    /** The id of the key that the proxy holds now. */
    Observation<String> publicKey(URI api, Duration time) {
        return exchange("GET", api, "/identity/poppublickey", "{}", time)
                .flatMap(answer -> answer.status() == 200 ? keyId(answer.body()) : refused(answer));
    }

    /** Gives the proxy a token that is bound to its key. */
    Observation<Handover> handOver(URI api, EntraTokens.BoundToken token, String tenantId, String kid, Duration time) {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("accessToken", token.value())
                .put("serverId", ServicePrincipalTokens.SERVER)
                .put("tenantID", tenantId)
                .put("kid", kid)
                .toString();
        return exchange("POST", api, "/identity/at", body, time).flatMap(answer -> {
            if (answer.status() == 200) {
                return Observation.of(Handover.TAKEN);
            }
            return answer.status() == 500
                            && answer.body().toLowerCase(Locale.ROOT).contains("public key expired")
                    ? Observation.of(Handover.KEY_EXPIRED)
                    : refused(answer);
        });
    }

    private Observation<Answer> exchange(String method, URI api, String path, String body, Duration time) {
        if (!"https".equals(api.getScheme()) || !Loopback.isHost(api.getHost())) {
            return Observation.unavailable(
                    Reason.NOT_ATTEMPTED, "a token for the proxy is given to one on this machine only, over https");
        }
        if (!time.isPositive()) {
            return late();
        }
        HttpRequest request = HttpRequest.newBuilder(api.resolve(path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        FutureTask<Answer> task = new FutureTask<>(() -> send(request));
        receipts.called(SERVICE);
        Thread.ofVirtual().name("proxy identity").start(task);
        try {
            return Observation.of(task.get(time.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return late();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return late();
        } catch (ExecutionException e) {
            return broken(Objects.requireNonNullElse(e.getCause(), e));
        } finally {
            task.cancel(true);
        }
    }

    private Answer send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
        try (InputStream stream = response.body()) {
            return new Answer(response.statusCode(), new String(stream.readNBytes(BODY_LIMIT), StandardCharsets.UTF_8));
        }
    }

    private static Observation<String> keyId(String body) {
        try {
            JsonNode kid = JSON.readTree(body).path("publicKey").path("kid");
            if (kid.isTextual() && !kid.asText().isBlank()) {
                return Observation.of(kid.asText());
            }
        } catch (IOException e) {
            // The sentence below says all there is to say.
        }
        return Observation.unavailable(Reason.MALFORMED, "the proxy did not answer with the id of its public key");
    }

    private static <T> Observation<T> refused(Answer answer) {
        String words = Redaction.line(answer.body(), MESSAGE_LIMIT);
        String detail = "the proxy answered HTTP " + answer.status() + " to a call of its identity"
                + (words.isEmpty() ? "" : ": " + words);
        return words.toLowerCase(Locale.ROOT).contains("overage claim")
                ? Observation.unavailable(AccessFault.OVERAGE_CLAIM, detail)
                : Observation.unavailable(answer.status() >= 500 ? Reason.UNREACHABLE : Reason.MALFORMED, detail);
    }

    private static <T> Observation<T> broken(Throwable failure) {
        return switch (failure) {
            case HttpTimeoutException slow -> late();
            case InterruptedIOException slow -> late();
            case IOException io ->
                Observation.unavailable(
                        AccessFault.PROXY_DIED,
                        "no connection to the proxy on this machine, or one that broke ("
                                + io.getClass().getSimpleName() + ")");
            case Error error -> throw error;
            default -> throw new IllegalStateException("the call of the proxy's identity failed", failure);
        };
    }

    private static <T> Observation<T> late() {
        return Observation.unavailable(Reason.TIMED_OUT, "the proxy's identity did not answer in time");
    }

    private static SSLContext trustingAnyCertificate() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AnyCertificate()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform has no TLS", e);
        }
    }

    /** An answer as far as it is read; it is never shown as a whole. */
    private record Answer(int status, String body) {

        @Override
        public String toString() {
            return "Answer[" + status + "]";
        }
    }
}
