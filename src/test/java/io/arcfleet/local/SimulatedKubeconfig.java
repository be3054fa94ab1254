package io.arcfleet.local;

import io.arcfleet.simulation.SimulatedCluster;
import io.arcfleet.simulation.Simulation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A kubeconfig with contexts of simulated clusters, which are then reached directly, not through the proxy. */
final class SimulatedKubeconfig {

    private SimulatedKubeconfig() {}

    static Context context(String name, Simulation simulation, SimulatedCluster cluster) {
        return new Context(
                name,
                simulation.apiServer(cluster.name()).toString(),
                simulation.caCertificate(),
                "token: " + simulation.clusterToken(cluster.name()));
    }

    static Path write(Path file, List<Context> contexts) throws IOException {
        List<String> lines = new ArrayList<>(List.of("apiVersion: v1", "kind: Config", "clusters:"));
        for (Context context : contexts) {
            lines.add("- name: '" + context.name() + "'");
            lines.add("  cluster:");
            lines.add("    server: " + context.server());
            if (!context.authority().isEmpty()) {
                lines.add("    certificate-authority-data: "
                        + Base64.getEncoder().encodeToString(context.authority().getBytes(StandardCharsets.UTF_8)));
            }
        }
        lines.add("users:");
        for (Context context : contexts) {
            lines.add("- name: '" + context.name() + "'");
            lines.add("  user:");
            context.user().lines().map(line -> "    " + line).forEach(lines::add);
        }
        lines.add("contexts:");
        for (Context context : contexts) {
            lines.add("- name: '" + context.name() + "'");
            lines.add("  context: {cluster: '" + context.name() + "', user: '" + context.name() + "'}");
        }
        return Files.write(file, lines);
    }

    record Context(String name, String server, String authority, String user) {

        Context withToken(String token) {
            return new Context(name, server, authority, "token: " + token);
        }

        Context actingAs(String other) {
            return new Context(name, server, authority, user + "\nas: " + other);
        }

        Context withoutAuthority() {
            return new Context(name, server, "", user);
        }

        Context withServer(String other) {
            return new Context(name, other, authority, user);
        }

        Context withPlugin(Path command) {
            return new Context(name, server, authority, """
                    exec:
                      apiVersion: client.authentication.k8s.io/v1
                      interactiveMode: Never
                      command: %s
                    """.formatted(command));
        }
    }
}
