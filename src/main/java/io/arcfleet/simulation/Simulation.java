package io.arcfleet.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * A simulated Azure with its connected clusters behind HTTPS on 127.0.0.1. It speaks what the real services speak, so
 * that a scanner runs against it unchanged: only base addresses, trust and credential differ.
 */
public final class Simulation implements AutoCloseable {

    /** The value, before base64, of every simulated secret: whoever finds it somewhere has found a leak. */
    public static final String SECRET_VALUE = SecretObjects.SENTINEL;

    /** The password of every simulated proxy of the agents, to be found nowhere either. */
    public static final String PROXY_PASSWORD = ProxySettings.PASSWORD;

    private static final int CLOSE_SECONDS = 10;

    private final SimulatedFleet fleet;
    private final FleetFaults fleetFaults;
    private final CallerRoles callerRoles = new CallerRoles();
    private final SimulatedTrust trust = SimulatedTrust.create();
    private final ClusterTokens tokens = new ClusterTokens();
    private final String token = tokens.token("scanner");
    private final Pauses pauses;
    private final RequestLog log;
    private final ExecutorService executor;
    private final IngestionService ingestionService;
    private final LoopbackServer resourceManager;
    private final LoopbackServer apiServers;
    private final LoopbackServer proxyControl;
    private final LoopbackServer ingestion;

    private Simulation(SimulationSettings settings, Clock clock) {
        this.fleet = SimulatedFleet.create(settings.clusters(), settings.seed(), settings.faults(), clock);
        this.fleetFaults = new FleetFaults(fleet);
        this.pauses = new Pauses(settings.latency());
        this.log = new RequestLog(settings.recordRequests());
        this.executor = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("simulation-", 0).factory());
        this.ingestionService = new IngestionService(token);
        if (settings.faults() instanceof FaultPlan.Only(Set<Fault> faults)) {
            fleetFaults.set(faults.stream().filter(Fault::fleetWide).collect(Collectors.toSet()));
        }
        AtomicReference<URI> address = new AtomicReference<>(URI.create("https://127.0.0.1"));
        this.resourceManager = start(
                new ResourceManagerService(fleet, fleetFaults, callerRoles, clock, settings, token, address::get));
        address.set(resourceManager.address());
        this.apiServers = start(new KubernetesService(fleet, tokens, pauses, clock));
        this.proxyControl = start(new ProxyControlService(fleet, apiServers.address(), trust.caCertificate()));
        this.ingestion = start(ingestionService);
    }

    /** Starts a simulation; every port is open when this returns. Its times are told from {@code clock}. */
    public static Simulation start(SimulationSettings settings, Clock clock) {
        return new Simulation(settings, clock);
    }

    private LoopbackServer start(LoopbackServer.Service service) {
        return LoopbackServer.start(trust.serverContext(), executor, pauses, log, service);
    }

    /** Base address of Resource Manager and Resource Graph. */
    public URI resourceManager() {
        return resourceManager.address();
    }

    /** Base address of the proxy's control endpoint. */
    public URI proxyControl() {
        return proxyControl.address();
    }

    /** Base address of the Logs Ingestion API. */
    public URI ingestionEndpoint() {
        return ingestion.address();
    }

    /** Immutable id of the only data collection rule. */
    public String ruleId() {
        return IngestionService.RULE;
    }

    /** The certificate authority of every server, as PEM. */
    public String caCertificate() {
        return trust.caCertificate();
    }

    /** The bearer token that Resource Manager, Resource Graph and Logs Ingestion accept. */
    public String token() {
        return token;
    }

    /**
     * The address of a cluster's API server for who reaches it directly, without registering it with the proxy.
     *
     * @throws NoSuchElementException when no cluster has this name
     */
    public URI apiServer(String clusterName) {
        ClusterState cluster = fleet.byName(clusterName)
                .orElseThrow(() -> new NoSuchElementException("no cluster named " + clusterName));
        cluster.register(Instant.MAX);
        return URI.create(apiServers.address() + "/"
                + ClusterTraits.hash(cluster.describe().id()));
    }

    /** The service-account token that the API server of the cluster accepts that has this name; there must be one. */
    public String clusterToken(String clusterName) {
        return tokens.of(fleet.byName(clusterName)
                .orElseThrow(() -> new NoSuchElementException("no cluster named " + clusterName)));
    }

    /** The truth about every cluster. */
    public List<SimulatedCluster> clusters() {
        return fleet.clusters().stream().map(ClusterState::describe).toList();
    }

    /**
     * The last 100,000 rows that a stream received, oldest first.
     *
     * @param stream for example {@code Custom-ArcFleetFindings_CL}
     * @throws IllegalArgumentException when there is no such stream
     */
    public List<JsonNode> rows(String stream) {
        return ingestionService.rows(stream);
    }

    /** Number of requests that each service received. */
    public Map<SimulatedService, Long> requestCounts() {
        return log.counts();
    }

    /** The last 10,000 requests that were answered, oldest first; empty unless the settings ask to record them. */
    public List<RecordedRequest> requests() {
        return log.requests();
    }

    /**
     * From now on writes every request to {@code file}, a line each, to be sent again by another client: method, URL,
     * Authorization, Accept, Content-Type and body in Base64, with tabs between them.
     */
    public void startTape(Path file) throws IOException {
        log.startTape(file);
    }

    /** Ends what {@link #startTape} began; the file is complete. */
    public void stopTape() throws IOException {
        log.stopTape();
    }

    /**
     * Replaces the faults of a cluster.
     *
     * @param clusterId resource ID, in any case
     * @throws NoSuchElementException when there is no such cluster
     * @throws IllegalArgumentException when a fault is fleet-wide
     */
    public void setFaults(String clusterId, Set<Fault> faults) {
        cluster(clusterId).setFaults(faults);
    }

    /**
     * Whether a cluster can have {@code fault}: some are of one distribution.
     *
     * @param clusterId resource ID, in any case
     * @throws NoSuchElementException when there is no such cluster
     */
    public boolean canHave(String clusterId, Fault fault) {
        return fault.fits(cluster(clusterId).traits().distribution());
    }

    /** Replaces the fleet-wide faults, among which there must be no other. */
    public void setFleetFaults(Set<Fault> faults) {
        fleetFaults.set(faults);
    }

    /** What Resource Manager says from now on that the caller may do; nothing is refused for it. */
    public void setCallerActions(List<String> actions, List<String> notActions) {
        callerRoles.set(actions, notActions);
    }

    /**
     * Gives every pod of a cluster a new random suffix, as a rollout does.
     *
     * @param clusterId resource ID, in any case
     * @throws NoSuchElementException when there is no such cluster
     */
    public void recreatePods(String clusterId) {
        cluster(clusterId).recreatePods();
    }

    /**
     * From now on a cluster refuses the calls of its API server whose path contains {@code path}.
     *
     * @param clusterId resource ID, in any case
     * @throws NoSuchElementException when there is no such cluster
     */
    public void refuse(String clusterId, String path) {
        cluster(clusterId).damage(path, KubernetesStatus.forbidden("get", path, "", ""));
    }

    /**
     * From now on a cluster answers the calls of its API server whose path contains {@code path} with what is no JSON.
     *
     * @param clusterId resource ID, in any case
     * @throws NoSuchElementException when there is no such cluster
     */
    public void garble(String clusterId, String path) {
        cluster(clusterId).damage(path, Reply.text(200, "{\"kind\":\"List\",\"items\":[{\"metadata\""));
    }

    /** Makes the next calls to Logs Ingestion fail with {@code status}; of 429 and 5xx it says to retry after a second. */
    public void ingestionFails(int nextCalls, int status) {
        ingestionService.failNext(nextCalls, status);
    }

    /** Ends every server and every call that waits in it. */
    @Override
    public void close() {
        pauses.close();
        List.of(proxyControl, apiServers, resourceManager, ingestion).forEach(LoopbackServer::close);
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("calls of the simulation did not end in " + CLOSE_SECONDS + " seconds");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ClusterState cluster(String id) {
        return fleet.byId(id).orElseThrow(() -> new NoSuchElementException("no cluster with the id " + id));
    }
}
