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
        if (!call.method().equals("GET")) {
            return KubernetesStatus.methodNotAllowed();
        }
        return route(call, cluster);
    }

    private Reply route(Call call, ClusterState cluster) {
        SlotValues values = new SlotValues(cluster, clock.instant());
        List<String> segments = call.segments().subList(1, call.segments().size());
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
        boolean agents = path.namespace().equals(AGENTS);
        return switch (path.group() + "/" + path.resource()) {
            case "/pods" -> {
                Reply reply = (agents ? objects.pods(cluster) : objects.empty("PodList", "v1")).answer(call, values);
                yield cluster.has(Fault.MALFORMED_JSON) ? cut(reply) : reply;
            }
            case "/events" ->
                (agents ? objects.events(cluster) : objects.empty("EventList", "v1")).answer(call, values);
            case "/secrets" -> objects.secrets(cluster, path.namespace()).answer(call, values);
            case "/nodes" -> objects.nodes(cluster).answer(call, values);
            case "apps/deployments" ->
                (agents ? objects.deployments(cluster) : objects.empty("DeploymentList", "apps/v1"))
                        .answer(call, values);
            default -> Reply.text(404, "404 page not found");
        };
    }

    private Reply object(Call call, ClusterState cluster, ResourcePath path, SlotValues values) {
        String key = path.group() + "/" + path.fullResource() + "/" + path.name();
        if (path.namespace().equals(AGENTS)) {
            if (key.equals("/configmaps/azure-clusterconfig")) {
                return Reply.json(200, objects.config().render(values));
            }
            if (key.equals("arc.azure.com/connectedclusters/clustermetadata")) {
                return Reply.json(200, objects.metadata().render(values));
            }
            if (path.fullResource().equals("pods/log")) {
                return logs.answer(call, cluster, path.name(), values);
            }
        }
        return KubernetesStatus.notFound(path.resource(), path.name());
    }

    private static Reply cut(Reply reply) {
        return Reply.json(reply.status(), Arrays.copyOf(reply.body(), reply.body().length * 3 / 5));
    }
}
