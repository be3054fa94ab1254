package io.arcfleet.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.OptionalLong;

/** The action listClusterUserCredential. It succeeds for clusters that are offline too: so does the real one. */
final class ClusterCredentialService {

    private static final int LARGEST_BODY = 1 << 16;
    private static final Duration TOKEN_LIFE = Duration.ofHours(3);

    private final Clock clock;
    private final CredentialQuota quota;

    ClusterCredentialService(Clock clock, CredentialQuota quota) {
        this.clock = clock;
        this.quota = quota;
    }

    Reply answer(Call call, ClusterState cluster) throws IOException {
        OptionalLong refused = quota.refused(cluster.traits());
        if (refused.isPresent()) {
            String seconds = Long.toString(refused.getAsLong());
            return ArmErrors.error(
                            429,
                            "SubscriptionRequestsThrottled",
                            "Number of requests for subscription '"
                                    + cluster.traits().subscription().id()
                                    + "' and operation 'POST' exceeded the backend storage limit. Please try again after '"
                                    + seconds + "' seconds.")
                    .with("Retry-After", seconds);
        }
        JsonNode body;
        try {
            body = Reply.JSON.readTree(call.body(LARGEST_BODY));
        } catch (JsonProcessingException e) {
            return ArmErrors.error(400, "InvalidRequestContent", "The request content was invalid.");
        }
        String method = body.path("authenticationMethod").asText();
        if (!(method.equals("AAD") || method.equals("Token"))
                || !body.path("clientProxy").isBoolean()) {
            return ArmErrors.error(
                    400,
                    "BadRequest",
                    "authenticationMethod must be AAD or Token, clientProxy must be true or false; both are required.");
        }
        ObjectNode answer = Reply.JSON.createObjectNode();
        if (body.path("clientProxy").asBoolean()) {
            answer.set("hybridConnectionConfig", hybridConnection(cluster.traits()));
        }
        answer.putArray("kubeconfigs")
                .addObject()
                .put("name", "credentialName1")
                .put("value", kubeconfig(cluster));
        return Reply.json(200, answer);
    }

    private ObjectNode hybridConnection(ClusterTraits traits) {
        Instant now = clock.instant();
        long expires = now.plus(TOKEN_LIFE).getEpochSecond();
        String relay = "azgnrelay-" + traits.location() + "-l1";
        String path = "microsoft.kubernetes/connectedclusters/" + traits.hash() + "/" + now.getEpochSecond()
                + "%09d".formatted(now.getNano());
        String signature = Base64.getEncoder()
                .encodeToString(traits.hash().substring(0, 32).getBytes(StandardCharsets.US_ASCII));
        ObjectNode config = Reply.JSON.createObjectNode();
        config.put("expirationTime", expires);
        config.put("hybridConnectionName", path);
        config.put("relay", relay);
        config.put(
                "token",
                "SharedAccessSignature sr=" + encoded("http://" + relay + ".servicebus.windows.net/" + path + "/")
                        + "&sig=" + encoded(signature) + "&se=" + expires + "&skn=azgnrelay-send");
        config.put("relayTid", ClusterTraits.TENANT);
        config.put("relayType", "byor");
        return config;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String kubeconfig(ClusterState cluster) {
        String yaml = """
                apiVersion: v1
                kind: Config
                preferences: {}
                clusters:
                - cluster:
                    server: https://127.0.0.1:47011/%2$s
                  name: %1$s
                contexts:
                - context:
                    cluster: %1$s
                    user: %1$s
                  name: %1$s
                current-context: %1$s
                users:
                - name: %1$s
                  user: {}
                """.formatted(cluster.traits().name(), cluster.traits().hash());
        return Base64.getEncoder().encodeToString(yaml.getBytes(StandardCharsets.UTF_8));
    }
}
