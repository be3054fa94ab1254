package io.arcfleet.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A simulation in a process of its own, for benchmarks. It prints one line of JSON with its addresses, its token and the
 * files that it wrote, obeys {@code record FILE} and {@code stop} on its input, and runs until that ends. The only class of this package that prints.
 */
public final class SimulationServer {

    private static final String USAGE = "usage: SimulationServer --directory DIR [--clusters N] [--seed N]"
            + " [--latency MS] [--faults none|default|NAME,...]";
    private static final Set<String> OPTIONS = Set.of("--directory", "--clusters", "--seed", "--latency", "--faults");

    private static final String RECORD = "record ";
    private static final String STOP = "stop";

    private SimulationServer() {}

    /**
     * Runs a simulation until the standard input ends.
     *
     * @param arguments {@code --directory DIR} for the files to write, and {@code --clusters}, {@code --seed},
     *     {@code --latency} in milliseconds, {@code --faults}
     */
    public static void main(String[] arguments) throws IOException {
        try {
            run(List.of(arguments), System.in, System.out);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(USAGE);
            System.exit(2);
        }
    }

    static void run(List<String> arguments, InputStream input, PrintStream output) throws IOException {
        Map<String, String> options = options(arguments);
        Path directory = Path.of(options.getOrDefault("--directory", ""));
        if (directory.toString().isEmpty()) {
            throw new IllegalArgumentException("--directory is missing");
        }
        SimulationSettings settings = SimulationSettings.of((int) number(options, "--clusters", 60))
                .withSeed(number(options, "--seed", 1))
                .withLatency(Duration.ofMillis(number(options, "--latency", 20)))
                .withFaults(FaultPlan.parse(options.getOrDefault("--faults", "default")));
        try (Simulation simulation = Simulation.start(settings, Clock.systemUTC())) {
            output.println(describe(simulation, directory));
            output.flush();
            obey(simulation, new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8)), output);
        }
    }

    /** Obeys {@code record FILE} and {@code stop}, and answers each with a line when it is done. */
    private static void obey(Simulation simulation, BufferedReader input, PrintStream output) throws IOException {
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            if (line.startsWith(RECORD)) {
                simulation.startTape(Path.of(line.substring(RECORD.length())));
            } else if (line.equals(STOP)) {
                simulation.stopTape();
            } else {
                throw new IllegalArgumentException("unknown command: " + line);
            }
            output.println(line);
            output.flush();
        }
    }

    private static ObjectNode describe(Simulation simulation, Path directory) throws IOException {
        SimulationFiles files = SimulationFiles.write(simulation, directory);
        return Reply.JSON
                .createObjectNode()
                .put("resourceManager", simulation.resourceManager().toString())
                .put("proxyControl", simulation.proxyControl().toString())
                .put("ingestionEndpoint", simulation.ingestionEndpoint().toString())
                .put("ruleId", simulation.ruleId())
                .put("token", simulation.token())
                .put("caFile", files.authority().toString())
                .put("cloudFile", files.cloud().toString())
                .put("clusterTokenFile", files.tokenPattern());
    }

    private static Map<String, String> options(List<String> arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            if (!OPTIONS.contains(arguments.get(i)) || i + 1 == arguments.size()) {
                throw new IllegalArgumentException("unknown option, or one without a value: " + arguments.get(i));
            }
            options.put(arguments.get(i), arguments.get(i + 1));
        }
        return options;
    }

    private static long number(Map<String, String> options, String name, int otherwise) {
        String text = options.getOrDefault(name, Integer.toString(otherwise));
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a whole number, not " + text, e);
        }
    }
}
