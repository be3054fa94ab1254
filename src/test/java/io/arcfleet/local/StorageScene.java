package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arcfleet.Waiting;
import io.arcfleet.finding.ScanSummary;
import io.arcfleet.scan.ClusterOutcome;
import io.arcfleet.scan.storage.Azurite;
import io.arcfleet.simulation.SimulatedCluster;
import io.arcfleet.simulation.Simulation;
import io.arcfleet.simulation.SimulationSettings;
import io.arcfleet.sink.LogAnalyticsSink;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A simulated Azure, a storage account in the emulator, and the apps that work on them, one of them in this process. */
final class StorageScene implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration WAIT = Duration.ofSeconds(90);

    private final String account = Azurite.connectionString();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<FaultProxy> proxies = new ArrayList<>();
    private final Simulation simulation;
    private final Workers workers;
    private final Path folder;
    private final Map<String, String> simulated;
    private final ServedApp.Storage storage;
    private @Nullable ServedApp app;

    private StorageScene(Simulation simulation, Path folder) throws IOException {
        this.simulation = simulation;
        this.folder = folder;
        this.workers = new Workers(folder);
        this.simulated = ServedApp.environmentOf(simulation, folder);
        this.storage = ServedApp.Storage.of(Azurite.clients(account));
    }

    static StorageScene start(SimulationSettings settings, Path folder) throws IOException {
        return new StorageScene(Simulation.start(settings, Clock.systemUTC()), folder);
    }

    Simulation simulation() {
        return simulation;
    }

    /** The ledger and the queues of the account, with no fault between. */
    ServedApp.Storage storage() {
        return storage;
    }

    /** A way to the account that can fail. */
    FaultProxy proxy() {
        FaultProxy proxy = FaultProxy.of(account);
        proxies.add(proxy);
        return proxy;
    }

    /** How an app runs here. */
    record Setting(FaultProxy proxy, int shardSize, int batchSize, Duration visibility, Clock clock) {

        /** One message of a kind at a time, which comes back after two seconds. */
        static Setting of(FaultProxy proxy, int shardSize) {
            return new Setting(proxy, shardSize, 1, Duration.ofSeconds(2), Clock.systemUTC());
        }

        Setting withBatchSize(int other) {
            return new Setting(proxy, shardSize, other, visibility, clock);
        }

        Setting withVisibility(Duration other) {
            return new Setting(proxy, shardSize, batchSize, other, clock);
        }

        Setting withClock(Clock other) {
            return new Setting(proxy, shardSize, batchSize, visibility, other);
        }
    }

    /** Starts an app in a process of its own. */
    Workers.Worker startWorker(Setting setting) throws IOException {
        return workers.start(environment(setting), hostJson(setting), setting.visibility());
    }

    /** Starts the app in this process. */
    ServedApp serve(Setting setting) throws IOException {
        ServedApp served =
                StorageWorker.start(environment(setting), hostJson(setting), setting.visibility(), setting.clock());
        app = served;
        return served;
    }

    private Map<String, String> environment(Setting setting) {
        Map<String, String> environment = new HashMap<>(simulated);
        environment.put("AzureWebJobsStorage", setting.proxy().connectionString());
        environment.put("ARCFLEET_SHARD_SIZE", Integer.toString(setting.shardSize()));
        environment.put("ARCFLEET_SCAN_TIMEOUT", "5m");
        return environment;
    }

    /** The project's own host.json waits longer between tries. */
    private Path hostJson(Setting setting) throws IOException {
        return Files.writeString(
                folder.resolve("host-" + setting.batchSize() + ".json"), """
                {"version": "2.0", "extensions": {"queues": {"batchSize": %d, "newBatchThreshold": 0, "maxDequeueCount": 5,
                "visibilityTimeout": "00:00:00", "maxPollingInterval": "00:00:00.5", "messageEncoding": "none"}}}
                """.formatted(setting.batchSize()));
    }

    /** Asks an app for a scan of all clusters; returns the scan id. */
    String request(int port) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(port, "/api/scans", "POST");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JSON.readTree(answer.body()).path("scanId").asText();
    }

    /** Asks an app for something. */
    HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return send(port, path, "GET");
    }

    private HttpResponse<String> send(int port, String path, String method) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Waits for the end of a scan, and checks what holds at the end of every scan. */
    ScanSummary awaitEnd(String scanId) throws InterruptedException {
        ScanSummary summary = Waiting.untilSeen(
                WAIT,
                () -> "the end of the scan: " + storage.ledger().find(scanId) + "\n" + workers.output(),
                () -> storage.ledger().summary(scanId));
        requireAccountOf(scanId, summary);
        requireSameIdentities(scanId);
        return summary;
    }

    /** No cluster is missing without being named, and none counts twice. */
    private void requireAccountOf(String scanId, ScanSummary summary) {
        List<String> planned = storage.ledger().account(scanId).orElseThrow().clusterIds();
        List<String> missing = missingClusters(summary);
        assertThat(planned).hasSize(summary.clustersFound()).doesNotHaveDuplicates();
        assertThat(missing).doesNotHaveDuplicates().isSubsetOf(planned);
        assertThat(summary.clustersScanned() + missing.size()).isEqualTo(summary.clustersFound());
        assertThat(storage.ledger().account(scanId).orElseThrow().outcomes())
                .extracting(ClusterOutcome::clusterId)
                .doesNotHaveDuplicates()
                .isSubsetOf(planned);
    }

    /** What arrived twice is recognised: scan id and cluster id, scan id and finding id. */
    private void requireSameIdentities(String scanId) {
        assertThat(simulation.rows(LogAnalyticsSink.SCANS))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.path("ScanId").asText()).isEqualTo(scanId));
        assertThat(simulation.rows(LogAnalyticsSink.CLUSTERS))
                .allSatisfy(row -> assertThat(row.path("ScanId").asText()).isEqualTo(scanId));
        Map<String, Set<String>> findingIds = simulation.rows(LogAnalyticsSink.FINDINGS).stream()
                .filter(row -> row.path("ScanId").asText().equals(scanId))
                .collect(Collectors.groupingBy(
                        row -> row.path("ClusterId").asText()
                                + row.path("CheckId").asText()
                                + row.path("Subject").asText(),
                        Collectors.mapping(row -> row.path("FindingId").asText(), Collectors.toSet())));
        assertThat(findingIds.values()).allSatisfy(ids -> assertThat(ids).hasSize(1));
        assertThat(findingIds.values().stream().flatMap(Set::stream)).doesNotHaveDuplicates();
    }

    /** Every cluster that there is. */
    List<String> clusterIds() {
        return simulation.clusters().stream().map(SimulatedCluster::id).toList();
    }

    /** The clusters of a shard. */
    List<String> clustersOfShard(String scanId, int shard) {
        return storage.ledger().shard(scanId, shard).stream()
                .map(target -> target.identity().id())
                .toList();
    }

    /** The clusters that a summary names as missing. */
    List<String> missingClusters(ScanSummary summary) {
        Set<String> known = Set.copyOf(clusterIds());
        return summary.missing().stream()
                .map(ScanSummary.Missing::what)
                .filter(known::contains)
                .toList();
    }

    /** The clusters of the rows that arrived, as often as they arrived. */
    List<String> clusterRows() {
        return simulation.rows(LogAnalyticsSink.CLUSTERS).stream()
                .map(row -> row.path("ClusterId").asText())
                .toList();
    }

    /** The identities of the findings that arrived, as often as they arrived. */
    List<String> findingRows() {
        return simulation.rows(LogAnalyticsSink.FINDINGS).stream()
                .map(row -> row.path("FindingId").asText())
                .toList();
    }

    /** The rows of scans that arrived. */
    List<JsonNode> scanRows() {
        return simulation.rows(LogAnalyticsSink.SCANS);
    }

    /** Calls that wait are cut off first, so that no app waits for them. */
    @Override
    public void close() {
        proxies.forEach(FaultProxy::heal);
        workers.close();
        if (app != null) {
            app.close();
        }
        proxies.forEach(FaultProxy::close);
        simulation.close();
    }
}
