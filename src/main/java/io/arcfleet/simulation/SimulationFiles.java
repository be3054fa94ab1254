package io.arcfleet.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files that a scanner needs to find its way to a simulation.
 *
 * @param cloud YAML for the scanner's option {@code --cloud}; names {@link #TOKEN_VARIABLE} for the token
 * @param authority the trusted certificate as PEM
 * @param tokenPattern for the scanner's option {@code --cluster-token-file}
 */
public record SimulationFiles(Path cloud, Path authority, String tokenPattern) {

    /** The environment variable that must hold {@link Simulation#token}. */
    public static final String TOKEN_VARIABLE = "ARCFLEET_SIMULATION_TOKEN";

    /** Writes the files of {@code simulation} into {@code directory}. */
    public static SimulationFiles write(Simulation simulation, Path directory) throws IOException {
        Path tokens = Files.createDirectories(directory.resolve("tokens"));
        Path authority = directory.resolve("ca.pem").toAbsolutePath();
        Path cloud = directory.resolve("cloud.yaml").toAbsolutePath();
        Files.writeString(authority, simulation.caCertificate());
        Files.writeString(cloud, cloud(simulation, authority));
        for (SimulatedCluster cluster : simulation.clusters()) {
            Files.writeString(tokens.resolve(cluster.name()), simulation.clusterToken(cluster.name()));
        }
        return new SimulationFiles(cloud, authority, tokens.toAbsolutePath() + "/{name}");
    }

    private static String cloud(Simulation simulation, Path authority) {
        return """
                resourceManager: %1$s
                resourceManagerAudience: https://management.azure.com
                authority: %1$s
                ingestionAudience: https://monitor.azure.com
                serviceBusSuffix: servicebus.windows.net
                caFile: '%2$s'
                tokenVariable: %3$s
                """.formatted(simulation.resourceManager(), authority.toString().replace("'", "''"), TOKEN_VARIABLE);
    }
}
