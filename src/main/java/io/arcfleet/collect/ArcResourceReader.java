package io.arcfleet.collect;

import com.fasterxml.jackson.databind.JsonNode;
import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.access.KubernetesRequest;
import io.arcfleet.access.Redaction;
import io.arcfleet.collect.KubernetesJson.Metadata;
import io.arcfleet.snapshot.ArcCustomResource;
import io.arcfleet.snapshot.Observation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the custom resources of one kind of Azure Arc in azure-arc, of a kind whose fields are not documented. */
final class ArcResourceReader {

    /** Longer texts are cut: people read them. */
    private static final int MAXIMUM_TEXT = 4_000;

    private final KubernetesRequest request;
    private final PagedList<Item, ArcCustomResource> list = new PagedList<>(Item.class, ArcResourceReader::convert);

    /** For a kind by its plural, for example {@code arccertificates}. */
    ArcResourceReader(String plural) {
        this.request = KubernetesRequest.json("/apis/clusterconfig.azure.com/v1beta1/namespaces/azure-arc/" + plural);
    }

    Observation<List<ArcCustomResource>> read(ClusterTunnel tunnel, Budget budget) {
        return list.read(tunnel, request, budget);
    }

    private static Optional<ArcCustomResource> convert(Item item) {
        Metadata metadata = item.metadata();
        if (metadata == null || metadata.name() == null) {
            return Optional.empty();
        }
        return Optional.of(new ArcCustomResource(
                metadata.name(),
                KubernetesJson.instant(metadata.creationTimestamp()),
                metadata.deletionTimestamp() != null,
                values(item.status())));
    }

    private static Map<String, String> values(@Nullable JsonNode status) {
        Map<String, String> values = new LinkedHashMap<>();
        if (status != null) {
            status.properties().stream()
                    .filter(field ->
                            field.getValue().isValueNode() && !field.getValue().isNull())
                    .forEach(field ->
                            values.put(field.getKey(), text(field.getValue().asText())));
        }
        return values;
    }

    /** Nobody documents what these agents write of an error: it may quote a token. */
    private static String text(String value) {
        return Redaction.redact(value.length() > MAXIMUM_TEXT ? value.substring(0, MAXIMUM_TEXT) : value);
    }

    private record Item(
            @Nullable Metadata metadata, @Nullable JsonNode status) {}
}
