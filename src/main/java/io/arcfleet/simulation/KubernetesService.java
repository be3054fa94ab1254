package io.arcfleet.simulation;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The API servers of the clusters, each under the hash of its resource ID, as the cluster connect proxy offers them. */
final class KubernetesService implements LoopbackServer.Service {

    private static final Duration SLOW = Duration.ofSeconds(2);
    private static final String AGENTS = "azure-arc";

    private final SimulatedFleet fleet;
    private final ClusterTokens tokens;
    private final Pauses pauses;
    private final Clock clock;
    private final ClusterObjects objects = new ClusterObjects();
    private final LogAnswers logs = new LogAnswers();

    KubernetesService(SimulatedFleet fleet, ClusterTokens tokens, Pauses pauses, Clock clock) {
        this.fleet = fleet;
        this.tokens = tokens;
        this.pauses = pauses;
        this.clock = clock;
    }

    @Override
    public SimulatedService of(Call call) {
        return SimulatedService.KUBERNETES;
    }

    @Override
    public Reply answer(Call call) throws IOException {
        Optional<ClusterState> found = fleet.byHash(call.segments().getFirst());
        if (found.isEmpty() || clock.instant().isAfter(found.get().registeredUntil())) {
            return Reply.text(404, "this cluster is not registered with the proxy, or its registration has expired");
        }
        ClusterState cluster = found.get();
        Optional<Reply> damage = cluster.damage(call);
        if (damage.isPresent()) {
            return damage.get();
        }
        if (!cluster.answersTunnel()) {
            return Reply.text(
                    502,
                    "Cannot connect to the hybrid connection because no agent is connected in the target arc resource.");
        }
        if (cluster.has(Fault.BLACK_HOLE)) {
            throw pauses.never();
        }
        if (cluster.has(Fault.SLOW_API_SERVER)) {
            pauses.waitFor(SLOW);
        }
        if (!call.hasBearer(tokens.of(cluster))) {
            return KubernetesStatus.unauthorized();
        }
        List<String> segments = call.segments().subList(1, call.segments().size());
        if (RulesReviewAnswer.isAsked(call, segments)) {
            return RulesReviewAnswer.answer(call, cluster);
        }
        if (!call.method().equals("GET")) {
            return KubernetesStatus.methodNotAllowed();
        }
        return route(call, cluster, segments);
    }

    private Reply route(Call call, ClusterState cluster, List<String> segments) {
        SlotValues values = new SlotValues(cluster, clock.instant());
        if (segments.equals(List.of("version"))) {
            return Reply.json(200, objects.version().render(values));
        }
        Optional<ResourcePath> path = ResourcePath.parse(segments);
        if (path.isEmpty()) {
            return Reply.text(404, "404 page not found");
        }
        boolean refusedLog =
                cluster.has(Fault.LOGS_FORBIDDEN) && path.get().subresource().equals("log");
        if (cluster.has(Fault.FORBIDDEN_READS) || refusedLog) {
            return KubernetesStatus.forbidden(
                    path.get().verb(),
                    path.get().fullResource(),
                    path.get().group(),
                    path.get().namespace());
        }
        return path.get().name().isEmpty()
                ? list(call, cluster, path.get(), values)
                : object(call, cluster, path.get(), values);
    }

    private Reply list(Call call, ClusterState cluster, ResourcePath path, SlotValues values) {
        Optional<Reply> reply = list(cluster, path).map(found -> found.answer(call, values));
        boolean malformed = cluster.has(Fault.MALFORMED_JSON) && path.resource().equals("pods");
        return reply.map(whole -> malformed ? cut(whole) : whole)
                .orElseGet(() -> Reply.text(404, "404 page not found"));
    }

    /** The objects at a path; empty when the API server knows no such kind. */
    private Optional<ObjectList> list(ClusterState cluster, ResourcePath path) {
        boolean agents = path.namespace().equals(AGENTS);
        Distribution distribution = cluster.traits().distribution();
        boolean dns = path.namespace().equals(DnsObjects.namespace(distribution));
        return Optional.ofNullable(
                switch (path.group() + "/" + path.resource()) {
                    case "/pods" ->
                        agents ? objects.pods(cluster) : dns ? objects.dnsPods(cluster) : objects.otherPods(cluster);
                    case "/events" -> agents ? objects.events(cluster) : empty("Event", "v1");
                    case "/secrets" -> objects.secrets(cluster, path.namespace());
                    case "/nodes" -> objects.nodes(cluster);
                    case "apps/deployments" -> deployments(cluster, path.namespace());
                    case "discovery.k8s.io/endpointslices" ->
                        dns ? objects.dnsEndpointSlices(cluster) : empty("EndpointSlice", "discovery.k8s.io/v1");
                    case "rbac.authorization.k8s.io/clusterrolebindings" -> objects.bindings(cluster);
                    case "clusterconfig.azure.com/azureclusteridentityrequests" -> objects.identityRequests(cluster);
                    case "clusterconfig.azure.com/arccertificates" -> objects.certificates(cluster);
                    case "clusterconfig.azure.com/extensionconfigs" -> objects.extensionConfigs(cluster);
                    case "clusterconfig.azure.com/signingkeys" ->
                        cluster.has(Fault.WORKLOAD_IDENTITY_BROKEN) ? objects.signingKeys(cluster) : null;
                    default -> null;
                });
    }

    private ObjectList deployments(ClusterState cluster, String namespace) {
        return switch (namespace) {
            case AGENTS -> objects.deployments(cluster);
            case "flux-system" -> objects.fluxControllers(cluster);
            case "arc-workload-identity" -> objects.workloadIdentity(cluster);
            default -> empty("Deployment", "apps/v1");
        };
    }

    private ObjectList empty(String kind, String apiVersion) {
        return objects.empty(kind + "List", apiVersion);
    }

    private Reply object(Call call, ClusterState cluster, ResourcePath path, SlotValues values) {
        String key = path.group() + "/" + path.fullResource() + "/" + path.name();
        if (path.namespace().equals(AGENTS) && !cluster.hasNoAgents()) {
            if (key.equals("/configmaps/azure-clusterconfig")) {
                return Reply.json(200, objects.config(cluster).render(values));
            }
            if (key.equals("arc.azure.com/connectedclusters/clustermetadata")) {
                return Reply.json(200, objects.metadata().render(values));
            }
            if (path.fullResource().equals("pods/log")) {
                return logs.answer(call, cluster, path.name(), values);
            }
        }
        if (path.resource().equals("customresourcedefinitions")) {
            return PlatformObjects.definition(path.name(), cluster.faults())
                    .map(definition ->
                            Reply.json(200, Template.of(definition.toString()).render(values)))
                    .orElseGet(() -> KubernetesStatus.notFound(path.resource(), path.name()));
        }
        if (cluster.traits().distribution() == Distribution.OPENSHIFT) {
            if (key.equals("config.openshift.io/clusterversions/version")) {
                return Reply.json(200, objects.openShiftVersion().render(values));
            }
            if (key.equals("security.openshift.io/securitycontextconstraints/privileged")) {
                return Reply.json(200, objects.openShiftPrivileged(cluster).render(values));
            }
        }
        return KubernetesStatus.notFound(path.resource(), path.name());
    }

    private static Reply cut(Reply reply) {
        return Reply.json(reply.status(), Arrays.copyOf(reply.body(), reply.body().length * 3 / 5));
    }
}
