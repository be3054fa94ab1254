package io.arcfleet.access.proxy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A proxy that was started, until it has ended. */
final class ProxyProcess {

    private static final Logger LOG = LoggerFactory.getLogger(ProxyProcess.class);
    private static final Duration TERM_TIME = Duration.ofSeconds(2);
    private static final Duration KILL_TIME = Duration.ofSeconds(2);
    private static final Duration OUTPUT_TIME = Duration.ofMillis(500);

    private final Process process;
    private final ProcessHandle proxy;
    private final PortPair ports;
    private final ProxyFolder folder;
    private final LastWords words;
    private final Thread reader;

    /**
     * Around a child.
     *
     * @param process the guard, or the proxy where there is none
     */
    private ProxyProcess(Process process, PortPair ports, ProxyFolder folder) throws IOException {
        this.process = process;
        this.ports = ports;
        this.folder = folder;
        this.words = new LastWords();
        // It reads as long as the proxy lives, and belongs to no scan.
        this.reader = Thread.ofPlatform()
                .daemon()
                .name("proxy-output")
                .inheritInheritableThreadLocals(false)
                .start(() ->
                        words.readAll(ProxyCommand.isGuarded() ? process.getErrorStream() : process.getInputStream()));
        this.proxy = ProxyCommand.isGuarded() ? guarded(process) : process.toHandle();
    }

    /** Starts a proxy that will listen on {@code ports}. */
    static ProxyProcess start(ProxyProgram program, PortPair ports) throws IOException {
        ProxyFolder folder = ProxyFolder.create(program, ports);
        Process process = null;
        try {
            process = ProxyCommand.start(program.binary(), folder);
            return new ProxyProcess(process, ports, folder);
        } catch (IOException e) {
            if (process != null) {
                process.destroyForcibly();
            }
            folder.delete();
            throw e;
        }
    }

    PortPair ports() {
        return ports;
    }

    long pid() {
        return proxy.pid();
    }

    /** A proxy without its guard counts as dead: nobody would end it after us. */
    boolean isAlive() {
        return process.isAlive() && proxy.isAlive();
    }

    /** Does {@code what} when it has ended, on a thread that belongs to no scan. */
    void whenEnded(Runnable what) {
        Thread.ofVirtual().inheritInheritableThreadLocals(false).start(() -> {
            process.onExit().join();
            what.run();
        });
    }

    /** Waits for its end. */
    boolean endsWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    boolean saysPortTaken() {
        return words.sayPortTaken();
    }

    /** How it ended, or that it runs, and what it said last: the end of a sentence. */
    String account() {
        boolean ended = !proxy.isAlive() && guardEnds();
        String said = words.shown();
        return (ended ? "it ended with status " + process.exitValue() : "it still runs")
                + (said.isEmpty() ? " and said nothing" : " and said: " + said);
    }

    /** Ends it, if it runs, and waits for that; removes its folder. Returns within some seconds. */
    void stop() {
        try {
            proxy.destroy();
            if (!hasEnded(TERM_TIME)) {
                proxy.destroyForcibly();
                hasEnded(KILL_TIME);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // After an interruption both may still run; after anything else neither does.
            proxy.destroyForcibly();
            process.destroyForcibly();
            deleteFolder();
        }
    }

    /** The guard follows its proxy at once; the last lines may still be in the pipe then. */
    private boolean guardEnds() {
        try {
            boolean ended = endsWithin(OUTPUT_TIME);
            if (ended) {
                reader.join(OUTPUT_TIME.toMillis());
            }
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean hasEnded(Duration time) throws InterruptedException {
        if (!endsWithin(time)) {
            return false;
        }
        if (!proxy.isAlive()) {
            return true;
        }
        // Somebody killed the guard.
        try {
            proxy.onExit().get(time.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }

    private void deleteFolder() {
        try {
            folder.delete();
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("folder", folder.path()).log("the folder of the proxy cannot be removed");
        }
    }

    private static ProcessHandle guarded(Process guard) throws IOException {
        String pid = guard.inputReader().readLine();
        // A proxy that has ended already has no handle; its guard tells the rest.
        return pid == null
                ? guard.toHandle()
                : ProcessHandle.of(Long.parseLong(pid)).orElseGet(guard::toHandle);
    }
}
