package io.arcfleet.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arcfleet.arm.CallReceipts;
import io.arcfleet.config.Cloud;
import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** The clusters that the proxy was told of. What an earlier start of the proxy was told does not count. */
final class Registrations {

    private final Cloud cloud;
    private final CallReceipts receipts;
    private final Clock clock;
    private final SharedClients clients = new SharedClients();
    private final ExpiringCache<Registration> known;

    Registrations(Cloud cloud, CallReceipts receipts, Clock clock) {
        this.cloud = cloud;
        this.receipts = receipts;
        this.clock = clock;
        this.known = new ExpiringCache<>(clock);
    }

    /**
     * The registration of a cluster with the proxy at {@code endpoint} and with {@code token}, when there is one.
     *
     * @param token for the API server, or null when the proxy itself shows who asks
     */
    Optional<Registration> kept(ClusterTarget target, ClusterProxy.Endpoint endpoint, @Nullable String token) {
        return known.get(target.identity().id())
                .filter(registration -> registration.generation() == endpoint.generation()
                        && Objects.equals(registration.token(), token));
    }

    /** Tells the proxy of a cluster. */
    Observation<Registration> register(
            ClusterTarget target,
            ClusterProxy.Endpoint endpoint,
            RelayCredential credential,
            @Nullable String token,
            Instant deadline) {
        Duration left = Duration.between(clock.instant(), deadline);
        if (!left.isPositive()) {
            return Observation.unavailable(Reason.TIMED_OUT, "no time was left to open a tunnel");
        }
        ClusterIdentity identity = target.identity();
        ProxyControl control = new ProxyControl(endpoint.control(), receipts);
        ObjectNode body = body(credential, token);
        Observation<Registration> registered = client(control.isHttps() ? cloud.caCertificates() : null)
                .flatMap(client -> control.register(client, ResourcePath.of(identity), body, left))
                .flatMap(answer -> accept(identity, endpoint, control, token, answer, credential.until()));
        registered.seen().ifPresent(registration -> known.put(identity.id(), registration, registration.until()));
        return registered;
    }

    void forget(ClusterTarget target) {
        known.remove(target.identity().id());
    }

    void close() {
        known.clear();
        clients.close();
    }

    private Observation<Registration> accept(
            ClusterIdentity identity,
            ClusterProxy.Endpoint endpoint,
            ProxyControl control,
            @Nullable String token,
            JsonNode answer,
            Instant until) {
        return switch (ReceivedKubeconfig.in(answer)) {
            case ReceivedKubeconfig.Refused(ReceivedKubeconfig.Refusal why) ->
                refused("the kubeconfig from the proxy is refused: " + why.sentence());
            case ReceivedKubeconfig.Accepted received -> {
                HttpUrl server = received.server();
                if (endpoint.ours() && server.port() != endpoint.api().getPort()) {
                    // Ours has ended, and another proxy was given its port: to be asked again, not to be believed.
                    yield new Unavailable<>(
                            AccessFault.PROXY_DIED,
                            "on the port of the proxy another one answered, with a port of its own");
                }
                if (!control.isOn(server)) {
                    yield refused("the proxy answered with the address of another host");
                }
                if (!server.encodedPath().equals("/" + ResourcePath.hash(identity)) || server.encodedQuery() != null) {
                    yield refused("the proxy answered with the address of another cluster");
                }
                String bearer = received.token() == null ? token : received.token();
                yield client(received.authority())
                        .map(client -> new Registration(
                                server,
                                client,
                                token,
                                bearer == null ? null : BearerToken.header(bearer),
                                endpoint.generation(),
                                until));
            }
        };
    }

    private Observation<OkHttpClient> client(@Nullable String authority) {
        try {
            return Observation.of(clients.clientFor(TrustRoot.of(authority)));
        } catch (GeneralSecurityException | IOException e) {
            return refused("the certificate authority of the proxy cannot be read");
        }
    }

    private static ObjectNode body(RelayCredential credential, @Nullable String token) {
        String kubeconfig = credential.kubeconfig().yaml(token);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("kubeconfigs")
                .addObject()
                .put("name", "Kubeconfig")
                .put("value", Base64.getEncoder().encodeToString(kubeconfig.getBytes(StandardCharsets.UTF_8)));
        body.set("hybridConnectionConfig", credential.relay());
        return body;
    }

    private static <T> Unavailable<T> refused(String detail) {
        return new Unavailable<>(AccessFault.KUBECONFIG_REFUSED, detail);
    }
}
