package io.arcfleet.arm;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import io.arcfleet.arm.ArmException.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Sends a request to Resource Manager, again when that makes sense, and nowhere else. Wraps the pipeline of a single
 * try (authentication and counting) as a client, so that every Azure client above it, asynchronous inside or not, runs
 * on its caller's thread, where waits can be interrupted.
 */
final class RetryingTransport implements HttpClient {

    private static final int MAXIMUM_TRIES = 4;
    private static final int MAXIMUM_TRIES_THROTTLED = 6;
    private static final Duration MAXIMUM_WAIT = Duration.ofMinutes(2);
    private static final int TOO_MANY_REQUESTS = 429;

    private final URI root;
    private final String service;
    private final HttpPipeline singleTry;
    private final CallReceipts receipts;
    private final Waits waits;
    private final QuotaGate quota = new QuotaGate();

    /** Where {@code root} is the base address that requests must stay under. */
    RetryingTransport(URI root, String service, HttpPipeline singleTry, CallReceipts receipts, Waits waits) {
        this.root = root;
        this.service = service;
        this.singleTry = singleTry;
        this.receipts = receipts;
        this.waits = waits;
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return send(request, Context.NONE);
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request, Context context) {
        return Mono.fromCallable(() -> sendSync(request, context));
    }

    @Override
    public HttpResponse sendSync(HttpRequest request, Context context) {
        refuseElsewhere(request.getUrl());
        CallBudget budget = CallBudget.of(context);
        Duration waited = Duration.ZERO;
        for (int tries = 1; ; tries++) {
            awaitQuota(request, budget);
            Try outcome = once(request, context);
            Optional<Duration> delay =
                    budget.isPacedByCaller() && outcome.isThrottled() ? Optional.empty() : outcome.retryAfter(tries);
            if (delay.isEmpty()
                    || waited.plus(delay.get()).compareTo(MAXIMUM_WAIT) > 0
                    || !budget.covers(delay.get())) {
                return outcome.orThrow();
            }
            pause(delay.get(), outcome.wasAskedToWait());
            waited = waited.plus(delay.get());
        }
    }

    private Try once(HttpRequest request, Context context) {
        try {
            BufferedAnswer answer = BufferedAnswer.read(singleTry.sendSync(request.copy(), context));
            quota.observe(answer.getHeaders());
            return new Try(answer, null);
        } catch (UncheckedIOException e) {
            return new Try(null, e);
        } catch (IOException e) {
            return new Try(null, new UncheckedIOException(e));
        }
    }

    private void awaitQuota(HttpRequest request, CallBudget budget) {
        Duration wait = quota.toWait();
        if (wait.isZero()) {
            return;
        }
        if (!budget.covers(wait)) {
            throw new ArmException(
                    Kind.THROTTLED,
                    TOO_MANY_REQUESTS,
                    "",
                    request.getHttpMethod() + " " + request.getUrl().getPath() + " was not sent because the quota of "
                            + service + " is used up for another " + wait.toSeconds() + " s");
        }
        pause(wait, true);
    }

    private void pause(Duration time, boolean asked) {
        try {
            waits.pause(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("interrupted while waiting for " + service));
        }
        if (asked) {
            receipts.waited(service, time);
        }
    }

    /** A next link comes from outside: the token must not follow it to another host. */
    private void refuseElsewhere(URL url) {
        boolean under = root.getScheme().equalsIgnoreCase(url.getProtocol())
                && root.getHost().equalsIgnoreCase(url.getHost())
                && port(root) == (url.getPort() == -1 ? url.getDefaultPort() : url.getPort())
                && url.getUserInfo() == null;
        if (!under) {
            throw new ArmException(
                    Kind.REJECTED,
                    0,
                    "",
                    "a request to " + ServiceError.oneLine(url.getHost()) + " was not sent because it is not "
                            + root.getHost() + ": the token goes nowhere else");
        }
    }

    private static int port(URI uri) {
        return uri.getPort() == -1 ? 443 : uri.getPort();
    }

    /** How one try ended: one of the two is there. */
    private record Try(
            @Nullable BufferedAnswer answer, @Nullable UncheckedIOException failure) {

        /** How long to wait before the next try; empty when this one is final. */
        Optional<Duration> retryAfter(int tries) {
            if (answer == null) {
                return tries < MAXIMUM_TRIES && mayPass() ? Optional.of(RetryDelay.backoff(tries)) : Optional.empty();
            }
            int maximum = answer.getStatusCode() == TOO_MANY_REQUESTS ? MAXIMUM_TRIES_THROTTLED : MAXIMUM_TRIES;
            return switch (answer.getStatusCode()) {
                case 408, TOO_MANY_REQUESTS, 500, 502, 503, 504 ->
                    tries < maximum
                            ? RetryDelay.asked(answer.getHeaders()).or(() -> Optional.of(RetryDelay.backoff(tries)))
                            : Optional.empty();
                default -> Optional.empty();
            };
        }

        /** A lost connection may come back; a certificate that is not trusted stays so, and who interrupts wants an end. */
        private boolean mayPass() {
            return failure != null
                    && !(failure.getCause() instanceof SSLHandshakeException)
                    && !Thread.currentThread().isInterrupted();
        }

        boolean isThrottled() {
            return answer != null && answer.getStatusCode() == TOO_MANY_REQUESTS;
        }

        boolean wasAskedToWait() {
            return isThrottled()
                    || (answer != null && RetryDelay.asked(answer.getHeaders()).isPresent());
        }

        HttpResponse orThrow() {
            if (answer != null) {
                return answer;
            }
            throw Objects.requireNonNull(failure, "a try has an answer or a failure");
        }
    }
}
