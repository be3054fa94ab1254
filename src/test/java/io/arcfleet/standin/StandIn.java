package io.arcfleet.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A stand-in as the test sees it: the program to start, and what its processes were asked.
 *
 * @param program an executable file
 * @param asked the file with what its processes were asked, a line of JSON each
 */
public record StandIn(Path program, Path asked) {

    /** Printed by every start, with the look of a token: whoever shows it leaks. */
    public static final String SECRET =
            "eyJhbGciOiJub25lIn0.c3RhbmQtaW4tc2VjcmV0LTAxMjM0NTY3ODk.c2lnbmF0dXJlLTAxMjM0NTY3ODk";

    static final JsonMapper JSON = JsonMapper.builder().build();

    /** Named as the command line of Azure names the real one. */
    private static final String NAME = "arcProxy_linux_amd64_1_3_029301";

    /**
     * A start of the program.
     *
     * @param http control port
     * @param https port of the API servers
     * @param config the file that it was started with
     * @param home its home folder
     */
    public record Start(long pid, int http, int https, Path config, Path home) {

        /** The process, if it still runs. */
        public boolean isAlive() {
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
        }
    }

    /** Writes the program, its settings and its record into {@code folder}. */
    public static StandIn executable(Path folder, StandInSettings settings) {
        try {
            Path asked = folder.resolve("asked.txt").toAbsolutePath();
            Path file = folder.resolve("settings.json").toAbsolutePath();
            Path program = folder.resolve(NAME).toAbsolutePath();
            Files.writeString(asked, "");
            Files.writeString(file, JSON.writeValueAsString(settings));
            Files.writeString(
                    program,
                    "#!/bin/sh\nexec " + words(StandInProxy.class.getName(), file.toString(), asked.toString())
                            + " \"$@\"\n");
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
            return new StandIn(program, asked);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The starts so far, oldest first. */
    public List<Start> starts() {
        return asked("start").stream()
                .map(line -> new Start(
                        line.path("pid").asLong(),
                        line.path("http").asInt(),
                        line.path("https").asInt(),
                        Path.of(line.path("config").asText()),
                        Path.of(line.path("home").asText())))
                .toList();
    }

    /**
     * What all its processes were asked, oldest first.
     *
     * @param kind {@code start}; {@code register} with {@code cluster} (the name in lower case), {@code method}
     *     ({@code Token} or {@code AAD}) and {@code status}; {@code key} with {@code kid}; {@code at} with {@code kid},
     *     {@code tenant} and {@code status}
     */
    public List<JsonNode> asked(String kind) {
        return lines(asked).stream()
                .filter(line -> line.path("kind").asText().equals(kind))
                .toList();
    }

    static List<JsonNode> lines(Path file) {
        try {
            List<JsonNode> lines = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                lines.add(JSON.readTree(line));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A JVM with its optimizing compiler, without which encryption takes most of the time, and a server that keeps its
     * connections, sends without delay, and speaks the cipher that is cheapest for the JVM of the tests, which lacks that
     * compiler.
     */
    private static String words(String... program) {
        Stream<String> jvm = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Djdk.tls.server.cipherSuites=TLS_CHACHA20_POLY1305_SHA256",
                "-Dsun.net.httpserver.maxIdleConnections=20000",
                "-Dsun.net.httpserver.idleInterval=300",
                "-Dsun.net.httpserver.nodelay=true",
                "-cp",
                System.getProperty("java.class.path"));
        return Stream.concat(jvm, Stream.of(program))
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
