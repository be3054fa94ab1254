package io.arcfleet.access;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A GET to an API server.
 *
 * @param path absolute, with escaped segments, for example {@code /api/v1/namespaces/azure-arc/pods}
 * @param query query parameters, unescaped
 * @param accept media types for the header Accept
 */
public record KubernetesRequest(String path, Map<String, String> query, String accept) {

    /** Plain JSON. */
    public static final String JSON = "application/json";

    /** Lists with the metadata of the objects only: names and labels, no content. */
    public static final String METADATA_ONLY = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";

    /** One object, with its metadata only. */
    public static final String OBJECT_METADATA_ONLY = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";

    public KubernetesRequest {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path must be absolute: " + path);
        }
        query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
    }

    /** A GET of plain JSON. */
    public static KubernetesRequest json(String path) {
        return new KubernetesRequest(path, Map.of(), JSON);
    }

    /** The same request with one more query parameter. */
    public KubernetesRequest with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(query);
        more.put(name, value);
        return new KubernetesRequest(path, more, accept);
    }
}
