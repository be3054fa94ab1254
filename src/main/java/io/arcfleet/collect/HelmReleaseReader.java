package io.arcfleet.collect;

import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.access.KubernetesRequest;
import io.arcfleet.collect.KubernetesJson.Labels;
import io.arcfleet.collect.KubernetesJson.Metadata;
import io.arcfleet.collect.KubernetesJson.MetadataOnly;
import io.arcfleet.snapshot.HelmRelease;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the state of the Helm release azure-arc from the labels of the secrets that store its revisions. Their content,
 * which holds the onboarding key of older agents, is not requested.
 */
final class HelmReleaseReader {

    private static final String RELEASE = "azure-arc";

    /** Clusters that were onboarded in the early years have the release in the namespace default. */
    private static final List<String> NAMESPACES = List.of("azure-arc-release", "default");

    Observation<List<HelmRelease>> read(ClusterTunnel tunnel, Budget budget) {
        Observation<List<HelmRelease>> nowhere = Observation.of(List.of());
        for (String namespace : NAMESPACES) {
            Observation<List<HelmRelease>> revisions = revisions(tunnel, namespace, budget);
            if (revisions.seen().filter(found -> !found.isEmpty()).isPresent()) {
                return revisions.map(HelmReleaseReader::newest);
            }
            // A namespace that is not there refuses like a forbidden one: only the next can tell.
            if (revisions instanceof Unavailable<List<HelmRelease>> failure) {
                if (failure.reason() != Reason.NOT_PERMITTED) {
                    return failure;
                }
                nowhere = nowhere.failure().isPresent() ? nowhere : failure;
            }
        }
        return nowhere;
    }

    private static Observation<List<HelmRelease>> revisions(ClusterTunnel tunnel, String namespace, Budget budget) {
        KubernetesRequest request = new KubernetesRequest(
                "/api/v1/namespaces/" + namespace + "/secrets",
                Map.of("labelSelector", "owner=helm,name=" + RELEASE),
                KubernetesRequest.METADATA_ONLY);
        return new PagedList<MetadataOnly, HelmRelease>(MetadataOnly.class, secret -> convert(secret, namespace))
                .read(tunnel, request, budget);
    }

    private static List<HelmRelease> newest(List<HelmRelease> revisions) {
        return revisions.stream().max(Comparator.comparingInt(HelmRelease::revision)).stream()
                .toList();
    }

    private static Optional<HelmRelease> convert(MetadataOnly secret, String namespace) {
        Metadata metadata = secret.metadata();
        if (metadata == null || metadata.labels() == null) {
            return Optional.empty();
        }
        Labels labels = metadata.labels();
        Integer revision = number(labels.version());
        if (revision == null || labels.status() == null) {
            return Optional.empty();
        }
        Instant modified = epochSeconds(labels.modifiedAt());
        return Optional.of(new HelmRelease(
                RELEASE,
                namespace,
                revision,
                labels.status(),
                modified == null ? KubernetesJson.instant(metadata.creationTimestamp()) : modified));
    }

    private static @Nullable Integer number(@Nullable String text) {
        try {
            return text == null ? null : Integer.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Instant epochSeconds(@Nullable String text) {
        try {
            return text == null ? null : Instant.ofEpochSecond(Long.parseLong(text));
        } catch (NumberFormatException | DateTimeException e) {
            return null;
        }
    }
}
