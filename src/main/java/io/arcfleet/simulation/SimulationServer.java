package io.arcfleet.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A simulation in a process of its own, for benchmarks. It prints one line of JSON with its addresses, its token and the
 * files that it wrote, and runs until its input ends. The only class of this package that prints.
 */
public final class SimulationServer {

    private static final String USAGE = "usage: SimulationServer --directory DIR [--clusters N] [--seed N]"
            + " [--latency MS] [--faults none|default|NAME,...]";
    private static final Set<String> OPTIONS = Set.of("--directory", "--clusters", "--seed", "--latency", "--faults");

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
            output.println(write(simulation, directory));
            output.flush();
            input.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static ObjectNode write(Simulation simulation, Path directory) throws IOException {
        Path tokens = Files.createDirectories(directory.resolve("tokens"));
        Path authority = directory.resolve("ca.pem").toAbsolutePath();
        Path cloud = directory.resolve("cloud.yaml").toAbsolutePath();
        Files.writeString(authority, simulation.caCertificate());
        Files.writeString(cloud, cloud(simulation, authority));
        for (SimulatedCluster cluster : simulation.clusters()) {
            Files.writeString(tokens.resolve(cluster.name()), simulation.clusterToken(cluster.name()));
        }
        return Reply.JSON
                .createObjectNode()
                .put("resourceManager", simulation.resourceManager().toString())
                .put("proxyControl", simulation.proxyControl().toString())
                .put("ingestionEndpoint", simulation.ingestionEndpoint().toString())
                .put("ruleId", simulation.ruleId())
                .put("token", simulation.token())
                .put("caFile", authority.toString())
                .put("cloudFile", cloud.toString())
                .put("clusterTokenFile", tokens.toAbsolutePath() + "/{name}");
    }

    private static String cloud(Simulation simulation, Path authority) {
        return """
                resourceManager: %1$s
                resourceManagerAudience: https://management.azure.com
                authority: %1$s
                ingestionAudience: https://monitor.azure.com
                serviceBusSuffix: servicebus.windows.net
                caFile: '%2$s'
                tokenVariable: ARCFLEET_SIMULATION_TOKEN
                """.formatted(simulation.resourceManager(), authority.toString().replace("'", "''"));
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
