package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.arcfleet.local.SimulatedAzure.Run;
import io.arcfleet.simulation.SimulatedCluster;
import io.arcfleet.simulation.SimulationSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For each read of a healthy cluster one that refuses it and one that answers it with what is no JSON, scanned once through
 * the whole line: the checks that need the read say so, the others go on.
 */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DamagedReadsIT {

    /** Reads by the names that receipts give them, with a part of their paths. */
    private static final Map<String, String> READS = Map.ofEntries(
            Map.entry("version", "/version"),
            Map.entry("config", "/configmaps/azure-clusterconfig"),
            Map.entry("pods", "/namespaces/azure-arc/pods"),
            Map.entry("nodes", "/api/v1/nodes"),
            Map.entry("deployments", "/namespaces/azure-arc/deployments"),
            Map.entry("helm", "/secrets"),
            Map.entry("events", "/namespaces/azure-arc/events"),
            Map.entry("secrets", "/namespaces/azure-arc/secrets"),
            Map.entry("metadata", "/connectedclusters/clustermetadata"),
            Map.entry("identity requests", "/azureclusteridentityrequests"),
            Map.entry("agent bindings", "/clusterrolebindings"),
            Map.entry("flux controllers", "/namespaces/flux-system/deployments"),
            Map.entry("dns endpoints", "/endpointslices"));

    private static final int MOST_CHECKS = 25;

    record Damage(String read, boolean refused) {

        String word() {
            return refused ? "not permitted" : "malformed";
        }
    }

    /** What a scan of the damaged clusters left. */
    private record Scanned(Run run, Map<Damage, SimulatedCluster> clusters) {}

    private @Nullable Scanned scanned;

    private static Stream<Damage> damages() {
        return READS.keySet().stream()
                .sorted()
                .flatMap(read -> Stream.of(true, false).map(refused -> new Damage(read, refused)));
    }

    @BeforeAll
    void scan(@TempDir Path folder) throws IOException {
        try (SimulatedAzure azure = SimulatedAzure.start(SimulationSettings.of(2 * READS.size()), folder)) {
            Iterator<SimulatedCluster> free = azure.simulation().clusters().iterator();
            Map<Damage, SimulatedCluster> clusters = new HashMap<>();
            damages().forEach(damage -> {
                SimulatedCluster cluster = free.next();
                String path = Objects.requireNonNull(READS.get(damage.read()));
                if (damage.refused()) {
                    azure.simulation().refuse(cluster.id(), path);
                } else {
                    azure.simulation().garble(cluster.id(), path);
                }
                clusters.put(damage, cluster);
            });
            scanned = new Scanned(azure.scanFleet("--cluster-timeout", "90s"), clusters);
        }
    }

    @AfterAll
    void forget() {
        scanned = null;
    }

    @ParameterizedTest
    @MethodSource("damages")
    void aReadThatFailsSilencesTheChecksThatNeedItAndNoOther(Damage damage) {
        Scanned all = Objects.requireNonNull(scanned);
        String cluster = Objects.requireNonNull(all.clusters().get(damage)).name();
        JsonNode row = all.run().cluster(cluster);

        assertThat(all.run().exitStatus()).isZero();
        assertThat(outcomes(row, damage.read())).containsExactly(damage.word());
        assertThat(row.path("Reached").asBoolean()).isTrue();
        assertThat(all.run().rootCauses(cluster))
                .isSubsetOf(damage.refused() ? List.of("scanner-permissions-sufficient") : List.of());
        assertThat(StreamSupport.stream(row.path("NotEvaluated").spliterator(), false)
                        .map(silence -> silence.path("reason").asText()))
                .allSatisfy(reason -> assertThat(reason).contains(damage.word()));
        assertThat(row.path("ChecksPassed").asInt()).isGreaterThan(MOST_CHECKS);
    }

    private static List<String> outcomes(JsonNode row, String read) {
        return StreamSupport.stream(row.path("Reads").spliterator(), false)
                .filter(receipt -> receipt.path("read").asText().equals(read))
                .map(receipt -> receipt.path("outcome").asText())
                .toList();
    }
}
