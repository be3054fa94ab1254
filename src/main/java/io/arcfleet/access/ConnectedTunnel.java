package io.arcfleet.access;

import io.arcfleet.arm.CallReceipts;
import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Observed;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A tunnel through a proxy that may end and be started again. A read whose connection broke is sent once more when there
 * is a newer proxy, to which the cluster is registered first; reads change nothing, so that a repeat does no harm. An
 * answer, whatever it says, and a timeout are never reason for a repeat.
 */
final class ConnectedTunnel implements ClusterTunnel {

    private final Route route;
    private final CallReceipts receipts;
    private final Clock clock;
    private final ReentrantLock renewing = new ReentrantLock();
    private final List<HttpClusterTunnel> opened = new ArrayList<>();
    private boolean closed;
    private volatile Way way;

    /** How a cluster gets registered. */
    interface Route {

        /**
         * The cluster registered with a proxy newer than that of {@code lost}; {@code failure} when there is none.
         *
         * @param deadline returns before it
         */
        Observation<Registration> again(Registration lost, Unavailable<?> failure, Instant deadline);

        /** Somebody on the way did not take the credential of the relay: it is of no use any more. */
        void forget();
    }

    private record Way(Registration registration, HttpClusterTunnel tunnel) {}

    @FunctionalInterface
    private interface Read<T> {
        Observation<T> through(ClusterTunnel tunnel, Duration timeout);
    }

    ConnectedTunnel(Registration registration, Route route, CallReceipts receipts, Clock clock) {
        this.route = route;
        this.receipts = receipts;
        this.clock = clock;
        this.way = open(registration);
    }

    /** Whether the connection to the proxy is at fault: none, a broken one, or one to a stranger on its port. */
    static boolean isLost(Unavailable<?> failure) {
        return failure.fault() == AccessFault.PROXY_DIED || failure.fault() == AccessFault.TLS;
    }

    @Override
    public String server() {
        return way.tunnel().server();
    }

    @Override
    public <T> Observation<T> get(KubernetesRequest request, BodyDecoder<T> decoder, Duration timeout) {
        return read((tunnel, left) -> tunnel.get(request, decoder, left), timeout);
    }

    @Override
    public <T> Observation<T> review(String namespace, BodyDecoder<T> decoder, Duration timeout) {
        return read((tunnel, left) -> tunnel.review(namespace, decoder, left), timeout);
    }

    @Override
    public void close() {
        List<HttpClusterTunnel> all;
        synchronized (opened) {
            closed = true;
            all = List.copyOf(opened);
        }
        all.forEach(HttpClusterTunnel::close);
    }

    @Override
    public String toString() {
        return "ConnectedTunnel[" + server() + "]";
    }

    private <T> Observation<T> read(Read<T> read, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        Way first = way;
        return switch (read.through(first.tunnel(), timeout)) {
            case Observed<T> observed -> observed;
            case Unavailable<T> failure -> {
                if (isOfTheRelay(failure)) {
                    route.forget();
                }
                yield isLost(failure)
                        ? renewed(first, failure, end).flatMap(next -> read.through(next.tunnel(), left(end)))
                        : failure;
            }
        };
    }

    /** The relay refuses the handshake (401) of a credential that has ended, and its words may be lost on the way. */
    private static boolean isOfTheRelay(Unavailable<?> failure) {
        return failure.fault() == AccessFault.TOKEN_EXPIRED || failure.fault() == AccessFault.WEBSOCKET_REFUSED;
    }

    /** The way after {@code lost}; the reads that lost it together wait for one registration. */
    private Observation<Way> renewed(Way lost, Unavailable<?> failure, long end) {
        try {
            if (!renewing.tryLock(left(end).toNanos(), TimeUnit.NANOSECONDS)) {
                return failure.cast();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Observation.unavailable(Reason.NOT_ATTEMPTED, "the read was given up");
        }
        try {
            if (way.tunnel() != lost.tunnel()) {
                return Observation.of(way);
            }
            Observation<Way> next = route.again(
                            lost.registration(), failure, clock.instant().plus(left(end)))
                    .map(this::open);
            next.seen().ifPresent(found -> way = found);
            return next;
        } finally {
            renewing.unlock();
        }
    }

    private Way open(Registration registration) {
        HttpClusterTunnel tunnel = new HttpClusterTunnel(
                registration.client(),
                registration.server(),
                registration.authorization(),
                receipts,
                AccessFault.PROXY_DIED);
        synchronized (opened) {
            opened.add(tunnel);
            if (closed) {
                tunnel.close();
            }
        }
        return new Way(registration, tunnel);
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }
}
