package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.arcfleet.local.SimulatedAzure.Run;
import io.arcfleet.simulation.Fault;
import io.arcfleet.simulation.SimulatedCluster;
import io.arcfleet.simulation.SimulationSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One cluster for each fault, scanned once through the whole line, directly, as through a kubeconfig: some of these faults
 * close the tunnel of cluster connect. The verdict of each names that fault and no other.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GuideSectionsIT {

    private static final int CLUSTERS = 120;

    private final Map<Fault, SimulatedCluster> withFault = new EnumMap<>(Fault.class);

    @TempDir
    private Path folder;

    private SimulatedAzure azure;
    private Run run;

    @BeforeAll
    void scan() throws IOException {
        azure = SimulatedAzure.start(SimulationSettings.of(CLUSTERS), folder);
        Set<SimulatedCluster> free = new HashSet<>(azure.simulation().clusters());
        for (Fault fault : EnumSet.allOf(Fault.class)) {
            if (!fault.fleetWide() && fault != Fault.BLACK_HOLE) {
                SimulatedCluster cluster = azure.simulation().clusters().stream()
                        .filter(free::contains)
                        .filter(any -> azure.simulation().canHave(any.id(), fault))
                        .findFirst()
                        .orElseThrow();
                free.remove(cluster);
                azure.simulation().setFaults(cluster.id(), EnumSet.of(fault));
                withFault.put(fault, cluster);
            }
        }
        run = azure.scanDirectly("--cluster-timeout", "60s", "--read-timeout", "30s");
    }

    @AfterAll
    void stop() {
        azure.close();
    }

    @Test
    void print() {
        withFault.forEach((fault, cluster) -> System.err.println(fault + " " + cluster.name() + " "
                + run.cluster(cluster.name()).path("Verdict").asText() + " " + run.rootCauses(cluster.name()) + " "
                + run.cluster(cluster.name()).path("ReachFailure").asText()));
        azure.simulation().clusters().stream()
                .filter(c -> !withFault.containsValue(c))
                .filter(c -> !run.cluster(c.name()).path("Verdict").asText().equals("healthy"))
                .forEach(c -> System.err.println("NOT HEALTHY " + run.cluster(c.name())));
    }
}
