package io.arcfleet.check.connectivity;

import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ConnectedCluster;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import io.arcfleet.snapshot.ServiceIncident;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A region of Azure, and the active incidents of Arc-enabled Kubernetes in it.
 *
 * @param incidents those that concern the region or all regions, in the order of their tracking IDs
 */
public record RegionIncidents(String region, List<ServiceIncident> incidents) {

    private static final String ALL_REGIONS = "global";

    /** The service alone, or Azure Arc as a whole; Arc-enabled servers and data services are others. */
    private static final Pattern SERVICE =
            Pattern.compile("azure arc|.*\\barc\\b.*\\bkubernetes\\b.*", Pattern.CASE_INSENSITIVE);

    public RegionIncidents {
        incidents = List.copyOf(incidents);
    }

    /** Those of the cluster's region; not found when nobody knows the region. */
    static Observation<RegionIncidents> of(ClusterSnapshot snapshot) {
        Optional<String> region = snapshot.azure()
                .resource()
                .seen()
                .map(ConnectedCluster::identity)
                .map(ClusterIdentity::location)
                .or(() -> Optional.ofNullable(snapshot.identity().location()));
        return snapshot.azure()
                .incidents()
                .flatMap(all -> region.map(name -> Observation.of(in(name, all)))
                        .orElseGet(() ->
                                Observation.unavailable(Reason.NOT_FOUND, "The region of the cluster is not known.")));
    }

    /** The tracking IDs, separated by commas. */
    String trackingIds() {
        return incidents.stream().map(ServiceIncident::trackingId).collect(Collectors.joining(", "));
    }

    private static RegionIncidents in(String region, List<ServiceIncident> all) {
        return new RegionIncidents(
                region,
                all.stream()
                        .filter(incident -> incident.regions().contains(region)
                                || incident.regions().contains(ALL_REGIONS))
                        .filter(incident -> incident.services().stream()
                                .anyMatch(service ->
                                        SERVICE.matcher(service.strip()).matches()))
                        .sorted(Comparator.comparing(ServiceIncident::trackingId))
                        .toList());
    }
}
