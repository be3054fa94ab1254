package io.arcfleet.access.login;

import static io.arcfleet.snapshot.Records.with;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import io.arcfleet.access.TestAuthority;
import io.arcfleet.arm.AzureConnection;
import io.arcfleet.arm.CallReceipts;
import io.arcfleet.config.Cloud;
import io.arcfleet.snapshot.ClusterSnapshots;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.Observation;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import reactor.core.publisher.Mono;

/** A cloud on loopback, and clusters to sign in to. */
final class LoginFixtures {

    static final TestAuthority AUTHORITY = new TestAuthority("login");
    static final Instant NOW = Instant.parse("2026-08-01T12:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final Instant DEADLINE = NOW.plusSeconds(45);

    private LoginFixtures() {}

    /** A cloud whose Resource Manager and Entra are this port, with its certificate. */
    static Cloud cloud(int port) {
        URI address = URI.create("https://127.0.0.1:" + port);
        return new Cloud("loopback", address, "a", address, "a", "servicebus.example", AUTHORITY.pem(), null);
    }

    static AzureConnection connection(int port, TokenCredential credential) {
        return new AzureConnection(cloud(port), credential, new CallReceipts());
    }

    /** An identity whose token says for which scope it is. */
    static TokenCredential identity() {
        return request -> Mono.just(new AccessToken(
                "identity-token-for-" + request.getScopes().getFirst(),
                NOW.plusSeconds(360_000_000).atOffset(ZoneOffset.UTC)));
    }

    static ClusterTarget cluster() {
        return tagged(Map.of());
    }

    static ClusterTarget tagged(Map<String, String> tags) {
        return new ClusterTarget(
                ClusterSnapshots.IDENTITY,
                with(
                        ClusterSnapshots.healthy().azure(),
                        "resource",
                        Observation.of(with(ClusterSnapshots.connected(), "tags", tags))));
    }

    /** A token of the form that Kubernetes gives; nobody verifies its signature here. */
    static String jwt(Instant end) {
        return base64("{\"alg\":\"RS256\"}") + "." + base64("{\"exp\":" + end.getEpochSecond() + "}") + ".c2lnbmVk";
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
