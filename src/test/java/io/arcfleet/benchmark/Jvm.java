package io.arcfleet.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands of this process's JDK, with its class path. */
final class Jvm {

    /**
     * A small heap, and the collector that the JVM picks by itself where there is one processor or less than 2 GB, as in
     * small function instances.
     */
    static final List<String> SMALL = List.of("-Xmx256m", "-XX:+UseSerialGC");

    private Jvm() {}

    /** Starts a JVM with options, a main class and its arguments. */
    static List<String> command(List<String> options, String... program) {
        List<String> command = new ArrayList<>();
        command.add(tool("java"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(program));
        return List.copyOf(command);
    }

    /** A program of the JDK. */
    static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}
