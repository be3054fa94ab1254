package io.arcfleet.host;

import io.arcfleet.config.Ncrontab;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs function classes on this machine: HTTP triggers on 127.0.0.1, queue triggers from a {@link QueueSource}, timer
 * triggers by a clock. It imitates the documented rules of the Azure Functions host and is not verified against the
 * real one. Known to differ: {@code authLevel} is ignored, so there are no function keys; answers are not cut off
 * after the 230 seconds of Azure's load balancer; a request body may have 4 MiB instead of 100 MB; an unknown method
 * of a known route gives 405; timers have no lock and no memory beyond this process; all queue triggers share one
 * connection.
 */
public final class FunctionsHost implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FunctionsHost.class);
    private static final Duration GRACE = Duration.ofSeconds(10);

    // Enough to write an answer and to settle a message once their functions have ended.
    private static final Duration AFTERWARDS = Duration.ofSeconds(5);

    private final FunctionIndex index;
    private final HostSettings settings;
    private final Waits waits;
    private final Invoker invoker;
    private final List<QueueListener> queues = new ArrayList<>();
    private final List<TimerListener> timers = new ArrayList<>();
    private @Nullable HttpFront http;
    private boolean closed;

    private FunctionsHost(FunctionIndex index, HostSettings settings, QueueSource source, Clock clock, Waits waits) {
        this.index = index;
        this.settings = settings;
        this.waits = waits;
        this.invoker = new Invoker(settings.functionTimeout());
        for (HostedFunction function : index.functions()) {
            switch (function.trigger()) {
                case Trigger.Http trigger -> {}
                case Trigger.Queue(String queue) ->
                    queues.add(new QueueListener(function, queue, settings.queues(), source, invoker, waits));
                case Trigger.Timer(Ncrontab schedule) ->
                    timers.add(new TimerListener(function, schedule, invoker, clock, waits));
            }
        }
    }

    /**
     * A host that is not started yet.
     *
     * @param functions public classes with {@code @FunctionName} methods
     * @param environment application settings, for {@code %NAME%} in names, routes and schedules, and for connections;
     *     functions themselves read the environment of the process
     * @param queues the queues of the connection
     * @throws HostException with everything that is wrong with the functions
     */
    public static FunctionsHost of(
            List<Class<?>> functions,
            HostSettings settings,
            Map<String, String> environment,
            QueueSource queues,
            Clock clock) {
        return of(functions, settings, environment, queues, clock, new RealWaits());
    }

    static FunctionsHost of(
            List<Class<?>> functions,
            HostSettings settings,
            Map<String, String> environment,
            QueueSource queues,
            Clock clock,
            Waits waits) {
        return new FunctionsHost(FunctionIndex.of(functions, settings, environment), settings, queues, clock, waits);
    }

    /**
     * Opens the port and starts all triggers; once only.
     *
     * @param port of 127.0.0.1, 0 for any
     * @throws HostException when the port cannot be opened; nothing is started then
     */
    public synchronized void start(int port) {
        if (closed || http != null) {
            throw new IllegalStateException("a host starts once");
        }
        HttpFront front = HttpFront.start(port, index.routes(), invoker, settings.functionTimeout());
        http = front;
        queues.forEach(QueueListener::start);
        timers.forEach(TimerListener::start);
        LOG.atInfo()
                .addKeyValue("port", front.port())
                .addKeyValue("functions", index.functions().size())
                .log("the functions host has started");
    }

    /** The port that is open. */
    public synchronized int port() {
        if (http == null) {
            throw new IllegalStateException("the host is not started");
        }
        return http.port();
    }

    /**
     * Runs a function with a timer trigger now and waits for it; a run that goes on already ends first.
     *
     * @return true when it succeeded; a failure is in the log
     * @throws IllegalArgumentException when there is no such timer
     */
    public boolean fire(String functionName) {
        return timers.stream()
                .filter(timer -> timer.functionName().equals(functionName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no timer " + functionName))
                .fire();
    }

    /** Closes with a grace of 10 seconds. */
    @Override
    public void close() {
        close(GRACE);
    }

    /**
     * Ends all triggers and waits up to {@code grace} for functions that run; then these are interrupted, which is no
     * failure of theirs: their messages are visible again at once.
     */
    public synchronized void close(Duration grace) {
        if (closed) {
            return;
        }
        closed = true;
        waits.close();
        try {
            invoker.close(grace);
            long end = System.nanoTime() + AFTERWARDS.toNanos();
            for (QueueListener queue : queues) {
                queue.awaitIdle(Duration.ofNanos(end - System.nanoTime()));
            }
            if (http != null) {
                http.close(Duration.ofNanos(end - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.atWarn().log("the host was not given the time to close in order");
        }
    }
}
