package io.arcfleet.standin;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The kubeconfig in the body of a registration, or in the answer to one. */
final class StandInKubeconfig {

    private final JsonNode document;

    private StandInKubeconfig(JsonNode document) {
        this.document = document;
    }

    /**
     * Reads {@code kubeconfigs[0].value}.
     *
     * @throws IllegalArgumentException when it is no kubeconfig with one user in base64
     */
    static StandInKubeconfig read(JsonNode body) {
        String value = body.path("kubeconfigs").path(0).path("value").asText();
        String yaml = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
        Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        StandInKubeconfig kubeconfig = new StandInKubeconfig(StandIn.JSON.valueToTree(loaded));
        if (!kubeconfig.user().isObject() || kubeconfig.server().isEmpty()) {
            throw new IllegalArgumentException("no kubeconfig");
        }
        return kubeconfig;
    }

    boolean hasToken() {
        return !user().path("token").asText().isEmpty();
    }

    String server() {
        return cluster().path("server").asText();
    }

    StandInKubeconfig withToken(String token) {
        ((ObjectNode) user()).put("token", token);
        return this;
    }

    void withoutToken() {
        ((ObjectNode) user()).removeAll();
    }

    /** Leads to another server, which shows a certificate that {@code authority} signed. */
    void on(String server, String authority) {
        ((ObjectNode) cluster()).put("server", server).put("certificate-authority-data", base64(authority));
    }

    void writeTo(ObjectNode body) {
        Map<String, Object> plain = StandIn.JSON.convertValue(document, new TypeReference<>() {});
        ((ObjectNode) body.path("kubeconfigs").path(0)).put("value", base64(new Yaml().dump(plain)));
    }

    private JsonNode user() {
        return document.path("users").path(0).path("user");
    }

    private JsonNode cluster() {
        return document.path("clusters").path(0).path("cluster");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
