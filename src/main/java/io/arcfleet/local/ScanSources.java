package io.arcfleet.local;

import io.arcfleet.access.ClusterAccess;
import io.arcfleet.access.Kubeconfig;
import io.arcfleet.access.KubeconfigAccess;
import io.arcfleet.access.NoAccess;
import io.arcfleet.access.ProxyAccess;
import io.arcfleet.access.RunningProxy;
import io.arcfleet.access.ServiceAccountLogin;
import io.arcfleet.access.connect.ClusterConnect;
import io.arcfleet.arm.AzureConnection;
import io.arcfleet.arm.CallReceipts;
import io.arcfleet.arm.CredentialGovernor;
import io.arcfleet.arm.Credentials;
import io.arcfleet.config.AccessSettings;
import io.arcfleet.config.Cloud;
import io.arcfleet.config.CloudFile;
import io.arcfleet.fleet.AzureFleetInventory;
import io.arcfleet.fleet.FleetInventory;
import io.arcfleet.local.ScanSource.Workspace;
import io.arcfleet.simulation.FaultPlan;
import io.arcfleet.simulation.Simulation;
import io.arcfleet.simulation.SimulationFiles;
import io.arcfleet.simulation.SimulationSettings;
import io.arcfleet.snapshot.Observation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Makes the source that a request asks for. */
final class ScanSources {

    /** As the simulated Resource Manager counts. */
    private static final URI SIMULATED_AUTHORITY = URI.create("https://127.0.0.1");

    private final Map<String, String> environment;
    private final CallReceipts receipts;
    private final Clock clock;

    ScanSources(Map<String, String> environment, CallReceipts receipts, Clock clock) {
        this.environment = environment;
        this.receipts = receipts;
        this.clock = clock;
    }

    /** The source of {@code request}; nothing is listed yet. */
    ScanSource open(ScanRequest request) {
        return switch (request.target()) {
            case ScanRequest.Simulated simulated -> simulated(simulated);
            case ScanRequest.KubeconfigOnly(ScanRequest.Kubeconfig kubeconfig) -> kubeconfig(request, kubeconfig);
            case ScanRequest.Azure azure -> azure(request, azure);
        };
    }

    /** The connection to the cloud that {@code request} names. */
    AzureConnection connect(ScanRequest request) {
        Cloud cloud = cloud(request);
        return new AzureConnection(cloud, Credentials.forCloud(cloud, environment), receipts);
    }

    static Cloud cloud(ScanRequest request) {
        return CloudFile.named(request.cloud()).orElseGet(() -> CloudFile.load(Path.of(request.cloud())));
    }

    private ScanSource simulated(ScanRequest.Simulated target) {
        SimulationSettings settings = SimulationSettings.of(target.clusters())
                .withSeed(target.seed())
                .withLatency(target.latency())
                .withFaults(FaultPlan.parse(target.faults()));
        Simulation simulation = Simulation.start(settings, clock);
        Cloud cloud = new Cloud(
                "simulated",
                simulation.resourceManager(),
                simulation.resourceManager().toString(),
                SIMULATED_AUTHORITY,
                simulation.ingestionEndpoint().toString(),
                Cloud.PUBLIC.serviceBusSuffix(),
                simulation.caCertificate(),
                SimulationFiles.TOKEN_VARIABLE);
        AzureConnection connection = new AzureConnection(
                cloud,
                Credentials.forCloud(cloud, Map.of(SimulationFiles.TOKEN_VARIABLE, simulation.token())),
                receipts);
        ClusterAccess access = new ProxyAccess(
                connection.client(),
                new RunningProxy(simulation.proxyControl()),
                new ServiceAccountLogin((cluster, deadline) -> Observation.of(
                        simulation.clusterToken(cluster.identity().name()))),
                new CredentialGovernor(AccessSettings.CredentialRate.defaults(), receipts, clock),
                cloud,
                receipts,
                clock);
        ScanRequest.Ingestion ingestion =
                new ScanRequest.Ingestion(simulation.ingestionEndpoint(), simulation.ruleId());
        return new ScanSource(
                new AzureFleetInventory(connection, clock),
                access,
                true,
                Optional.of(new Workspace(ingestion, cloud, connection)),
                simulation);
    }

    private ScanSource kubeconfig(ScanRequest request, ScanRequest.Kubeconfig named) {
        Kubeconfig kubeconfig = Kubeconfig.load(named.file());
        ContextsOfClusters contexts = new ContextsOfClusters();
        KubeconfigAccess access = new KubeconfigAccess(kubeconfig, contexts::of, receipts, clock);
        return real(
                new KubeconfigFleet(directory(request, kubeconfig, access), wanted(named, kubeconfig), contexts),
                access);
    }

    private ScanSource azure(ScanRequest request, ScanRequest.Azure target) {
        Cloud cloud = cloud(request);
        AzureConnection connection = connect(request);
        FleetInventory inventory = new AzureFleetInventory(connection, clock);
        if (target.kubeconfig().isPresent()) {
            ScanRequest.Kubeconfig named = target.kubeconfig().get();
            Kubeconfig kubeconfig = Kubeconfig.load(named.file());
            ContextsOfClusters contexts = new ContextsOfClusters();
            KubeconfigAccess access = new KubeconfigAccess(kubeconfig, contexts::of, receipts, clock);
            return real(
                    new JoinedFleet(
                            inventory, directory(request, kubeconfig, access), wanted(named, kubeconfig), contexts),
                    access);
        }
        Function<AccessSettings.ClusterConnect, ClusterAccess> throughProxy =
                settings -> ClusterConnect.open(settings, connection, cloud, receipts, clock);
        return real(inventory, target.connect().map(throughProxy).orElseGet(NoAccess::new));
    }

    private ContextDirectory directory(ScanRequest request, Kubeconfig kubeconfig, KubeconfigAccess access) {
        return new ContextDirectory(
                kubeconfig,
                access,
                RememberedClusters.in(request.output()),
                request.settings().clusterTimeout(),
                clock);
    }

    private static List<String> wanted(ScanRequest.Kubeconfig named, Kubeconfig kubeconfig) {
        return named.contexts().isEmpty() ? kubeconfig.contexts() : named.contexts();
    }

    private static ScanSource real(FleetInventory inventory, ClusterAccess access) {
        return new ScanSource(inventory, access, false, Optional.empty(), () -> {});
    }
}
