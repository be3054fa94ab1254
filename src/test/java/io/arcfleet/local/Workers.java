package io.arcfleet.local;

import io.arcfleet.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Instances of the function app in processes of their own, which can be killed. */
final class Workers implements AutoCloseable {

    private static final Duration START_DEADLINE = Duration.ofSeconds(60);

    private final Path folder;
    private final List<Worker> started = new CopyOnWriteArrayList<>();

    /** Their output goes into {@code folder}. */
    Workers(Path folder) {
        this.folder = folder;
    }

    /** A worker, and the file with its output. */
    record Worker(Process process, Path output) {

        /** Waits until its functions answer; returns the port. */
        int awaitPort() throws InterruptedException {
            return Waiting.untilSeen(START_DEADLINE, () -> "the start of a worker: " + text(), () -> {
                if (!process.isAlive()) {
                    throw new AssertionError("the worker did not start: " + text());
                }
                return text().lines()
                        .filter(line -> line.startsWith(StorageWorker.PORT))
                        .map(line -> Integer.valueOf(line.substring(StorageWorker.PORT.length())))
                        .findFirst();
            });
        }

        /** Ends it at once, as kill -9 does. */
        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        private String text() {
            try {
                return Files.readString(output);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Starts a worker.
     *
     * @param visibility whole seconds that its messages stay hidden
     */
    Worker start(Map<String, String> settings, Path hostJson, Duration visibility) throws IOException {
        Path output = folder.resolve("worker-" + started.size() + ".txt");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StorageWorker.class.getName(),
                        hostJson.toString(),
                        Long.toString(visibility.toSeconds()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(settings);
        Worker worker = new Worker(builder.start(), output);
        started.add(worker);
        return worker;
    }

    /** What all of them said, for the message of a failure. */
    String output() {
        return started.stream()
                .map(worker -> worker.output().getFileName() + ":\n" + worker.text())
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        started.forEach(worker -> worker.process().destroyForcibly());
        for (Worker worker : started) {
            worker.process().onExit().join();
        }
    }
}
