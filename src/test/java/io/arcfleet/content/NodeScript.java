package io.arcfleet.content;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A script of {@code src/test/node}, run by Node.js in the folder of the project.
 *
 * @param path of the script
 * @param packages of {@code node_modules} that it needs
 */
record NodeScript(Path path, List<String> packages) {

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String ABSENT =
            "Tests are skipped: Node.js or one of its packages is not installed; get the packages with: npm ci";
    private static final AtomicBoolean SAID = new AtomicBoolean();
    private static final Logger LOGGER = Logger.getLogger(NodeScript.class.getName());

    NodeScript {
        packages = List.copyOf(packages);
    }

    /** How a script ended: exit code, standard output line by line, standard error. */
    record Result(int exitCode, List<String> lines, String errors) {}

    /** Runs it to its end; without Node.js or a package of its, the test is skipped. */
    Result run(Path folder, String... arguments) throws IOException, InterruptedException {
        boolean present = isInstalled();
        if (!present && !SAID.getAndSet(true)) {
            LOGGER.warning(ABSENT);
        }
        assumeTrue(present, ABSENT);
        List<String> command = new ArrayList<>(List.of("node", path.toString()));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("node-output.txt");
        Path errors = folder.resolve("node-errors.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(path + " did not end within " + DEADLINE);
            }
        } finally {
            process.destroyForcibly();
        }
        return new Result(process.exitValue(), Files.readAllLines(output), Files.readString(errors));
    }

    private boolean isInstalled() {
        String search = System.getenv().getOrDefault("PATH", "");
        boolean node = Stream.of(search.split(Pattern.quote(File.pathSeparator)))
                .anyMatch(bin -> Files.isExecutable(Path.of(bin, "node")));
        return node && packages.stream().allMatch(name -> Files.isDirectory(Path.of("node_modules", name)));
    }
}
