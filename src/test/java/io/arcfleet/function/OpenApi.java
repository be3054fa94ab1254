package io.arcfleet.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.yaml.snakeyaml.Yaml;

/** {@code docs/openapi.yaml}, to compare real answers with. */
final class OpenApi {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode document;

    private OpenApi(JsonNode document) {
        this.document = document;
    }

    static OpenApi load() {
        try {
            Object yaml = new Yaml().load(Files.readString(Path.of("docs/openapi.yaml")));
            return new OpenApi(JSON.valueToTree(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode paths() {
        return document.path("paths");
    }

    /** Fails unless {@code answer} is one that the document promises for this operation. */
    void assertPromised(String path, String method, Answer answer) {
        JsonNode response = resolve(document.path("paths")
                .path(path)
                .path(method)
                .path("responses")
                .path(Integer.toString(answer.status())));
        assertThat(response.isMissingNode())
                .as("status %s of %s %s is documented", answer.status(), method, path)
                .isFalse();
        JsonNode schema = response.path("content").path(answer.contentType()).path("schema");
        assertThat(schema.isMissingNode())
                .as("content type %s of %s %s is documented", answer.contentType(), method, path)
                .isFalse();
        assertThat(problems(schema, answer.body())).isEmpty();
    }

    private Set<ValidationMessage> problems(JsonNode schema, String body) {
        ObjectNode whole = schema.deepCopy();
        // References of the schema point into the document.
        whole.set("components", document.path("components"));
        JsonSchema compiled =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(whole);
        try {
            return compiled.validate(JSON.readTree(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asText("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }
}
