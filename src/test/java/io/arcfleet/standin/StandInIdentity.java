package io.arcfleet.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The proxy's own identity: a key, and the access token that somebody got for it. */
final class StandInIdentity {

    /** The server application of cluster connect, for which tokens are. */
    private static final String SERVER = "6256c85f-0aad-4d50-b960-e6e9b21efe35";

    private final AskedFile asked;
    private final ReentrantLock lock = new ReentrantLock();
    private String key = UUID.randomUUID().toString();
    private boolean expires;
    private @Nullable String accessToken;

    /**
     * With a new key.
     *
     * @param expires whether the first key is replaced as soon as it was given away
     */
    StandInIdentity(AskedFile asked, boolean expires) {
        this.asked = asked;
        this.expires = expires;
    }

    boolean hasToken() {
        lock.lock();
        try {
            return accessToken != null;
        } finally {
            lock.unlock();
        }
    }

    void answer(HttpExchange exchange) throws IOException {
        String call =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        lock.lock();
        try {
            if (call.equals("GET /identity/poppublickey")) {
                giveKey(exchange);
            } else if (call.equals("POST /identity/at")) {
                take(exchange, StandIn.JSON.readTree(exchange.getRequestBody().readAllBytes()));
            } else {
                Answers.send(exchange, 404, "404 page not found");
            }
        } finally {
            lock.unlock();
        }
    }

    private void giveKey(HttpExchange exchange) throws IOException {
        asked.add(AskedFile.line("key").put("kid", key));
        var answer = StandIn.JSON.createObjectNode();
        answer.putObject("publicKey").put("kty", "RSA").put("kid", key);
        if (expires) {
            key = UUID.randomUUID().toString();
            expires = false;
        }
        Answers.send(exchange, 200, answer.toString());
    }

    private void take(HttpExchange exchange, JsonNode body) throws IOException {
        String kid = body.path("kid").asText();
        String tenant = body.path("tenantID").asText();
        String token = body.path("accessToken").asText();
        int status = 500;
        String text = "failed to store the access token";
        if (!kid.equals(key)) {
            text = "public key expired";
        } else if (!token.isEmpty()
                && !tenant.isEmpty()
                && body.path("serverId").asText().equals(SERVER)) {
            accessToken = token;
            status = 200;
            text = "{}";
        }
        asked.add(AskedFile.line("at").put("kid", kid).put("tenant", tenant).put("status", status));
        Answers.send(exchange, status, text);
    }
}
