package io.arcfleet.access.proxy;

import io.arcfleet.config.Cloud;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A shell script in place of the proxy. It cannot listen: the ports of those that come up are held open by the test.
 */
final class ScriptedProxy implements AutoCloseable {

    /** Lives until it is ended. */
    static final String LIVES = "exec sleep 120";

    private static final long DEADLINE = Duration.ofSeconds(60).toNanos();

    private final Path folder;
    private final Path binary;
    private final ServerSocket http = listener();
    private final ServerSocket https = listener();

    /** Writes the script; before {@code lines}, every start leaves its process ID in a file. */
    ScriptedProxy(Path folder, String lines) throws IOException {
        this.folder = folder;
        this.binary = folder.resolve("arcProxy");
        Files.writeString(folder.resolve("pids"), "");
        Files.writeString(binary, "#!/bin/sh\ncd '" + folder + "'\necho $$ >> pids\n" + lines + "\n");
        Files.setPosixFilePermissions(binary, PosixFilePermissions.fromString("rwx------"));
    }

    /** With pauses of 10 milliseconds. */
    ProxyProgram program() {
        return program(Duration.ofSeconds(60), Duration.ofMillis(10));
    }

    ProxyProgram program(Duration startTimeout, Duration pause) {
        return new ProxyProgram(binary, Cloud.PUBLIC, Optional.empty(), startTimeout, pause, pause.multipliedBy(4));
    }

    Path binary() {
        return binary;
    }

    /** Where somebody listens. */
    PortPair open() {
        return new PortPair(http.getLocalPort(), https.getLocalPort());
    }

    /** The starts so far, oldest first. */
    List<Long> pids() {
        try {
            return Files.readAllLines(folder.resolve("pids")).stream()
                    .map(Long::valueOf)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process of the newest start. */
    ProcessHandle newest() {
        return ProcessHandle.of(pids().getLast()).orElseThrow();
    }

    boolean runs() {
        return pids().stream()
                .anyMatch(pid ->
                        ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent());
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + DEADLINE;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not in time: " + what);
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() throws IOException {
        http.close();
        https.close();
        pids().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }

    private static ServerSocket listener() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
