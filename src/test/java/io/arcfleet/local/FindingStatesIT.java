package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.arcfleet.Waiting;
import io.arcfleet.scan.ScanRecord;
import io.arcfleet.scan.ScanState;
import io.arcfleet.simulation.Fault;
import io.arcfleet.simulation.SimulatedCluster;
import io.arcfleet.simulation.Simulation;
import io.arcfleet.simulation.SimulationSettings;
import io.arcfleet.sink.LogAnalyticsSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Scans of one fleet one after the other: the states in their rows, and what the newest rows say of the fleet. */
@Timeout(120)
final class FindingStatesIT {

    /** One fault that only the cluster tells of, and one that Azure tells of. */
    private static final Set<Fault> INCIDENT = Set.of(Fault.KUBE_AAD_PROXY_MISSING, Fault.EXTENSION_FAILED);

    private static final String AZURE_SIDE = "extensions-provisioned";

    // Set before each test.
    @SuppressWarnings("NullAway.Init")
    private Simulation simulation;

    // Set before each test.
    @SuppressWarnings("NullAway.Init")
    private ServedApp app;

    private final ServedApp.Storage storage = ServedApp.Storage.inMemory(Clock.systemUTC());

    @TempDir
    private Path folder;

    @BeforeEach
    void serve() throws IOException {
        Clock clock = Clock.systemUTC();
        simulation = Simulation.start(SimulationSettings.of(6), clock);
        Map<String, String> environment = ServedApp.environmentOf(simulation, folder);
        Path hostJson = Files.writeString(folder.resolve("host.json"), """
                {"version": "2.0", "extensions": {"queues": {"batchSize": 1, "newBatchThreshold": 0, "maxDequeueCount": 5,
                "visibilityTimeout": "00:00:00", "maxPollingInterval": "00:00:00.1", "messageEncoding": "none"}}}
                """);
        app = ServedApp.start(environment, true, storage, hostJson, 0, clock);
    }

    @AfterEach
    void stop() {
        app.close();
        simulation.close();
    }

    @Test
    void anIncidentIsFollowedFromItsFirstSightToItsReturn() throws Exception {
        String stays = cluster(0);
        String vanishes = cluster(1);
        String mended = cluster(2);

        assertThat(scan()).isEmpty();
        assertThat(current()).isEmpty();

        List.of(stays, vanishes, mended).forEach(id -> simulation.setFaults(id, INCIDENT));
        Map<String, Map<String, String>> first = scan();
        assertThat(first).containsOnlyKeys(stays, vanishes, mended);
        assertThat(states(first)).containsOnly("new");
        assertThat(of(first, stays)).hasSizeGreaterThan(1).containsKey(AZURE_SIDE);
        assertThat(current()).isEqualTo(first);
        Map<String, Instant> firstSeen = firstSeen(stays);

        simulation.setFaults(vanishes, andOffline());
        simulation.setFaults(mended, Set.of());
        Map<String, Map<String, String>> second = scan();
        assertThat(of(second, stays)).isEqualTo(in("open", of(first, stays)));
        assertThat(of(second, mended)).isEqualTo(in("resolved", of(first, mended)));
        Map<String, String> unseen = in("unknown", of(first, vanishes));
        unseen.put(AZURE_SIDE, "open");
        assertThat(of(second, vanishes)).containsAllEntriesOf(unseen);
        assertThat(current()).containsOnlyKeys(stays, vanishes);
        assertThat(verdicts()).containsEntry(stays, "broken").containsEntry(vanishes, "broken");
        assertThat(verdicts()).containsEntry(mended, "healthy");
        assertThat(newest(clusterRows(), "ClusterId").values().stream()
                        .filter(row -> !row.path("Reached").booleanValue())
                        .map(row -> text(row, "ClusterId")))
                .containsExactly(vanishes);

        List.of(stays, vanishes).forEach(id -> simulation.setFaults(id, Set.of()));
        Map<String, Map<String, String>> third = scan();
        assertThat(third).containsOnlyKeys(stays, vanishes);
        assertThat(of(third, vanishes)).isEqualTo(in("resolved", of(second, vanishes)));
        assertThat(of(third, stays)).isEqualTo(in("resolved", of(first, stays)));
        assertThat(current()).isEmpty();
        assertThat(verdicts().values()).containsOnly("healthy");

        simulation.setFaults(stays, INCIDENT);
        assertThat(scan()).isEqualTo(Map.of(stays, in("reopened", of(first, stays))));
        assertThat(firstSeen(stays)).isEqualTo(firstSeen);
        assertThat(current()).containsOnlyKeys(stays);
    }

    private static Set<Fault> andOffline() {
        return Stream.concat(INCIDENT.stream(), Stream.of(Fault.OFFLINE)).collect(Collectors.toSet());
    }

    private String cluster(int index) {
        List<SimulatedCluster> clusters = simulation.clusters();
        return clusters.get(index).id();
    }

    /** Scans the fleet; the states of the scan's rows, by check and by cluster. */
    private Map<String, Map<String, String>> scan() throws Exception {
        int before = storage.ledger().recent(99).size();
        assertThat(app.fire("scheduledScan")).isTrue();
        ScanRecord ended = Waiting.untilSeen(
                Duration.ofSeconds(60),
                () -> "the scan ended: " + storage.ledger().recent(1),
                () -> storage.ledger().recent(99).size() == before
                        ? Optional.empty()
                        : storage.ledger().recent(1).stream()
                                .filter(scan -> scan.state() == ScanState.ENDED)
                                .findFirst());
        String scanId = ended.order().scanId();
        return byCluster(
                findingRows().stream().filter(row -> text(row, "ScanId").equals(scanId)));
    }

    /** What the newest row of each finding says, unless that it is resolved. */
    private Map<String, Map<String, String>> current() {
        return byCluster(newest(findingRows(), "FindingId").values().stream()
                .filter(row -> !text(row, "State").equals("resolved")));
    }

    /** The newest verdict of each cluster; one that was not reached keeps the verdict of when it was. */
    private Map<String, String> verdicts() {
        Map<String, String> verdicts = new TreeMap<>();
        newest(
                        clusterRows().stream()
                                .filter(row -> row.path("Reached").booleanValue())
                                .toList(),
                        "ClusterId")
                .forEach((id, row) -> verdicts.put(id, text(row, "Verdict")));
        return verdicts;
    }

    private Map<String, Instant> firstSeen(String clusterId) {
        Map<String, Instant> times = new TreeMap<>();
        newest(findingRows(), "FindingId").values().stream()
                .filter(row -> text(row, "ClusterId").equals(clusterId))
                .forEach(row -> times.put(text(row, "FindingId"), Instant.parse(text(row, "FirstSeen"))));
        return times;
    }

    private List<JsonNode> findingRows() {
        return simulation.rows(LogAnalyticsSink.FINDINGS);
    }

    private List<JsonNode> clusterRows() {
        return simulation.rows(LogAnalyticsSink.CLUSTERS);
    }

    private static Map<String, JsonNode> newest(List<JsonNode> rows, String key) {
        return rows.stream()
                .collect(Collectors.toMap(
                        row -> text(row, key),
                        Function.identity(),
                        BinaryOperator.maxBy(Comparator.comparing(row -> Instant.parse(text(row, "TimeGenerated"))))));
    }

    private static Map<String, Map<String, String>> byCluster(Stream<JsonNode> rows) {
        Map<String, Map<String, String>> states = new TreeMap<>();
        rows.forEach(row -> states.computeIfAbsent(text(row, "ClusterId"), id -> new TreeMap<>())
                .merge(text(row, "CheckId"), text(row, "State"), (one, other) -> one.equals(other) ? one : "mixed"));
        return states;
    }

    private static Map<String, String> of(Map<String, Map<String, String>> states, String clusterId) {
        return states.getOrDefault(clusterId, Map.of());
    }

    private static List<String> states(Map<String, Map<String, String>> states) {
        return states.values().stream()
                .flatMap(checks -> checks.values().stream())
                .toList();
    }

    private static Map<String, String> in(String state, Map<String, String> checks) {
        Map<String, String> same = new TreeMap<>();
        checks.keySet().forEach(check -> same.put(check, state));
        return same;
    }

    private static String text(JsonNode row, String column) {
        return row.path(column).asText();
    }
}
