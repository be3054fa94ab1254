package io.arcfleet.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arcfleet.simulation.ClusterTraits.Subscription;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** Azure Resource Manager: subscriptions and connected clusters; hands other calls to Resource Graph and credentials. */
final class ResourceManagerService implements LoopbackServer.Service {

    private static final String PROVIDER = "Microsoft.Kubernetes";
    private static final String TYPE = "connectedClusters";
    private static final String NEWEST = "2026-05-01";
    private static final Set<String> VERSIONS = Set.of("2024-01-01", NEWEST);

    private final SimulatedFleet fleet;
    private final FleetFaults faults;
    private final Clock clock;
    private final int pageSize;
    private final String token;
    private final ResourceGraphService graph;
    private final ClusterCredentialService credentials;
    private final CallerRoles roles;
    private final Supplier<URI> address;

    ResourceManagerService(
            SimulatedFleet fleet,
            FleetFaults faults,
            CallerRoles roles,
            Clock clock,
            SimulationSettings settings,
            String token,
            Supplier<URI> address) {
        this.fleet = fleet;
        this.faults = faults;
        this.roles = roles;
        this.clock = clock;
        this.pageSize = settings.pageSize();
        this.token = token;
        this.address = address;
        this.graph = new ResourceGraphService(fleet, faults, clock);
        this.credentials = new ClusterCredentialService(clock, new CredentialQuota(settings.credentials()));
    }

    @Override
    public SimulatedService of(Call call) {
        String path = call.path();
        if (path.endsWith("/listClusterUserCredential")) {
            return SimulatedService.CLUSTER_CREDENTIAL;
        }
        return path.startsWith("/providers/Microsoft.ResourceGraph/")
                ? SimulatedService.RESOURCE_GRAPH
                : SimulatedService.RESOURCE_MANAGER;
    }

    @Override
    public Reply answer(Call call) throws IOException {
        if (!call.hasBearer(token)) {
            return ArmErrors.unauthorized(call);
        }
        if (call.query("api-version").isEmpty()) {
            return ArmErrors.error(
                    400,
                    "MissingApiVersionParameter",
                    "The api-version query parameter (?api-version=) is required for all requests.");
        }
        return route(call)
                .with("x-ms-ratelimit-remaining-subscription-reads", "249")
                .with("x-ms-request-id", UUID.randomUUID().toString());
    }

    private Reply route(Call call) throws IOException {
        if (call.matches("providers", "Microsoft.ResourceGraph", "resources")) {
            return call.method().equals("POST") ? graph.answer(call) : ArmErrors.methodNotAllowed(call);
        }
        if (call.matches(
                "subscriptions",
                "*",
                "resourceGroups",
                "*",
                "providers",
                PROVIDER,
                TYPE,
                "*",
                "listClusterUserCredential")) {
            return call.method().equals("POST")
                    ? versioned(call, () -> credential(call))
                    : ArmErrors.methodNotAllowed(call);
        }
        if (!call.method().equals("GET")) {
            return ArmErrors.methodNotAllowed(call);
        }
        if (call.matches("subscriptions")) {
            return page(call, fleet.subscriptions(), ResourceManagerService::subscription);
        }
        if (call.matches("subscriptions", "*")) {
            return known(call)
                    .map(subscription -> Reply.json(200, subscription(subscription)))
                    .orElseGet(() -> subscriptionNotFound(call));
        }
        if (call.matches("subscriptions", "*", "providers", "Microsoft.Authorization", "permissions")) {
            return permissions(call);
        }
        if (call.matches("subscriptions", "*", "providers", PROVIDER, TYPE)) {
            return versioned(call, () -> list(call));
        }
        if (call.matches("subscriptions", "*", "resourceGroups", "*", "providers", PROVIDER, TYPE, "*")) {
            return versioned(call, () -> one(call));
        }
        return ArmErrors.notFound(call);
    }

    private interface Answer {
        Reply get() throws IOException;
    }

    private static Reply versioned(Call call, Answer answer) throws IOException {
        String version = call.query("api-version");
        if (VERSIONS.contains(version)) {
            return answer.get();
        }
        return ArmErrors.error(
                400,
                "NoRegisteredProviderFound",
                "No registered resource provider found for API version '" + version + "' for type '" + TYPE
                        + "'. The supported api-versions are '2024-01-01, 2026-05-01'.");
    }

    private Reply list(Call call) {
        String subscription = call.segments().get(1);
        if (known(call).isEmpty()) {
            return subscriptionNotFound(call);
        }
        if (faults.forbids(subscription)) {
            return ArmErrors.forbidden(PROVIDER + "/" + TYPE + "/read", subscription);
        }
        boolean newest = call.query("api-version").equals(NEWEST);
        return page(
                call,
                fleet.clustersOf(subscription),
                cluster -> ConnectedClusterJson.render(cluster, clock.instant(), newest));
    }

    private Reply permissions(Call call) {
        String subscription = call.segments().get(1);
        return faults.forbids(subscription)
                ? ArmErrors.forbidden("Microsoft.Authorization/permissions/read", subscription)
                : page(call, roles.roles(), CallerRoles.Role::json);
    }

    private Reply one(Call call) {
        boolean newest = call.query("api-version").equals(NEWEST);
        return fleet.byId(call.path())
                .map(cluster -> Reply.json(200, ConnectedClusterJson.render(cluster, clock.instant(), newest)))
                .orElseGet(() -> resourceNotFound(call, 7));
    }

    private Reply credential(Call call) throws IOException {
        String id = call.path().substring(0, call.path().lastIndexOf('/'));
        Optional<ClusterState> cluster = fleet.byId(id);
        return cluster.isPresent() ? credentials.answer(call, cluster.get()) : resourceNotFound(call, 7);
    }

    private <T> Reply page(Call call, List<T> all, Function<T, JsonNode> render) {
        int from = offset(call.query("$skiptoken"));
        if (from < 0 || from > all.size()) {
            return ArmErrors.error(400, "InvalidSkipToken", "The skip token is invalid.");
        }
        int to = Math.min(all.size(), from + pageSize);
        ObjectNode body = Reply.JSON.createObjectNode();
        ArrayNode value = body.putArray("value");
        all.subList(from, to).forEach(entry -> value.add(render.apply(entry)));
        if (to < all.size()) {
            body.put(
                    "nextLink",
                    address.get() + call.path() + "?api-version=" + call.query("api-version") + "&$skiptoken="
                            + to(to));
        }
        return Reply.json(200, body);
    }

    private static String to(int offset) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("next:" + offset).getBytes(StandardCharsets.UTF_8));
    }

    /** The offset that a skip token says, -1 when it says none. */
    private static int offset(String skipToken) {
        if (skipToken.isEmpty()) {
            return 0;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(skipToken), StandardCharsets.UTF_8);
            return text.startsWith("next:") ? Integer.parseInt(text.substring("next:".length())) : -1;
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }

    private Optional<Subscription> known(Call call) {
        return fleet.subscriptions().stream()
                .filter(subscription ->
                        subscription.id().equalsIgnoreCase(call.segments().get(1)))
                .findFirst();
    }

    private static ObjectNode subscription(Subscription subscription) {
        ObjectNode node = Reply.JSON.createObjectNode();
        node.put("id", "/subscriptions/" + subscription.id());
        node.put("authorizationSource", "RoleBased");
        node.putArray("managedByTenants");
        node.put("subscriptionId", subscription.id());
        node.put("tenantId", ClusterTraits.TENANT);
        node.put("displayName", subscription.name());
        node.put("state", "Enabled");
        node.putObject("subscriptionPolicies")
                .put("locationPlacementId", "Public_2014-09-01")
                .put("quotaId", "EnterpriseAgreement_2014-09-01")
                .put("spendingLimit", "Off");
        return node;
    }

    private static Reply subscriptionNotFound(Call call) {
        return ArmErrors.error(
                404,
                "SubscriptionNotFound",
                "The subscription '" + call.segments().get(1) + "' could not be found.");
    }

    private static Reply resourceNotFound(Call call, int name) {
        return ArmErrors.error(
                404,
                "ResourceNotFound",
                "The Resource '" + PROVIDER + "/" + TYPE + "/" + call.segments().get(name) + "' under resource group '"
                        + call.segments().get(3)
                        + "' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix");
    }
}
