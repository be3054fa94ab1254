package io.arcfleet.collect;

import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.access.KubernetesRequest;
import io.arcfleet.collect.KubernetesJson.Metadata;
import io.arcfleet.snapshot.AgentEvent;
import io.arcfleet.snapshot.Observation;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the events of the namespace azure-arc. */
final class EventReader {

    private static final KubernetesRequest REQUEST = KubernetesRequest.json("/api/v1/namespaces/azure-arc/events");

    private final PagedList<Item, AgentEvent> list = new PagedList<>(Item.class, EventReader::convert);

    Observation<List<AgentEvent>> read(ClusterTunnel tunnel, Budget budget) {
        return list.read(tunnel, REQUEST, budget);
    }

    private static Optional<AgentEvent> convert(Item item) {
        Subject object = item.involvedObject();
        if (object == null || object.kind() == null || object.name() == null) {
            return Optional.empty();
        }
        return Optional.of(new AgentEvent(
                item.type(),
                item.reason(),
                item.message() == null ? "" : item.message(),
                object.kind().toLowerCase(Locale.ROOT) + "/" + object.name(),
                count(item),
                lastSeen(item)));
    }

    private static int count(Item item) {
        if (item.series() != null && item.series().count() != null) {
            return item.series().count();
        }
        return item.count() == null ? 1 : item.count();
    }

    /** Old and new recorders of events fill different fields. */
    private static @Nullable Instant lastSeen(Item item) {
        return Stream.of(
                        Optional.ofNullable(item.series()).map(Series::lastObservedTime),
                        Optional.ofNullable(item.lastTimestamp()),
                        Optional.ofNullable(item.eventTime()),
                        Optional.ofNullable(item.firstTimestamp()),
                        Optional.ofNullable(item.metadata()).map(Metadata::creationTimestamp))
                .flatMap(Optional::stream)
                .flatMap(text -> Optional.ofNullable(KubernetesJson.instant(text)).stream())
                .findFirst()
                .orElse(null);
    }

    private record Item(
            @Nullable Metadata metadata,
            @Nullable String type,
            @Nullable String reason,
            @Nullable String message,
            @Nullable Subject involvedObject,
            @Nullable Integer count,
            @Nullable String firstTimestamp,
            @Nullable String lastTimestamp,
            @Nullable String eventTime,
            @Nullable Series series) {}

    private record Subject(@Nullable String kind, @Nullable String name) {}

    private record Series(@Nullable Integer count, @Nullable String lastObservedTime) {}
}
