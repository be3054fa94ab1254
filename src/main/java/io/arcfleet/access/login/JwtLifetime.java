package io.arcfleet.access.login;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** How long a token holds by its own words; nothing is verified. */
final class JwtLifetime {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** The year 9999: a claim beyond it is no time. */
    private static final long LATEST = 253_402_300_799L;

    private JwtLifetime() {}

    /** Its claim {@code exp}; empty when it is no JSON Web Token, or one without end. */
    static Optional<Instant> end(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonNode exp =
                    JSON.readTree(Base64.getUrlDecoder().decode(parts[1])).path("exp");
            return exp.isNumber() && exp.asLong() >= 0 && exp.asLong() <= LATEST
                    ? Optional.of(Instant.ofEpochSecond(exp.asLong()))
                    : Optional.empty();
        } catch (IllegalArgumentException | IOException e) {
            return Optional.empty();
        }
    }
}
