package io.arcfleet.function;

import com.azure.core.credential.TokenCredential;
import io.arcfleet.access.ClusterAccess;
import io.arcfleet.access.NoAccess;
import io.arcfleet.access.connect.ClusterConnect;
import io.arcfleet.arm.AzureConnection;
import io.arcfleet.arm.CallReceipts;
import io.arcfleet.arm.Credentials;
import io.arcfleet.check.CheckCatalog;
import io.arcfleet.check.Thresholds;
import io.arcfleet.collect.SnapshotCollector;
import io.arcfleet.config.AccessSettings;
import io.arcfleet.config.Memo;
import io.arcfleet.config.ScanSettings;
import io.arcfleet.config.SettingsException;
import io.arcfleet.config.ThresholdSettings;
import io.arcfleet.diagnosis.Diagnosis;
import io.arcfleet.fleet.AzureFleetInventory;
import io.arcfleet.fleet.FleetInventory;
import io.arcfleet.scan.CheckRunner;
import io.arcfleet.scan.ClusterScan;
import io.arcfleet.scan.ScanFinish;
import io.arcfleet.scan.ScanLedger;
import io.arcfleet.scan.ScanPlanning;
import io.arcfleet.scan.ScanRequests;
import io.arcfleet.scan.ShardScan;
import io.arcfleet.scan.WorkQueue;
import io.arcfleet.scan.lifecycle.FindingLifecycle;
import io.arcfleet.scan.lifecycle.FindingMemory;
import io.arcfleet.scan.lifecycle.FindingStates;
import io.arcfleet.sink.DeliveryPolicy;
import io.arcfleet.sink.FindingSink;
import io.arcfleet.sink.IngestionEndpoint;
import io.arcfleet.sink.LogAnalyticsSink;
import io.arcfleet.sink.SinkGroup;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The composition root of the function app. There is one for each instance, made at the first invocation: the platform
 * makes a function object for every invocation, and clients must outlive it. Every part is made at its first use, so that
 * a function that only looks into the ledger loads no client of Kubernetes, Resource Graph or Microsoft Entra.
 */
public final class FunctionWiring implements AutoCloseable {

    /** What the platform appends to the name of a queue for messages that failed too often. */
    static final String POISON = "-poison";

    /** As {@code maxDequeueCount} of {@code host.json} says it. */
    static final String TRIES = "five times";

    private static final AtomicReference<@Nullable FunctionWiring> CURRENT = new AtomicReference<>();

    private final boolean simulated;
    private final CallReceipts receipts = new CallReceipts();
    private final FleetInventory.Scope scope;
    private final ScanRequests requests;
    private final Runnable forgetting;
    private final Memo<ClusterAccess> access;
    private final Supplier<FindingSink> sink;
    private final Supplier<ScanPlanning> planning;
    private final Supplier<ShardScan> shardScan;
    private final Supplier<ScanFinish> finish;
    private final ScanApi api;

    /**
     * Joins the parts.
     *
     * @param environment environment variables, for the token variable of a private cloud
     * @param simulated whether the clusters are simulated; every row says so
     * @throws SettingsException when the settings name a check that does not exist
     */
    public FunctionWiring(
            ScanSettings settings,
            Map<String, String> environment,
            boolean simulated,
            ScanLedger ledger,
            FindingMemory memory,
            WorkQueue queue,
            Clock clock) {
        requireKnownChecks(settings);
        this.simulated = simulated;
        this.scope = new FleetInventory.Scope(
                settings.scope().subscriptions(), settings.scope().filter());
        this.requests = new ScanRequests(ledger, queue, settings.limits().timeout(), settings.retention(), clock);
        this.forgetting = () -> memory.deleteOlderThan(settings.retention(), clock.instant());
        this.api = new ScanApi(requests, ledger, scope, simulated, clock);
        CallDeltas calls = new CallDeltas(receipts);
        Supplier<TokenCredential> credential =
                new Memo<>(() -> Credentials.forApp(settings.cloud(), environment, settings.managedIdentityClientId()));
        Supplier<AzureConnection> azure =
                new Memo<>(() -> new AzureConnection(settings.cloud(), credential.get(), receipts));
        this.access = new Memo<>(() -> access(settings, azure.get(), receipts, clock));
        this.sink = new Memo<>(() -> sink(settings, azure.get(), clock));
        this.planning = new Memo<>(() -> new ScanPlanning(
                ledger, queue, new AzureFleetInventory(azure.get(), clock), settings.shardSize(), calls, clock));
        this.shardScan = new Memo<>(() -> {
            // No supplier of its own: to make one, the JVM would load the checks, and a status needs none.
            CheckCatalog checks = CheckCatalog.standard(thresholds(settings.thresholds()));
            return new ShardScan(
                    ledger,
                    queue,
                    clusterScan(settings, checks, access.get(), clock)::scan,
                    new FindingStates(memory, new FindingLifecycle(checks.ids(), settings.retention())),
                    sink.get(),
                    new ShardScan.Limits(
                            settings.limits().concurrency(),
                            settings.shardTimeout(),
                            settings.limits().clusterTimeout()),
                    calls,
                    clock);
        });
        this.finish = new Memo<>(() -> new ScanFinish(ledger, queue, sink.get(), clock));
    }

    /** The wiring of this instance; the first call reads the settings. */
    static FunctionWiring get() {
        FunctionWiring current = CURRENT.get();
        if (current == null) {
            CURRENT.compareAndSet(null, AppStorage.wiring(System.getenv(), Clock.systemUTC()));
            current = CURRENT.get();
        }
        if (current == null) {
            throw new IllegalStateException("the wiring was taken away while it was made");
        }
        return current;
    }

    /** Makes {@code wiring} the one of this process: for the local host, whose functions must not read the environment. */
    public static void use(FunctionWiring wiring) {
        CURRENT.set(wiring);
    }

    /** Ends the way into clusters. On the platform nobody does: there it ends with the process. */
    @Override
    public void close() {
        access.made().ifPresent(ClusterAccess::close);
    }

    /** Closes scans that nobody else will, asks for one of the configured scope, and forgets clusters that are no more. */
    void tick() {
        requests.closeOverdue(scanId -> finish.get().finish(scanId));
        requests.request("timer", simulated, scope, ScopeWords.of(scope));
        // Last: when they fail, the scan is on its way.
        requests.deleteOld();
        forgetting.run();
    }

    ScanApi api() {
        return api;
    }

    ScanRequests requests() {
        return requests;
    }

    ScanPlanning planning() {
        return planning.get();
    }

    ShardScan shardScan() {
        return shardScan.get();
    }

    ScanFinish finish() {
        return finish.get();
    }

    /** Without names there is nothing to look up, and the catalogue, with all its error texts, need not be made. */
    private static void requireKnownChecks(ScanSettings settings) {
        if (settings.checks().only().isEmpty() && settings.checks().skipped().isEmpty()) {
            return;
        }
        try {
            CheckCatalog.standard(Thresholds.defaults())
                    .select(settings.checks().only(), settings.checks().skipped());
        } catch (IllegalArgumentException e) {
            throw new SettingsException(List.of("ARCFLEET_CHECKS, ARCFLEET_SKIP_CHECKS: " + e.getMessage()));
        }
    }

    private static FindingSink sink(ScanSettings settings, AzureConnection azure, Clock clock) {
        return new SinkGroup(settings
                .ingestion()
                .map(ingestion -> new LogAnalyticsSink(
                        new IngestionEndpoint(
                                ingestion.endpoint(),
                                ingestion.ruleId(),
                                settings.cloud().ingestionAudience()),
                        azure.credential(),
                        azure.httpClient(),
                        List.of(azure.counting("logs ingestion")),
                        DeliveryPolicy.defaults(),
                        clock))
                .stream()
                .toList());
    }

    private static ClusterScan clusterScan(
            ScanSettings settings, CheckCatalog checks, ClusterAccess access, Clock clock) {
        CheckCatalog catalog =
                checks.select(settings.checks().only(), settings.checks().skipped());
        return new ClusterScan(
                access,
                new SnapshotCollector(clock),
                new CheckRunner(catalog),
                new Diagnosis(catalog),
                settings.limits().clusterTimeout(),
                clock);
    }

    private static ClusterAccess access(
            ScanSettings settings, AzureConnection azure, CallReceipts receipts, Clock clock) {
        return switch (settings.clusterAccess()) {
            case AccessSettings.Off off -> new NoAccess();
            case AccessSettings.ClusterConnect connect ->
                ClusterConnect.open(connect, azure, settings.cloud(), receipts, clock);
        };
    }

    private static Thresholds thresholds(ThresholdSettings settings) {
        return new Thresholds(
                settings.heartbeatLate(),
                settings.onboardingGrace(),
                settings.certificateRenewal(),
                settings.settling(),
                settings.newestAgent(),
                settings.fluxReportLate(),
                settings.newestKubernetes(),
                settings.upgradeGrace(),
                settings.restarts());
    }
}
