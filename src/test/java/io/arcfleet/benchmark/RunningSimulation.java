package io.arcfleet.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A simulation in a JVM of its own; what measures time takes healthy clusters, since slow ones and black holes would measure
 * their timeouts. It ends when its standard input is closed.
 *
 * @param endpoints as {@link io.arcfleet.simulation.SimulationServer} describes them
 */
record RunningSimulation(Process process, BufferedReader output, JsonNode endpoints) implements AutoCloseable {

    /** Time before each answer. */
    static final int LATENCY_MILLIS = 50;

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Starts one with healthy clusters, and waits until it answers.
     *
     * @param run folder for its files
     */
    static RunningSimulation start(Path run, int clusters) throws IOException {
        return start(run, clusters, "none");
    }

    /**
     * Starts one with faults, and waits until it answers.
     *
     * @param faults {@code default} for those of the default run
     */
    static RunningSimulation start(Path run, int clusters, String faults) throws IOException {
        List<String> command = Jvm.command(
                List.of("-Xmx3g"),
                "io.arcfleet.simulation.SimulationServer",
                "--clusters",
                Integer.toString(clusters),
                "--seed",
                "1",
                "--latency",
                Integer.toString(LATENCY_MILLIS),
                "--faults",
                faults,
                "--directory",
                run.toString());
        Process process = new ProcessBuilder(command)
                .redirectError(run.resolve("simulation.txt").toFile())
                .start();
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        if (line == null) {
            throw new IllegalStateException("the simulation did not start, see " + run.resolve("simulation.txt"));
        }
        return new RunningSimulation(process, output, JSON.readTree(line));
    }

    /** The text of an endpoint. */
    String endpoint(String name) {
        return endpoints.path(name).asText();
    }

    /** Sends a command and waits until it is done. */
    void command(String line) throws IOException {
        BufferedWriter input = process.outputWriter();
        input.write(line);
        input.newLine();
        input.flush();
        if (!line.equals(output.readLine())) {
            throw new IllegalStateException("the simulation did not obey: " + line);
        }
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
