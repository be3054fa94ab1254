package io.arcfleet.local;

import io.arcfleet.arm.AzureConnection;
import io.arcfleet.arm.CallReceipts;
import io.arcfleet.check.CheckCatalog;
import io.arcfleet.check.Thresholds;
import io.arcfleet.collect.SnapshotCollector;
import io.arcfleet.diagnosis.Diagnosis;
import io.arcfleet.finding.ScanSummary;
import io.arcfleet.fleet.FleetInventory;
import io.arcfleet.local.ScanSource.Workspace;
import io.arcfleet.scan.CheckRunner;
import io.arcfleet.scan.ClusterScan;
import io.arcfleet.scan.FleetScan;
import io.arcfleet.scan.ScanOrder;
import io.arcfleet.sink.DeliveryPolicy;
import io.arcfleet.sink.FindingSink;
import io.arcfleet.sink.IngestionEndpoint;
import io.arcfleet.sink.JsonLinesSink;
import io.arcfleet.sink.LogAnalyticsSink;
import io.arcfleet.sink.SinkGroup;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Joins the parts of a scan on a laptop, runs it and prints its report. */
final class LocalScan implements ScanExecution {

    private final Map<String, String> environment;
    private final Terminal terminal;
    private final Clock clock;

    LocalScan(Map<String, String> environment, Terminal terminal, Clock clock) {
        this.environment = environment;
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public ExitStatus run(ScanRequest request, PrintStream out, PrintStream err) {
        try (Interruption interruption = Interruption.watch()) {
            FleetVerdicts verdicts = new FleetVerdicts();
            ScanSummary summary = scan(request, verdicts, interruption, err);
            switch (request.format()) {
                case TEXT -> new TerminalReport(terminal, out).print(verdicts, summary, request.output());
                case JSON -> JsonReport.print(verdicts, summary, out);
                case NONE -> {}
            }
            return ExitStatus.of(summary, verdicts.worst(), request.failOn());
        }
    }

    private ScanSummary scan(ScanRequest request, FleetVerdicts verdicts, Interruption interruption, PrintStream err) {
        CallReceipts receipts = new CallReceipts();
        ScanSources sources = new ScanSources(environment, receipts, clock);
        try (ScanSource source = sources.open(request);
                FindingSink sink = sink(request, source, sources, verdicts);
                ProgressDisplay progress = new ProgressDisplay(terminal, err)) {
            FleetScan scan = new FleetScan(
                    source.inventory(),
                    clusterScan(request, source)::scan,
                    sink,
                    request.settings(),
                    () -> calls(receipts),
                    clock);
            interruption.cancels(scan);
            return scan.run(order(request, source), progress);
        }
    }

    private ClusterScan clusterScan(ScanRequest request, ScanSource source) {
        CheckCatalog catalog =
                CheckCatalog.standard(thresholds(request)).select(request.checks(), request.skippedChecks());
        return new ClusterScan(
                source.access(),
                new SnapshotCollector(clock),
                new CheckRunner(catalog),
                new Diagnosis(catalog),
                request.settings().clusterTimeout(),
                clock);
    }

    private static Thresholds thresholds(ScanRequest request) {
        Thresholds defaults = Thresholds.defaults();
        return request.newestAgent().map(defaults::withNewestAgent).orElse(defaults);
    }

    private FindingSink sink(ScanRequest request, ScanSource source, ScanSources sources, FleetVerdicts verdicts) {
        List<FindingSink> sinks = new ArrayList<>();
        sinks.add(verdicts);
        sinks.add(new JsonLinesSink(request.output()));
        workspace(request, source, sources).ifPresent(workspace -> sinks.add(logAnalytics(workspace)));
        return new SinkGroup(sinks);
    }

    /** The workspace that the operator named, else the source's own. */
    private static Optional<Workspace> workspace(ScanRequest request, ScanSource source, ScanSources sources) {
        return request.ingestion()
                .map(ingestion -> new Workspace(ingestion, ScanSources.cloud(request), sources.connect(request)))
                .or(source::ingestion);
    }

    private FindingSink logAnalytics(Workspace workspace) {
        AzureConnection connection = workspace.connection();
        return new LogAnalyticsSink(
                new IngestionEndpoint(
                        workspace.ingestion().endpoint(),
                        workspace.ingestion().ruleId(),
                        workspace.cloud().ingestionAudience()),
                connection.credential(),
                connection.httpClient(),
                List.of(connection.counting("logs ingestion")),
                DeliveryPolicy.defaults(),
                clock);
    }

    private static ScanOrder order(ScanRequest request, ScanSource source) {
        List<String> subscriptions =
                request.target() instanceof ScanRequest.Azure azure ? azure.subscriptions() : List.of();
        return new ScanOrder(
                UUID.randomUUID().toString(),
                "command line",
                source.simulated(),
                new FleetInventory.Scope(subscriptions, request.filter()),
                scopeWords(request));
    }

    private static Map<String, String> scopeWords(ScanRequest request) {
        return switch (request.target()) {
            case ScanRequest.Simulated simulated ->
                Map.of("target", "simulated fleet", "seed", Long.toString(simulated.seed()));
            case ScanRequest.KubeconfigOnly(ScanRequest.Kubeconfig kubeconfig) ->
                Map.of("target", "kubeconfig", "contexts", words(kubeconfig.contexts()));
            case ScanRequest.Azure azure -> Map.of("target", "azure", "subscriptions", words(azure.subscriptions()));
        };
    }

    private static String words(List<String> values) {
        return values.isEmpty() ? "all" : String.join(", ", values);
    }

    private static SortedMap<String, ScanSummary.Calls> calls(CallReceipts receipts) {
        SortedMap<String, ScanSummary.Calls> calls = new TreeMap<>();
        receipts.receipts()
                .forEach((service, receipt) -> calls.put(
                        service, new ScanSummary.Calls(receipt.calls(), receipt.throttles(), receipt.waited())));
        return calls;
    }
}
