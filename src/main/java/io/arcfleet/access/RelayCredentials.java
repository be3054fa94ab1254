package io.arcfleet.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arcfleet.arm.ArmClient;
import io.arcfleet.arm.ArmException;
import io.arcfleet.arm.CredentialGovernor;
import io.arcfleet.config.Cloud;
import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** The relay credentials of clusters: asked of Azure Resource Manager at the governor's pace, and kept while they last. */
final class RelayCredentials {

    private static final String API_VERSION = "2024-01-01";
    private static final Duration RENEWED_BEFORE = Duration.ofMinutes(5);

    /** Published samples last three hours; what says it lasts for years is asked for again all the same. */
    private static final Duration LONGEST_LIFE = Duration.ofHours(24);

    /** In seconds this is the year 5138, in milliseconds 1973. */
    private static final long FIRST_MILLIS = 100_000_000_000L;

    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

    private final ArmClient arm;
    private final CredentialGovernor governor;
    private final String method;
    private final Cloud cloud;
    private final Clock clock;
    private final ExpiringCache<RelayCredential> known;

    /** For logins of this authentication method. */
    RelayCredentials(ArmClient arm, CredentialGovernor governor, String method, Cloud cloud, Clock clock) {
        this.arm = arm;
        this.governor = governor;
        this.method = method;
        this.cloud = cloud;
        this.clock = clock;
        this.known = new ExpiringCache<>(clock);
    }

    /** The credential that is kept of this cluster. */
    Optional<RelayCredential> kept(ClusterTarget target) {
        return known.get(target.identity().id());
    }

    /** The credential that is kept, or a new one. */
    Observation<RelayCredential> of(ClusterTarget target, Instant deadline) {
        Optional<RelayCredential> kept = kept(target);
        if (kept.isPresent()) {
            return Observation.of(kept.get());
        }
        Observation<RelayCredential> fresh = ask(target, deadline).flatMap(this::checked);
        fresh.seen().ifPresent(credential -> known.put(target.identity().id(), credential, credential.until()));
        return fresh;
    }

    /** Keeps the credential of this cluster no longer: somebody did not take it. */
    void forget(ClusterTarget target) {
        known.remove(target.identity().id());
    }

    void clear() {
        known.clear();
    }

    private Observation<JsonNode> ask(ClusterTarget target, Instant deadline) {
        ClusterIdentity identity = target.identity();
        String path = ResourcePath.of(identity) + "/listClusterUserCredential?api-version=" + API_VERSION;
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("authenticationMethod", method)
                .put("clientProxy", true);
        try {
            return Observation.of(governor.paced(
                    String.valueOf(identity.subscriptionId()),
                    region(target),
                    deadline,
                    () -> arm.postPaced(path, body, left(deadline))));
        } catch (ArmException e) {
            return ArmFaults.describe(e);
        }
    }

    private Duration left(Instant deadline) {
        Duration left = Duration.between(clock.instant(), deadline);
        if (!left.isPositive()) {
            throw new ArmException(ArmException.Kind.TIMED_OUT, 0, "", "no time was left to ask for them");
        }
        return left;
    }

    private static String region(ClusterTarget target) {
        return target.azure()
                .resource()
                .seen()
                .flatMap(resource -> Optional.ofNullable(resource.identity().location()))
                .orElse(Objects.requireNonNullElse(target.identity().location(), ""));
    }

    private Observation<RelayCredential> checked(JsonNode answer) {
        JsonNode config = answer.path("hybridConnectionConfig");
        if (!isOfCloud(config.path("relay").asText(""))) {
            return Observation.unavailable(
                    AccessFault.RELAY_OF_ANOTHER_CLOUD,
                    "the relay that Azure Resource Manager named is not a host of this cloud");
        }
        return switch (ReceivedKubeconfig.in(answer)) {
            case ReceivedKubeconfig.Refused(ReceivedKubeconfig.Refusal why) ->
                new Unavailable<>(
                        AccessFault.KUBECONFIG_REFUSED,
                        "the kubeconfig from Azure Resource Manager is refused: " + why.sentence());
            case ReceivedKubeconfig.Accepted received ->
                Observation.of(new RelayCredential(relay(config), received, until(config)));
        };
    }

    /** What the proxy is told; the tenant and the kind of the relay are not, the CLI does not tell them either. */
    private static ObjectNode relay(JsonNode config) {
        ObjectNode relay = JsonNodeFactory.instance.objectNode();
        for (String field : new String[] {"relay", "hybridConnectionName", "token", "expirationTime"}) {
            relay.set(field, config.path(field));
        }
        return relay;
    }

    /** Seconds by the documentation; milliseconds, which other services of Azure send, would never end. */
    private Instant until(JsonNode config) {
        long stated = config.path("expirationTime").asLong(0);
        long seconds = stated >= FIRST_MILLIS ? stated / 1000 : stated;
        long latest = clock.instant().plus(LONGEST_LIFE).getEpochSecond();
        return Instant.ofEpochSecond(Math.clamp(seconds, 0, latest)).minus(RENEWED_BEFORE);
    }

    /** One label, which the proxy completes; or a whole name below the cloud's suffix, whatever the case. */
    private boolean isOfCloud(String relay) {
        String below = "." + cloud.serviceBusSuffix().toLowerCase(Locale.ROOT);
        return relay.matches(LABEL)
                || (relay.length() <= 253
                        && relay.matches("(?:" + LABEL + "\\.)+" + LABEL)
                        && relay.toLowerCase(Locale.ROOT).endsWith(below));
    }
}
