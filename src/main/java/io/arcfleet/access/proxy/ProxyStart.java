package io.arcfleet.access.proxy;

import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Starts a proxy and waits until it listens. */
final class ProxyStart {

    private static final int ATTEMPTS = 5;
    private static final Duration LOOK_PAUSE = Duration.ofMillis(25);

    private final ProxyProgram program;
    private final PortPair.Source ports;

    ProxyStart(ProxyProgram program, PortPair.Source ports) {
        this.program = program;
        this.ports = ports;
    }

    /** A proxy that listens. Between the choice of a port and its use another may take it: then others are tried. */
    Observation<ProxyProcess> run() throws InterruptedException {
        String account = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            ProxyProcess process;
            try {
                process = ProxyProcess.start(program, ports.next());
            } catch (IOException e) {
                return notStarted("the proxy cannot be started: " + e.getMessage());
            }
            Optional<Unavailable<ProxyProcess>> failure = awaitUp(process);
            if (failure.isEmpty()) {
                return Observation.of(process);
            }
            if (!process.saysPortTaken()) {
                return failure.get();
            }
            account = process.account();
        }
        return Observation.unavailable(
                AccessFault.PROXY_PORT_TAKEN,
                "the ports of " + ATTEMPTS + " starts of the proxy were taken by others; of the last, " + account);
    }

    private Optional<Unavailable<ProxyProcess>> awaitUp(ProxyProcess process) throws InterruptedException {
        long end = System.nanoTime() + program.startTimeout().toNanos();
        boolean up = false;
        try {
            while (true) {
                if (process.endsWithin(LOOK_PAUSE)) {
                    return Optional.of(notStarted("the proxy did not start: " + process.account()));
                }
                if (process.saysPortTaken()) {
                    return Optional.of(notStarted("the proxy found its port taken"));
                }
                // Alive after somebody answered: it was not another program that took the ports from it.
                if (process.ports().accept() && process.isAlive() && !process.saysPortTaken()) {
                    up = true;
                    return Optional.empty();
                }
                if (System.nanoTime() > end) {
                    return Optional.of(notStarted("the proxy did not listen within "
                            + program.startTimeout().toSeconds() + " seconds: " + process.account()));
                }
            }
        } finally {
            if (!up) {
                process.stop();
            }
        }
    }

    private static Unavailable<ProxyProcess> notStarted(String detail) {
        return new Unavailable<>(AccessFault.PROXY_NOT_STARTED, detail);
    }
}
