package io.arcfleet.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands of this process's JDK, with its class path. */
final class Jvm {

    private Jvm() {}

    /** The start of a JVM: the program and its options, up to the name of the main class, which the caller adds. */
    static List<String> command(List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(tool("java"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        return List.copyOf(command);
    }

    /** A program of the JDK. */
    static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}
