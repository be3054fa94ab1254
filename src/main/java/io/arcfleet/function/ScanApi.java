package io.arcfleet.function;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arcfleet.finding.Health;
import io.arcfleet.finding.ScanSummary;
import io.arcfleet.fleet.FleetInventory;
import io.arcfleet.scan.ScanLedger;
import io.arcfleet.scan.ScanRecord;
import io.arcfleet.scan.ScanRequests;
import io.arcfleet.scan.ScanState;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The HTTP interface without HTTP: what {@code docs/openapi.yaml} describes. */
final class ScanApi {

    private static final int LISTED = 50;
    private static final String RETRY_SECONDS = "10";

    private final ScanRequests requests;
    private final ScanLedger ledger;
    private final FleetInventory.Scope configured;
    private final boolean simulated;
    private final Clock clock;

    /**
     * Over a ledger.
     *
     * @param configured the scope of a scan that names none
     * @param simulated whether the clusters are simulated
     */
    ScanApi(ScanRequests requests, ScanLedger ledger, FleetInventory.Scope configured, boolean simulated, Clock clock) {
        this.requests = requests;
        this.ledger = ledger;
        this.configured = configured;
        this.simulated = simulated;
        this.clock = clock;
    }

    /** {@code POST /api/scans}. */
    Answer start(String body) {
        return switch (StartRequest.parse(body, configured)) {
            case StartRequest.Parsed.Refused(int status, String title, List<String> problems) ->
                Answer.problem(status, title, problems);
            case StartRequest.Parsed.Accepted(FleetInventory.Scope scope) -> {
                ScanRecord scan = requests.request("http", simulated, scope, ScopeWords.of(scope));
                yield Answer.json(202, status(scan))
                        .with("Location", "/api/scans/" + scan.order().scanId())
                        .with("Retry-After", RETRY_SECONDS);
            }
        };
    }

    /** {@code GET /api/scans}. */
    Answer list() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode scans = body.putArray("scans");
        ledger.recent(LISTED).forEach(scan -> scans.add(status(scan)));
        return Answer.json(200, body);
    }

    /** {@code GET /api/scans/{id}}. */
    Answer status(String scanId) {
        return ledger.find(scanId).map(scan -> Answer.json(200, status(scan))).orElseGet(() -> unknown(scanId));
    }

    /** {@code DELETE /api/scans/{id}}. */
    Answer cancel(String scanId) {
        return requests.cancel(scanId)
                .map(scan -> Answer.json(202, status(scan))
                        .with("Location", "/api/scans/" + scanId)
                        .with("Retry-After", RETRY_SECONDS))
                .orElseGet(() -> unknown(scanId));
    }

    /** {@code GET /api/scans/{id}/report}. */
    Answer report(String scanId) {
        Optional<ScanRecord> scan = ledger.find(scanId);
        if (scan.isEmpty()) {
            return unknown(scanId);
        }
        return ledger.summary(scanId)
                .map(summary -> Answer.json(200, report(summary)))
                .orElseGet(() -> noReport(scan.get()));
    }

    private static Answer noReport(ScanRecord scan) {
        if (scan.state() == ScanState.ENDED) {
            return Answer.problem(
                    404, "The report is gone", List.of("It was deleted from the storage account; start a new scan."));
        }
        return Answer.problem(409, "The scan has not ended", List.of("Ask again when its state is 'ended'."))
                .with("Retry-After", RETRY_SECONDS);
    }

    private static Answer unknown(String scanId) {
        return Answer.problem(404, "There is no such scan", List.of("No scan has the id '" + scanId + "'."));
    }

    private ObjectNode status(ScanRecord scan) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("scanId", scan.order().scanId())
                .put("state", scan.state().name().toLowerCase(Locale.ROOT))
                .put("outcome", scan.outcome() == null ? null : scan.outcome().word())
                .put("cancelled", scan.cancelled())
                .put("trigger", scan.order().trigger())
                .put("requestedAt", scan.requestedAt().toString())
                .put("deadline", scan.deadline().toString())
                .put("clustersFound", scan.clustersFound())
                .put("clustersDone", scan.clustersDone());
        ObjectNode scope = body.putObject("scope");
        scan.order().scopeWords().forEach(scope::put);
        health(body, scan.health());
        remaining(scan).ifPresent(left -> body.put("secondsLeft", left.toSeconds()));
        return body;
    }

    /** By the pace so far; empty while nothing is done, and when there is nothing to wait for. */
    private Optional<Duration> remaining(ScanRecord scan) {
        if (scan.state() != ScanState.RUNNING || scan.clustersDone() == 0) {
            return Optional.empty();
        }
        Duration spent = Duration.between(scan.requestedAt(), clock.instant());
        int left = scan.clustersFound() - scan.clustersDone();
        return Optional.of(spent.multipliedBy(left).dividedBy(scan.clustersDone()));
    }

    private static ObjectNode report(ScanSummary summary) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("scanId", summary.scanId())
                .put("outcome", summary.outcome().word())
                .put("trigger", summary.trigger())
                .put("simulated", summary.simulated())
                .put("startedAt", summary.startedAt().toString())
                .put("endedAt", summary.endedAt().toString())
                .put("clustersFound", summary.clustersFound())
                .put("clustersScanned", summary.clustersScanned())
                .put("clustersUnreached", summary.clustersUnreached())
                .put("findings", summary.findings())
                .put("productVersion", summary.productVersion());
        ObjectNode scope = body.putObject("scope");
        summary.scope().forEach(scope::put);
        health(body, summary.health());
        ArrayNode missing = body.putArray("missing");
        summary.missing()
                .forEach(gap -> missing.addObject().put("what", gap.what()).put("why", gap.why()));
        ObjectNode calls = body.putObject("calls");
        summary.calls()
                .forEach((service, count) -> calls.putObject(service)
                        .put("calls", count.calls())
                        .put("throttles", count.throttles())
                        .put("waitedMs", count.waited().toMillis()));
        return body;
    }

    private static void health(ObjectNode body, Map<Health, Integer> counts) {
        ObjectNode health = body.putObject("clustersByHealth");
        for (Health state : Health.values()) {
            health.put(state.word(), counts.getOrDefault(state, 0));
        }
    }
}
