package io.arcfleet.collect;

import com.fasterxml.jackson.databind.ObjectReader;
import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.access.KubernetesRequest;
import io.arcfleet.collect.KubernetesJson.Metadata;
import io.arcfleet.collect.KubernetesJson.MetadataOnly;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Observed;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import io.arcfleet.snapshot.ResourceDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads which custom resource definitions of Azure Arc exist: by name, because a permission to list could not be confined
 * to them, and without their schemas.
 */
final class ResourceDefinitionReader {

    private static final ObjectReader READER = KubernetesJson.of(MetadataOnly.class);

    /** Those that exist; the first failure that is not an absence makes the answer unavailable. */
    Observation<List<ResourceDefinition>> read(ClusterTunnel tunnel, Budget budget) {
        List<ResourceDefinition> found = new ArrayList<>();
        for (String name : ResourceDefinition.OF_AZURE_ARC) {
            switch (definition(tunnel, name, budget)) {
                case Observed<ResourceDefinition>(ResourceDefinition definition) -> found.add(definition);
                case Unavailable<ResourceDefinition> failure -> {
                    if (failure.reason() != Reason.NOT_FOUND) {
                        return failure.cast();
                    }
                }
            }
        }
        return Observation.of(List.copyOf(found));
    }

    private static Observation<ResourceDefinition> definition(ClusterTunnel tunnel, String name, Budget budget) {
        KubernetesRequest request = new KubernetesRequest(
                "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/" + name,
                Map.of(),
                KubernetesRequest.OBJECT_METADATA_ONLY);
        return tunnel.get(
                request,
                body -> convert(name, KubernetesJson.present(READER.<@Nullable MetadataOnly>readValue(body))),
                budget.left());
    }

    private static ResourceDefinition convert(String name, MetadataOnly definition) throws IOException {
        Metadata metadata = definition.metadata();
        if (metadata == null || !name.equals(metadata.name())) {
            throw new IOException("not the definition that was asked for");
        }
        return new ResourceDefinition(name, KubernetesJson.instant(metadata.deletionTimestamp()));
    }
}
