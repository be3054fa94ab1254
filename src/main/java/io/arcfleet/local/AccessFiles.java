package io.arcfleet.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;

/** The files of {@code infra/cluster-access}, which the build puts beside this class. */
final class AccessFiles {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROLE = "arm-role.json";

    private AccessFiles() {}

    /** A file as it is. */
    static String text(String path) {
        try (InputStream stream = AccessFiles.class.getResourceAsStream("cluster-access/" + path)) {
            if (stream == null) {
                throw new IllegalStateException("the program was built without " + path);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    /** The custom role in Azure as {@code az role definition create} takes it. */
    static String role() {
        return text(ROLE);
    }

    /** The actions of that role. */
    static List<String> actions() {
        try {
            return StreamSupport.stream(JSON.readTree(role()).path("Actions").spliterator(), false)
                    .map(JsonNode::asText)
                    .toList();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot read " + ROLE, e);
        }
    }
}
