package io.arcfleet.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arcfleet.arm.ArmClient;
import io.arcfleet.arm.ArmException;
import io.arcfleet.arm.CallReceipts;
import io.arcfleet.config.Cloud;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.ConnectedCluster;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Cluster connect through a proxy (Microsoft's arcProxy) that already runs on this machine: Azure Resource Manager gives
 * the coordinates of the relay, the proxy takes them and answers with the address of the cluster on itself.
 */
public final class ProxyAccess implements ClusterAccess {

    private static final String API_VERSION = "2024-01-01";
    private static final Duration RENEWED_BEFORE = Duration.ofMinutes(5);

    private final ArmClient arm;
    private final ProxyControl control;
    private final ClusterTokens tokens;
    private final Cloud cloud;
    private final CallReceipts receipts;
    private final Clock clock;
    private final SharedClients clients = new SharedClients();
    private final ConcurrentMap<String, Registration> registrations = new ConcurrentHashMap<>();

    /**
     * Over a running proxy.
     *
     * @param control address of its control port; http only on this machine. With https the certificates of
     *     {@code cloud} are trusted, or the platform's when it has none
     * @throws IllegalArgumentException for a control address that is not allowed
     */
    public ProxyAccess(
            ArmClient arm, URI control, ClusterTokens tokens, Cloud cloud, CallReceipts receipts, Clock clock) {
        this.arm = arm;
        this.control = new ProxyControl(control, receipts);
        this.tokens = tokens;
        this.cloud = cloud;
        this.receipts = receipts;
        this.clock = clock;
    }

    @Override
    public Observation<ClusterTunnel> open(ClusterTarget target, Instant deadline) {
        ClusterIdentity identity = target.identity();
        if (identity.subscriptionId() == null || identity.resourceGroup() == null) {
            return Observation.unavailable(
                    Reason.NOT_ATTEMPTED, "cluster connect needs a resource ID, which is not known of this cluster");
        }
        if (target.azure()
                .resource()
                .seen()
                .filter(ConnectedCluster::privateLink)
                .isPresent()) {
            return Observation.unavailable(Reason.NOT_ATTEMPTED, "cluster connect is not supported with private link");
        }
        return tokens.tokenFor(target, deadline)
                .flatMap(token -> registered(identity, token, deadline))
                .map(registration -> new HttpClusterTunnel(
                        registration.client(), registration.server(), registration.authorization(), receipts));
    }

    @Override
    public void close() {
        registrations.clear();
        clients.close();
    }

    private Observation<Registration> registered(ClusterIdentity identity, String token, Instant deadline) {
        Registration known = registrations.get(identity.id());
        if (known != null && known.token().equals(token) && clock.instant().isBefore(known.until())) {
            return Observation.of(known);
        }
        Observation<Registration> fresh = coordinates(identity, deadline)
                .flatMap(coordinates -> register(identity, token, coordinates, deadline));
        fresh.seen().ifPresent(registration -> registrations.put(identity.id(), registration));
        return fresh;
    }

    private Observation<JsonNode> coordinates(ClusterIdentity identity, Instant deadline) {
        Duration left = left(deadline);
        if (!left.isPositive()) {
            return late();
        }
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("authenticationMethod", "Token")
                .put("clientProxy", true);
        try {
            return Observation.of(arm.post(
                    ResourcePath.of(identity) + "/listClusterUserCredential?api-version=" + API_VERSION, body, left));
        } catch (ArmException e) {
            return Observation.unavailable(
                    reason(e.kind()), "no relay coordinates from Azure Resource Manager: " + e.getMessage());
        }
    }

    private Observation<Registration> register(
            ClusterIdentity identity, String token, JsonNode coordinates, Instant deadline) {
        JsonNode relay = coordinates.path("hybridConnectionConfig");
        if (!isPlainHost(relay.path("relay").asText(""), cloud.serviceBusSuffix())) {
            return malformed("the relay that Azure Resource Manager named is not a host of this cloud");
        }
        return switch (ReceivedKubeconfig.parse(kubeconfig(coordinates))) {
            case ReceivedKubeconfig.Refused(ReceivedKubeconfig.Refusal why) ->
                malformed("the kubeconfig from Azure Resource Manager is refused: " + why.sentence());
            case ReceivedKubeconfig.Accepted received -> {
                Duration left = left(deadline);
                if (!left.isPositive()) {
                    yield late();
                }
                Instant until = Instant.ofEpochSecond(
                                relay.path("expirationTime").asLong(0))
                        .minus(RENEWED_BEFORE);
                ObjectNode body = registerBody(relay, received.document().withUserToken(token));
                yield controlClient()
                        .flatMap(client -> control.register(client, ResourcePath.of(identity), body, left))
                        .flatMap(answer -> accept(identity, token, answer, until));
            }
        };
    }

    private Observation<Registration> accept(ClusterIdentity identity, String token, JsonNode answer, Instant until) {
        return switch (ReceivedKubeconfig.parse(kubeconfig(answer))) {
            case ReceivedKubeconfig.Refused(ReceivedKubeconfig.Refusal why) ->
                malformed("the kubeconfig from the proxy is refused: " + why.sentence());
            case ReceivedKubeconfig.Accepted received -> {
                HttpUrl server = received.server();
                if (!control.isOn(server)) {
                    yield malformed("the proxy answered with the address of another host");
                }
                if (!server.encodedPath().equals("/" + ResourcePath.hash(identity)) || server.encodedQuery() != null) {
                    yield malformed("the proxy answered with the address of another cluster");
                }
                String bearer = received.token() == null ? token : received.token();
                yield client(received.authority())
                        .map(client -> new Registration(server, client, token, BearerToken.header(bearer), until));
            }
        };
    }

    private Observation<OkHttpClient> controlClient() {
        return client(control.isHttps() ? cloud.caCertificates() : null);
    }

    private Observation<OkHttpClient> client(@Nullable String authority) {
        try {
            return Observation.of(clients.clientFor(TrustRoot.of(authority)));
        } catch (GeneralSecurityException | IOException e) {
            return malformed("the certificate authority of the proxy cannot be read");
        }
    }

    private Duration left(Instant deadline) {
        return Duration.between(clock.instant(), deadline);
    }

    private static ObjectNode registerBody(JsonNode relay, String kubeconfig) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("kubeconfigs")
                .addObject()
                .put("name", "Kubeconfig")
                .put("value", Base64.getEncoder().encodeToString(kubeconfig.getBytes(StandardCharsets.UTF_8)));
        ObjectNode config = body.putObject("hybridConnectionConfig");
        for (String field : new String[] {"relay", "hybridConnectionName", "token", "expirationTime"}) {
            config.set(field, relay.path(field));
        }
        return body;
    }

    private static String kubeconfig(JsonNode answer) {
        return answer.path("kubeconfigs").path(0).path("value").asText("");
    }

    /** One label: a name with a dot or a slash could lead to another domain. */
    private static boolean isPlainHost(String relay, String suffix) {
        return relay.matches("[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
                && suffix.matches("[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+");
    }

    private static Reason reason(ArmException.Kind kind) {
        return switch (kind) {
            case NOT_PERMITTED -> Reason.NOT_PERMITTED;
            case NOT_FOUND -> Reason.NOT_FOUND;
            case REJECTED, MALFORMED -> Reason.MALFORMED;
            case THROTTLED -> Reason.THROTTLED;
            case UNREACHABLE -> Reason.UNREACHABLE;
            case TIMED_OUT -> Reason.TIMED_OUT;
        };
    }

    private static <T> Unavailable<T> malformed(String detail) {
        return new Unavailable<>(Reason.MALFORMED, detail);
    }

    private static <T> Unavailable<T> late() {
        return new Unavailable<>(Reason.TIMED_OUT, "no time was left to open a tunnel");
    }

    /** A cluster that the proxy knows; {@code token} is the one it was registered with. */
    private record Registration(
            HttpUrl server, OkHttpClient client, String token, String authorization, Instant until) {

        @Override
        public String toString() {
            return "Registration[" + server + "]";
        }
    }
}
