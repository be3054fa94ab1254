package io.arcfleet.snapshot;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An active incident of an Azure service, from Azure Service Health.
 *
 * @param trackingId for people and the portal
 * @param services the services it concerns, as Azure spells them
 * @param regions the regions it concerns, lower case without spaces; {@code global} for all
 */
public record ServiceIncident(
        String trackingId,
        String title,
        Set<String> services,
        Set<String> regions,
        @Nullable Instant startedAt) {

    public ServiceIncident {
        services = Set.copyOf(services);
        regions = Set.copyOf(regions);
    }
}
