package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.arcfleet.local.SimulatedAzure.Run;
import io.arcfleet.local.SimulatedKubeconfig.Context;
import io.arcfleet.simulation.Fault;
import io.arcfleet.simulation.SimulatedCluster;
import io.arcfleet.simulation.SimulationSettings;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Scans by the contexts of a kubeconfig, alone and joined with Azure. */
@Timeout(120)
final class KubeconfigIT {

    @TempDir
    private Path folder;

    private SimulatedAzure azure;
    private List<SimulatedCluster> clusters;

    @BeforeEach
    void start() throws IOException {
        azure = SimulatedAzure.start(SimulationSettings.of(4), folder);
        clusters = azure.simulation().clusters();
    }

    @AfterEach
    void stop() {
        azure.close();
    }

    @Test
    void aKubeconfigAloneGivesAVerdictUnderTheIdOfTheConnectedCluster() throws IOException {
        azure.simulation().setFaults(clusters.get(1).id(), EnumSet.of(Fault.KUBE_AAD_PROXY_MISSING));
        Path kubeconfig = kubeconfig(context("first", clusters.get(0)), context("second", clusters.get(1)));

        Run run = azure.run(List.of("--kubeconfig", kubeconfig.toString()));

        assertThat(run.exitStatus()).isZero();
        assertThat(run.clusters())
                .extracting(row -> row.path("ClusterId").asText())
                .containsExactlyInAnyOrder(clusters.get(0).id(), clusters.get(1).id());
        assertThat(run.cluster(clusters.get(0).name()).path("Verdict").asText()).isEqualTo("healthy");
        assertThat(run.rootCauses(clusters.get(1).name())).containsExactly("kube-aad-proxy-admitted");
        assertThat(run.out()).contains("not attempted");
    }

    @Test
    void onlyTheNamedContextsAreScanned() throws IOException {
        Path kubeconfig = kubeconfig(context("first", clusters.get(0)), context("second", clusters.get(1)));

        Run run = azure.run(List.of("--kubeconfig", kubeconfig.toString(), "--context", "second"));

        assertThat(run.clusters())
                .singleElement()
                .satisfies(row -> assertThat(row.path("ClusterId").asText())
                        .isEqualTo(clusters.get(1).id()));
    }

    @Test
    void eachContextThatFailsSaysWhyInWords() throws IOException {
        Path kubeconfig = kubeconfig(
                context("good", clusters.get(0)),
                context("refused-token", clusters.get(1)).withToken("wrong"),
                context("unknown-authority", clusters.get(2)).withoutAuthority(),
                context("masked", clusters.get(3)).actingAs("admin"),
                context("closed-port", clusters.get(3)).withServer("https://127.0.0.1:" + closedPort()));

        Run run = azure.run(List.of("--kubeconfig", kubeconfig.toString(), "--cluster-timeout", "5s"));

        assertThat(run.exitStatus()).isZero();
        assertThat(run.cluster(clusters.get(0).name()).path("Verdict").asText()).isEqualTo("healthy");
        assertThat(words(run, "refused-token")).contains("not permitted");
        assertThat(run.out().replaceAll("\\s+", " ")).contains("401 Unauthorized");
        assertThat(words(run, "unknown-authority")).contains("unreachable", "TLS");
        assertThat(words(run, "closed-port")).contains("unreachable", "refused");
        assertThat(words(run, "masked")).contains("the context masked has a user that acts as somebody else (as)");
        assertThat(run.out())
                .contains("UNKNOWN   refused-token", "UNKNOWN   unknown-authority", "UNKNOWN   closed-port");
    }

    @Test
    void aClusterKeepsItsIdWhileItCannotBeReached() throws IOException {
        Path kubeconfig = kubeconfig(context("first", clusters.get(0)));
        Run before = azure.run(List.of("--kubeconfig", kubeconfig.toString()));
        azure.simulation().setFaults(clusters.get(0).id(), EnumSet.of(Fault.BLACK_HOLE));

        Run after = azure.run(List.of("--kubeconfig", kubeconfig.toString(), "--cluster-timeout", "2s"));

        assertThat(before.clusters().getFirst().path("Reached").asBoolean()).isTrue();
        assertThat(after.clusters().getFirst().path("Reached").asBoolean()).isFalse();
        assertThat(after.clusters().getFirst().path("ClusterId").asText())
                .isEqualTo(clusters.get(0).id())
                .isEqualTo(before.clusters().getFirst().path("ClusterId").asText());
    }

    @Test
    void anExecPluginOfTheOperatorsFileIsHonoured() throws IOException {
        Path plugin = folder.resolve("plugin.sh");
        Files.writeString(plugin, """
                #!/bin/sh
                echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"%s"}}'
                """.formatted(
                        azure.simulation().clusterToken(clusters.get(0).name())));
        Files.setPosixFilePermissions(plugin, PosixFilePermissions.fromString("rwx------"));
        Path kubeconfig = kubeconfig(context("first", clusters.get(0)).withPlugin(plugin));

        Run run = azure.run(List.of("--kubeconfig", kubeconfig.toString()));

        assertThat(run.cluster(clusters.get(0).name()).path("Verdict").asText()).isEqualTo("healthy");
    }

    @Test
    void withSubscriptionsClustersAreFoundByNameElseByWhatTheySay() throws IOException {
        Path kubeconfig = kubeconfig(
                context(clusters.get(0).name(), clusters.get(0)),
                context(clusters.get(1).id(), clusters.get(1)),
                context("laptop-alias", clusters.get(2)));

        Run run = azure.run(List.of(
                "--all-subscriptions",
                "--cloud",
                azure.files().cloud().toString(),
                "--kubeconfig",
                kubeconfig.toString()));

        assertThat(run.clusters()).hasSize(4);
        assertThat(clusters.subList(0, 3))
                .allSatisfy(cluster -> assertThat(
                                run.cluster(cluster.name()).path("Reached").asBoolean())
                        .isTrue());
        JsonNode unreached = run.cluster(clusters.get(3).name());
        assertThat(unreached.path("Reached").asBoolean()).isFalse();
        assertThat(unreached.path("ReachFailure").asText()).contains("no context");
        assertThat(unreached.path("ConnectivityStatus").asText()).isEqualTo("Connected");
    }

    @Test
    void everyProblemIsToldAtOnceWithTheFix() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.yaml"), "contexts: []\n");
        Path cloud = Files.writeString(folder.resolve("cloud.yaml"), "resourceManager: http://x\nunheard: 1\n");

        Run run = azure.run(List.of(
                "--kubeconfig",
                broken.toString(),
                "--subscription",
                "not-a-guid",
                "--cloud",
                cloud.toString(),
                "--concurrency",
                "0",
                "--check",
                "no-such-check",
                "--frobnicate"));

        assertThat(run.exitStatus()).isEqualTo(2);
        assertThat(run.err())
                .contains("not-a-guid", "--concurrency 0", "no-such-check", "--frobnicate")
                .doesNotContain("Exception", "\tat ");
        assertThat(run.clusters()).isEmpty();
    }

    @Test
    void anUnknownContextAndABadCloudFileAreToldTogether() throws IOException {
        Path kubeconfig = kubeconfig(context("first", clusters.get(0)));
        Path cloud = Files.writeString(folder.resolve("cloud.yaml"), "resourceManager: http://x\nunheard: 1\n");

        Run run = azure.run(List.of(
                "--kubeconfig",
                kubeconfig.toString(),
                "--context",
                "second",
                "--all-subscriptions",
                "--cloud",
                cloud.toString()));

        assertThat(run.exitStatus()).isEqualTo(2);
        assertThat(run.err()).contains("--context second", "it has first", "unheard", "resourceManager");
    }

    private static String words(Run run, String context) {
        JsonNode row = run.cluster(context);
        return row.path("ReachFailure").asText() + row.path("NotEvaluated");
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Context context(String name, SimulatedCluster cluster) {
        return SimulatedKubeconfig.context(name, azure.simulation(), cluster);
    }

    private Path kubeconfig(Context... contexts) throws IOException {
        return SimulatedKubeconfig.write(folder.resolve("kubeconfig.yaml"), List.of(contexts));
    }
}
