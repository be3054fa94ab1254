package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arcfleet.CapturedLog;
import io.arcfleet.Waiting;
import io.arcfleet.simulation.Fault;
import io.arcfleet.simulation.SimulatedCluster;
import io.arcfleet.simulation.Simulation;
import io.arcfleet.simulation.SimulationSettings;
import io.arcfleet.standin.StandIn;
import io.arcfleet.standin.StandInSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The function app in the local host, against the simulation, over HTTP. */
@Timeout(120)
final class FunctionAppIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration WAIT = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable Simulation startedSimulation;
    private @Nullable ServedApp startedApp;

    @AfterEach
    void stop() {
        if (startedApp != null) {
            startedApp.close();
        }
        if (startedSimulation != null) {
            startedSimulation.close();
        }
    }

    private Simulation simulation() {
        return Objects.requireNonNull(startedSimulation, "serve comes first");
    }

    private ServedApp app() {
        return Objects.requireNonNull(startedApp, "serve comes first");
    }

    @Test
    void theScheduleScansTheFleetAndItsRowsArriveOnce() throws Exception {
        serve(SimulationSettings.of(120), Map.of("ARCFLEET_SHARD_SIZE", "25"));
        SimulatedCluster broken = simulation().clusters().getFirst();
        simulation().setFaults(broken.id(), EnumSet.of(Fault.KUBE_AAD_PROXY_MISSING));

        assertThat(app().fire("scheduledScan")).isTrue();
        String scanId =
                json(get("/api/scans")).path("scans").path(0).path("scanId").asText();
        JsonNode status = awaitEnd(scanId);

        assertThat(status.path("outcome").asText()).isEqualTo("complete");
        assertThat(status.path("trigger").asText()).isEqualTo("timer");
        assertThat(status.path("clustersDone").asInt()).isEqualTo(120);
        assertThat(status.path("clustersByHealth").path("broken").asInt()).isEqualTo(1);
        assertThat(simulation().rows("Custom-ArcFleetClusters_CL"))
                .hasSize(120)
                .extracting(row -> row.path("ClusterId").asText())
                .doesNotHaveDuplicates();
        assertThat(simulation().rows("Custom-ArcFleetScans_CL"))
                .singleElement()
                .satisfies(row -> assertThat(row.path("ScanId").asText()).isEqualTo(scanId));
        JsonNode report = json(get("/api/scans/" + scanId + "/report"));
        assertThat(report.path("clustersScanned").asInt()).isEqualTo(120);
        assertThat(report.path("missing")).isEmpty();
        assertThat(report.path("calls").path("kubernetes").path("calls").asInt())
                .isPositive();
    }

    @Test
    void twoRequestsAtTheSameMomentAreOneScan() throws Exception {
        serve(SimulationSettings.of(10), Map.of());

        List<CompletableFuture<HttpResponse<String>>> answers = List.of(
                http.sendAsync(post(""), HttpResponse.BodyHandlers.ofString()),
                http.sendAsync(post(""), HttpResponse.BodyHandlers.ofString()));

        HttpResponse<String> first = answers.get(0).get(30, TimeUnit.SECONDS);
        HttpResponse<String> second = answers.get(1).get(30, TimeUnit.SECONDS);
        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(json(second).path("scanId")).isEqualTo(json(first).path("scanId"));
        assertThat(first.headers().firstValue("Location"))
                .hasValue("/api/scans/" + json(first).path("scanId").asText());
        awaitEnd(json(first).path("scanId").asText());
    }

    @Test
    void aDeletedScanEndsAsCancelledAndNamesWhatIsMissing() throws Exception {
        serve(SimulationSettings.of(40).withLatency(Duration.ofMillis(500)), Map.of("ARCFLEET_CONCURRENCY", "2"));
        String scanId = json(send(post(""))).path("scanId").asText();
        awaitState(scanId, "running");

        HttpResponse<String> answer = send(
                HttpRequest.newBuilder(uri("/api/scans/" + scanId)).DELETE().build());

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(awaitEnd(scanId).path("outcome").asText()).isEqualTo("cancelled");
        assertThat(json(get("/api/scans/" + scanId + "/report")).path("missing").toString())
                .contains("the scan was cancelled");
    }

    @Test
    void onlyTheClustersOfTheBodyAreScanned() throws Exception {
        serve(SimulationSettings.of(10), Map.of());
        SimulatedCluster wanted = simulation().clusters().get(3);

        String scanId = json(send(post("{\"clusters\":[\"" + wanted.id() + "\"]}")))
                .path("scanId")
                .asText();
        awaitEnd(scanId);

        assertThat(simulation().rows("Custom-ArcFleetClusters_CL"))
                .extracting(row -> row.path("ClusterId").asText())
                .containsExactly(wanted.id());
    }

    @Test
    void anIngestionThatIsDownForAWhileLosesNothing() throws Exception {
        serve(SimulationSettings.of(10), Map.of());
        simulation().ingestionFails(3, 503);

        String scanId = json(send(post(""))).path("scanId").asText();
        JsonNode status = awaitEnd(scanId);

        assertThat(status.path("outcome").asText()).isEqualTo("complete");
        assertThat(simulation().rows("Custom-ArcFleetClusters_CL")).hasSize(10);
    }

    @Test
    void badRequestsAreAnsweredInWords() throws Exception {
        serve(SimulationSettings.of(1), Map.of());

        HttpResponse<String> bad = send(post("{\"subscriptions\":[\"x\"],\"extra\":1}"));
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(bad.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(bad).path("problems")).hasSize(2);
        assertThat(send(post(" ".repeat(2 * 1024 * 1024))).statusCode()).isEqualTo(413);
        assertThat(get("/api/scans/unknown").statusCode()).isEqualTo(404);
        assertThat(get("/api/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void everyLineOfAScanNamesItAndEveryClusterHasOne() throws Exception {
        serve(SimulationSettings.of(12), Map.of("ARCFLEET_SHARD_SIZE", "5"));
        SimulatedCluster broken = simulation().clusters().getFirst();
        simulation().setFaults(broken.id(), EnumSet.of(Fault.KUBE_AAD_PROXY_MISSING));
        simulation().ingestionFails(1, 503);

        try (CapturedLog log = CapturedLog.ofRoot()) {
            String scanId = json(send(post(""))).path("scanId").asText();
            awaitEnd(scanId);
            // The ledger knows of the end before the log does.
            awaitLine(log, "scan ended");

            assertThat(log.lines("scan ended")).hasSize(1);
            assertThat(log.lines("cluster scanned"))
                    .extracting(line -> line.message().replaceAll(".* clusterId=(\\S+) .*", "$1"))
                    .containsExactlyInAnyOrderElementsOf(simulation().clusters().stream()
                            .map(SimulatedCluster::id)
                            .toList());
            assertThat(log.lines("cluster scanned"))
                    .filteredOn(line -> line.message().contains("health=broken"))
                    .singleElement()
                    .satisfies(line -> assertThat(line.message()).contains("clusterId=" + broken.id() + " "));
            assertThat(log.lines("Rows will be sent again")).isNotEmpty();
            assertThat(log.lines())
                    .filteredOn(line -> isOfScan(String.valueOf(line.logger())))
                    .allSatisfy(line -> {
                        assertThat(line.message()).startsWith("scanId=" + scanId + " ");
                        assertThat(line.message()).doesNotContain(simulation().token());
                        assertThat(line.thrown()).isNull();
                    });
            assertThat(log.lines())
                    .extracting(CapturedLog.Line::logger)
                    .doesNotContain("com.azure.core.http.jdk.httpclient.JdkHttpClient");
        }
    }

    private static boolean isOfScan(String logger) {
        return !logger.startsWith("io.arcfleet.host.") && !logger.startsWith("io.arcfleet.simulation.");
    }

    private void serve(SimulationSettings settings, Map<String, String> more) throws IOException {
        Clock clock = Clock.systemUTC();
        startedSimulation = Simulation.start(settings, clock);
        Map<String, String> environment = new HashMap<>(ServedApp.environmentOf(simulation(), folder));
        // As in production: the app runs the proxy itself.
        environment.remove("ARCFLEET_ARC_PROXY_URL");
        environment.put(
                "ARCFLEET_ARC_PROXY_PATH",
                StandIn.executable(folder, StandInSettings.of(simulation()))
                        .program()
                        .toString());
        environment.putAll(more);
        startedApp =
                ServedApp.start(environment, true, ServedApp.Storage.inMemory(clock), Path.of("host.json"), 0, clock);
    }

    private static void awaitLine(CapturedLog log, String words) throws InterruptedException {
        Waiting.until("a line '" + words + "'", () -> !log.lines(words).isEmpty());
    }

    private JsonNode awaitEnd(String scanId) throws Exception {
        return awaitState(scanId, "ended");
    }

    private JsonNode awaitState(String scanId, String state) throws Exception {
        return Waiting.untilSeen(
                WAIT,
                () -> "scan " + scanId + " is " + state,
                () -> Optional.of(json(get("/api/scans/" + scanId)))
                        .filter(status -> status.path("state").asText().equals(state)));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    private HttpRequest post(String body) {
        return HttpRequest.newBuilder(uri("/api/scans"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + app().port() + path);
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }
}
