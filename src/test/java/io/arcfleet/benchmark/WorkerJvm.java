package io.arcfleet.benchmark;

import io.arcfleet.benchmark.MeasuredProcess.Cost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A fresh JVM, with the options that the platform's Java worker gets, that gives one function's first answer. */
final class WorkerJvm {

    /** The default arguments in the {@code worker.config.json} of the platform's Java worker. */
    static final List<String> OPTIONS = List.of(
            "-XX:+TieredCompilation", "-XX:TieredStopAtLevel=1", "-noverify", "-Djava.net.preferIPv4Stack=true");

    private static final Duration DEADLINE = Duration.ofMinutes(1);

    /** A line of the log, with neither time nor level: {@code java.lang.Object source: shared objects file}. */
    private static final Pattern LOADED = Pattern.compile("^(\\S+) source: ", Pattern.MULTILINE);

    private final Path folder;
    private final Map<String, String> settings;

    /**
     * Starts nothing yet.
     *
     * @param folder for the output
     * @param settings of the app: the whole environment of the JVM
     */
    WorkerJvm(Path folder, Map<String, String> settings) {
        this.folder = folder;
        this.settings = settings;
    }

    /**
     * What a function said.
     *
     * @param line status and body
     * @param cost from the start of the JVM to its end
     */
    record Answer(String line, Cost cost) {}

    /** Calls a function of {@link io.arcfleet.host.FirstAnswer}. */
    Answer call(String... function) throws IOException, InterruptedException {
        return call(List.of(), function);
    }

    /**
     * What a function said and loaded.
     *
     * @param line status and body
     * @param classes names of the classes that were loaded, the JDK's too
     */
    record Loaded(String line, List<String> classes) {}

    /** Calls a function while the JVM logs what it loads. */
    Loaded callLogged(String... function) throws IOException, InterruptedException {
        Path log = folder.resolve("classes.txt");
        Answer answer = call(List.of("-Xlog:class+load:file=" + log + ":none:filecount=0"), function);
        List<String> classes = LOADED.matcher(Files.readString(log))
                .results()
                .map(line -> line.group(1))
                .toList();
        return new Loaded(answer.line(), classes);
    }

    private Answer call(List<String> more, String... function) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(OPTIONS);
        options.addAll(more);
        List<String> program = new ArrayList<>(List.of("io.arcfleet.host.FirstAnswer"));
        program.addAll(List.of(function));
        Path output = folder.resolve("answer.txt");
        Cost cost =
                MeasuredProcess.run(Jvm.command(options, program.toArray(String[]::new)), settings, output, DEADLINE);
        String printed = Files.readString(output);
        if (cost.exitStatus() != 0) {
            throw new IllegalStateException("no answer: " + printed);
        }
        // Warnings of the JVM come first.
        return new Answer(printed.lines().toList().getLast(), cost);
    }
}
