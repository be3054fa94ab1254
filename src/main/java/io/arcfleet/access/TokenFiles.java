package io.arcfleet.access;

import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.Observation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Tokens in files, for example one for each cluster: {@code tokens/{resourceGroup}/{name}}. */
public final class TokenFiles implements ClusterTokens {

    private static final int FILE_LIMIT = 64 * 1024;

    private final String pattern;

    /**
     * Files at these paths.
     *
     * @param pattern path with {@code {name}}, {@code {resourceGroup}}, {@code {subscription}} and {@code {hash}}; without
     *     any of them the same token serves all clusters
     */
    public TokenFiles(String pattern) {
        this.pattern = pattern;
    }

    @Override
    public Observation<String> tokenFor(ClusterTarget target, Instant deadline) {
        return ClusterPattern.fill(pattern, target.identity(), TokenFiles::fileName)
                .map(TokenFiles::read)
                .orElseGet(() -> missing(
                        "the path " + pattern + " of the token needs a part that is not known of this cluster"));
    }

    private static Observation<String> read(String path) {
        byte[] bytes;
        try (InputStream file = Files.newInputStream(Path.of(path))) {
            bytes = file.readNBytes(FILE_LIMIT);
        } catch (IOException e) {
            return missing("the token file " + path + " cannot be read");
        }
        String token = new String(bytes, StandardCharsets.UTF_8).strip();
        if (token.isEmpty()) {
            return missing("the token file " + path + " is empty");
        }
        if (!BearerToken.isUsable(token)) {
            return missing("the token file " + path + " does not hold one token and nothing else");
        }
        return Observation.of(token);
    }

    /** A value as one segment of a path: it can neither leave its folder nor bring a placeholder. */
    private static String fileName(String value) {
        String safe = value.replaceAll("[^\\p{L}\\p{N}._()-]", "_");
        return safe.matches("\\.*") ? "_" : safe;
    }

    private static Observation<String> missing(String detail) {
        return Observation.unavailable(AccessFault.TOKEN_MISSING, detail);
    }
}
