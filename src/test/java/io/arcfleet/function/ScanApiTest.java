package io.arcfleet.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arcfleet.config.ClusterFilter;
import io.arcfleet.finding.Health;
import io.arcfleet.finding.ScanOutcome;
import io.arcfleet.finding.ScanSummary;
import io.arcfleet.fleet.FleetInventory;
import io.arcfleet.scan.ScanLedger;
import io.arcfleet.scan.ScanOrder;
import io.arcfleet.scan.ScanRecord;
import io.arcfleet.scan.ScanRequests;
import io.arcfleet.scan.WorkQueue;
import io.arcfleet.scan.memory.InMemoryScanLedger;
import io.arcfleet.scan.memory.InMemoryWorkQueue;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScanApiTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final FleetInventory.Scope CONFIGURED = new FleetInventory.Scope(List.of(), ClusterFilter.all());
    private static final String GUID = "11111111-1111-1111-1111-111111111111";
    private static final String CLUSTER =
            "/subscriptions/" + GUID + "/resourceGroups/RG/providers/Microsoft.Kubernetes/connectedClusters/A";
    private static final OpenApi OPEN_API = OpenApi.load();

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final InMemoryScanLedger ledger = new InMemoryScanLedger();
    private final InMemoryWorkQueue queue = new InMemoryWorkQueue(clock);
    private final ScanApi api = api(ledger);

    @Test
    void startingAnswers202WithTheWayToItsStatus() throws IOException {
        Answer answer = api.start("");

        OPEN_API.assertPromised("/api/scans", "post", answer);
        String scanId = json(answer).path("scanId").asText();
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.headers())
                .containsEntry("Location", "/api/scans/" + scanId)
                .containsKey("Retry-After");
        assertThat(queue.receive(WorkQueue.SCANS, 10, Duration.ofMinutes(1)))
                .extracting(InMemoryWorkQueue.Received::text)
                .containsExactly(scanId);
    }

    @Test
    void theSameScopeGivesTheSameScanAndAnotherScopeAnother() throws IOException {
        String first = id(api.start(""));

        assertThat(id(api.start("{}"))).isEqualTo(first);
        assertThat(id(api.start("{\"subscriptions\":[\"" + GUID + "\"]}"))).isNotEqualTo(first);
    }

    @Test
    void whatABodyLeavesOutIsTheConfiguredOne() {
        ClusterFilter production = new ClusterFilter(List.of(), List.of(), Map.of("env", "prod"), List.of());
        FleetInventory.Scope configured = new FleetInventory.Scope(List.of("sub-1"), production);

        assertThat(scope("{\"subscriptions\": [\"" + GUID + "\"]}", configured))
                .isEqualTo(new FleetInventory.Scope(List.of(GUID), production));
        assertThat(scope("{\"filters\": {}}", configured))
                .isEqualTo(new FleetInventory.Scope(List.of("sub-1"), ClusterFilter.all()));
        assertThat(scope("{\"clusters\": [\"" + CLUSTER + "\"]}", configured))
                .isEqualTo(new FleetInventory.Scope(
                        List.of(GUID), ClusterFilter.all(), List.of(CLUSTER.toLowerCase(Locale.ROOT))));
    }

    private static FleetInventory.Scope scope(String body, FleetInventory.Scope configured) {
        return ((StartRequest.Parsed.Accepted) StartRequest.parse(body, configured)).scope();
    }

    @Test
    void aBodySaysWhatIsScanned() throws IOException {
        String scanId = id(api.start("""
                {"clusters": ["%s"],
                 "filters": {"resourceGroups": ["rg"], "locations": ["westeurope"], "tags": {"env": "prod"}, "names": ["a*"]}}
                """.formatted(CLUSTER)));

        FleetInventory.Scope scope = ledger.find(scanId).orElseThrow().order().scope();
        assertThat(scope.subscriptions()).containsExactly(GUID);
        assertThat(scope.clusters()).containsExactly(CLUSTER.toLowerCase(Locale.ROOT));
        assertThat(scope.filter())
                .isEqualTo(
                        new ClusterFilter(List.of("rg"), List.of("westeurope"), Map.of("env", "prod"), List.of("a*")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not json | The body is not JSON",
                "[] | must be a JSON object",
                "{} {} | The body is not JSON",
                "{\"subscriptions\": \"x\"} | subscriptions: must be a list of strings.",
                "{\"subscriptions\": [\"x\"]} | 'x' is not a GUID.",
                "{\"subscriptions\": [1]} | 1 is not a string with text.",
                "{\"clusters\": [\"/subscriptions/s/resourceGroups/r/providers/Microsoft.Web/sites/a\"]} | is not the resource ID",
                "{\"frobnicate\": 1} | 'frobnicate' is not a field here",
                "{\"filters\": {\"name\": []}} | 'filters.name' is not a field here",
                "{\"filters\": []} | filters: must be an object.",
                "{\"filters\": {\"names\": [\"[\"]}} | is not a pattern",
                "{\"filters\": {\"tags\": {\"a\": 1}}} | must be a string.",
            })
    void badBodiesAreRefusedInWords(String body, String words) {
        Answer answer = api.start(body);

        OPEN_API.assertPromised("/api/scans", "post", answer);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains(words.replace("\"", "\\\""));
        assertThat(ledger.recent(10)).isEmpty();
    }

    @Test
    void everyProblemIsNamedAtOnce() throws IOException {
        Answer answer = api.start("""
                {"subscriptions": ["x", "y"], "clusters": ["z"], "extra": true, "filters": {"tags": 1}}
                """);

        assertThat(json(answer).path("problems")).hasSize(5);
    }

    @Test
    void aHugeBodyIsRefusedUnread() {
        Answer answer = api.start(" ".repeat(2 * 1024 * 1024));

        OPEN_API.assertPromised("/api/scans", "post", answer);
        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void statusListAndReportFollowAScanToItsEnd() throws IOException {
        String scanId = id(api.start(""));

        OPEN_API.assertPromised("/api/scans/{id}", "get", api.status(scanId));
        OPEN_API.assertPromised("/api/scans", "get", api.list());
        Answer early = api.report(scanId);
        OPEN_API.assertPromised("/api/scans/{id}/report", "get", early);
        assertThat(early.status()).isEqualTo(409);

        ledger.end(scanId, summary(ledger.find(scanId).orElseThrow()));

        assertThat(json(api.status(scanId)).path("state").asText()).isEqualTo("ended");
        assertThat(json(api.status(scanId)).path("outcome").asText()).isEqualTo("partial");
        Answer report = api.report(scanId);
        OPEN_API.assertPromised("/api/scans/{id}/report", "get", report);
        assertThat(json(report).path("missing").path(0).path("what").asText()).isEqualTo("subscription s");
        assertThat(json(api.list()).path("scans")).hasSize(1);
    }

    @Test
    void aReportThatWasDeletedIsGoneAndNotWaitedFor() {
        String scanId = "gone";
        InMemoryScanLedger reports = new InMemoryScanLedger();
        ScanLedger withoutReports = (ScanLedger) Proxy.newProxyInstance(
                ScanLedger.class.getClassLoader(),
                new Class<?>[] {ScanLedger.class},
                (proxy, method, arguments) ->
                        method.getName().equals("summary") ? Optional.empty() : method.invoke(reports, arguments));
        ScanRecord scan = reports.admit(
                new ScanOrder(scanId, "http", false, CONFIGURED, Map.of()), "all", NOW, NOW.plusSeconds(60));
        reports.end(scanId, summary(scan));

        Answer answer = api(withoutReports).report(scanId);

        OPEN_API.assertPromised("/api/scans/{id}/report", "get", answer);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).contains("The report is gone");
    }

    @Test
    void cancellingAnswers202AndMarksTheScan() throws IOException {
        String scanId = id(api.start(""));

        Answer answer = api.cancel(scanId);

        OPEN_API.assertPromised("/api/scans/{id}", "delete", answer);
        assertThat(json(answer).path("cancelled").asBoolean()).isTrue();
    }

    @Test
    void unknownScansAreNotFound() {
        OPEN_API.assertPromised("/api/scans/{id}", "get", api.status("x"));
        OPEN_API.assertPromised("/api/scans/{id}", "delete", api.cancel("x"));
        OPEN_API.assertPromised("/api/scans/{id}/report", "get", api.report("x"));
        assertThat(api.status("x").status()).isEqualTo(404);
    }

    private static ScanSummary summary(ScanRecord scan) {
        return new ScanSummary(
                scan.order().scanId(),
                "http",
                false,
                Map.of("subscriptions", "all"),
                NOW,
                NOW.plusSeconds(60),
                ScanOutcome.PARTIAL,
                2,
                2,
                1,
                Map.of(Health.HEALTHY, 2),
                0,
                List.of(new ScanSummary.Missing("subscription s", "not permitted")),
                new TreeMap<>(Map.of("kubernetes", new ScanSummary.Calls(3, 1, Duration.ofSeconds(2)))),
                "development");
    }

    private ScanApi api(ScanLedger over) {
        return new ScanApi(
                new ScanRequests(over, queue, Duration.ofHours(1), Duration.ofDays(30), clock),
                over,
                CONFIGURED,
                false,
                clock);
    }

    private static String id(Answer answer) throws IOException {
        return json(answer).path("scanId").asText();
    }

    private static JsonNode json(Answer answer) throws IOException {
        return new ObjectMapper().readTree(answer.body());
    }
}
