package io.arcfleet.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The shipped queries of Resource Graph. */
enum GraphTable {
    CONNECTED_CLUSTERS("connected-clusters"),
    EXTENSIONS("extensions"),
    FLUX_CONFIGURATIONS("flux-configurations"),
    SERVICE_INCIDENTS("service-incidents");

    private final String resource;

    GraphTable(String resource) {
        this.resource = resource;
    }

    /** Its name for people. */
    String words() {
        return resource.replace('-', ' ');
    }

    /** The text of the query. */
    String query() {
        try (InputStream stream = GraphTable.class.getResourceAsStream(resource + ".kql")) {
            if (stream == null) {
                throw new IllegalStateException("the query " + resource + ".kql is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the query " + resource + ".kql cannot be read", e);
        }
    }
}
