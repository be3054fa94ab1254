package io.arcfleet.access.proxy;

import io.arcfleet.access.ClusterProxy;
import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Observed;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Microsoft's proxy for cluster connect as a child of this process. It is started when it is first asked for, and again
 * when it has ended, after pauses that grow. It ends with this process, also when that is killed; on Windows, which has no
 * POSIX shell to guard it, only with {@link #close}.
 */
public final class ManagedProxy implements ClusterProxy {

    /** More than a child takes that must be killed. */
    private static final Duration CLOSE_TIME = Duration.ofSeconds(10);

    private final ProxyProgram program;
    private final PortPair.Source ports;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final BackOff backOff;
    private volatile @Nullable Running running;
    private @Nullable Starting starting;
    private long generation;
    private boolean closed;

    /** Of the threads that start it, one at a time. */
    private boolean found;

    /** Starts nothing yet. */
    public ManagedProxy(ProxyProgram program, Clock clock) {
        this(program, PortPair::free, clock);
    }

    ManagedProxy(ProxyProgram program, PortPair.Source ports, Clock clock) {
        this.program = program;
        this.ports = ports;
        this.clock = clock;
        this.backOff = new BackOff(program);
    }

    /** A proxy that listened; {@code since} is a {@link System#nanoTime}. */
    private record Running(ProxyProcess process, Endpoint endpoint, long since) {}

    /** A start that many wait for. */
    private record Starting(FutureTask<Observation<Endpoint>> outcome, Thread thread) {}

    @Override
    public Observation<Endpoint> endpoint(Instant deadline) {
        Running seen = running;
        if (seen != null) {
            if (seen.process().isAlive()) {
                return Observation.of(seen.endpoint());
            }
            hasEnded(seen);
        }
        Starting joined;
        lock.lock();
        try {
            Optional<Observation<Endpoint>> known = known();
            if (known.isPresent()) {
                return known.get();
            }
            joined = starting == null ? begin() : starting;
        } finally {
            lock.unlock();
        }
        return await(joined, deadline);
    }

    @Override
    public void close() {
        Running last;
        Starting begun;
        lock.lock();
        try {
            closed = true;
            last = running;
            running = null;
            begun = starting;
        } finally {
            lock.unlock();
        }
        if (begun != null) {
            begun.thread().interrupt();
            try {
                begun.thread().join(CLOSE_TIME);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (last != null) {
            last.process().stop();
        }
    }

    @Override
    public String toString() {
        return "ManagedProxy[" + program.binary() + "]";
    }

    /** What can be said without waiting for a start. */
    private Optional<Observation<Endpoint>> known() {
        Running fresh = running;
        if (closed) {
            return Optional.of(closed());
        }
        if (fresh != null) {
            return Optional.of(Observation.of(fresh.endpoint()));
        }
        if (starting != null) {
            return Optional.empty();
        }
        return program.<Endpoint>missing().or(backOff::inVain).map(why -> why);
    }

    private Starting begin() {
        Duration pause = backOff.left();
        FutureTask<Observation<Endpoint>> outcome = new FutureTask<>(() -> start(pause));
        Starting begun = new Starting(outcome, Thread.ofVirtual().unstarted(outcome));
        starting = begun;
        begun.thread().start();
        return begun;
    }

    private Observation<Endpoint> await(Starting begun, Instant deadline) {
        Duration left = Duration.between(clock.instant(), deadline);
        try {
            return begun.outcome().get(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return late();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Observation.unavailable(Reason.NOT_ATTEMPTED, "waiting for the proxy was given up");
        } catch (ExecutionException e) {
            throw new IllegalStateException("the start of the proxy broke", e);
        }
    }

    private Observation<Endpoint> late() {
        lock.lock();
        try {
            return backOff.reason()
                    .orElseGet(() -> new Unavailable<>(
                            AccessFault.PROXY_NOT_STARTED, "no time was left to wait for the start of the proxy"));
        } finally {
            lock.unlock();
        }
    }

    private Observation<Endpoint> start(Duration pause) {
        try {
            if (!found) {
                ProxyLog.found(program);
                found = true;
            }
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            return switch (new ProxyStart(program, ports).run()) {
                case Observed<ProxyProcess>(ProxyProcess process) -> listens(process);
                case Unavailable<ProxyProcess> unavailable -> failed(unavailable.cast());
            };
        } catch (InterruptedException e) {
            return closed();
        } finally {
            lock.lock();
            try {
                starting = null;
            } finally {
                lock.unlock();
            }
        }
    }

    private Observation<Endpoint> listens(ProxyProcess process) {
        Running fresh;
        boolean wanted;
        lock.lock();
        try {
            PortPair at = process.ports();
            fresh = new Running(process, new Endpoint(at.control(), at.api(), true, ++generation), System.nanoTime());
            wanted = !closed;
            if (wanted) {
                running = fresh;
                backOff.started();
            }
        } finally {
            lock.unlock();
        }
        if (!wanted) {
            process.stop();
            return closed();
        }
        ProxyLog.started(process.pid(), fresh.endpoint().generation());
        process.whenEnded(() -> hasEnded(fresh));
        return Observation.of(fresh.endpoint());
    }

    private Observation<Endpoint> failed(Unavailable<Endpoint> why) {
        lock.lock();
        try {
            backOff.failed(why);
        } finally {
            lock.unlock();
        }
        ProxyLog.failed(why.detail());
        return why;
    }

    /** Notices the end of a proxy that was not asked to end; of those who see it, the first counts. */
    private void hasEnded(Running ended) {
        Duration uptime = Duration.ofNanos(System.nanoTime() - ended.since());
        Unavailable<Endpoint> why = new Unavailable<>(
                AccessFault.PROXY_DIED, "the proxy is gone: " + ended.process().account());
        lock.lock();
        try {
            if (!ended.equals(running)) {
                return;
            }
            running = null;
            backOff.died(uptime, why);
        } finally {
            lock.unlock();
        }
        ProxyLog.failed(why.detail());
        ended.process().stop();
    }

    private static Unavailable<Endpoint> closed() {
        return new Unavailable<>(Reason.NOT_ATTEMPTED, "the proxy was ended with the scan");
    }
}
