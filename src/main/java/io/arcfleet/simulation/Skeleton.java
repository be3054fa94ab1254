package io.arcfleet.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A Kubernetes object as JSON from the class path, with names in braces that are replaced when a template is made of it. */
enum Skeleton {
    POD("pod.json"),
    CONTAINER("container.json"),
    CONTAINER_STATUS("container-status.json"),
    DEPLOYMENT("deployment.json"),
    NODE("node.json"),
    EVENT("event.json"),
    SECRET("secret.json"),
    CUSTOM_RESOURCE("custom-resource.json"),
    CLUSTER_ROLE_BINDING("cluster-role-binding.json"),
    ENDPOINT_SLICE("endpoint-slice.json");

    private final String text;

    Skeleton(String file) {
        try (InputStream stream = Skeleton.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("not on the class path: " + file);
            }
            text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new object, with {@code {name}} replaced by its value. */
    ObjectNode fill(Map<String, String> names) {
        String filled = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            filled = filled.replace("{" + name.getKey() + "}", name.getValue());
        }
        try {
            return (ObjectNode) Reply.JSON.readTree(filled);
        } catch (IOException e) {
            throw new IllegalStateException("not JSON: " + this, e);
        }
    }
}
