package io.arcfleet.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import io.arcfleet.snapshot.ServiceIncident;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads rows of service-incidents.kql. Only incidents of services that clusters depend on count. The shape of these rows is
 * taken from published queries and the API of resource health events, so names are tried in both spellings.
 */
final class IncidentReader {

    /** "Arc" as a word: the name "Azure Search" has it too. */
    private static final Pattern SERVICE = Pattern.compile("(?i)\\barc\\b|\\bkubernetes\\b");

    private IncidentReader() {}

    /** The incident of a row; empty when it concerns other services, or does not say which. */
    static Optional<ServiceIncident> read(JsonNode json) {
        Fields row = new Fields(json);
        Set<String> services = new HashSet<>();
        Set<String> regions = new HashSet<>();
        for (Fields impact : row.objects("impact")) {
            String service = impact.firstText("impactedService", "serviceName");
            if (service != null && SERVICE.matcher(service).find()) {
                services.add(service);
                impact.objects("impactedRegions")
                        .forEach(region -> region(region).ifPresent(regions::add));
            }
        }
        String id = row.firstText("trackingId", "name");
        return services.isEmpty() || id == null
                ? Optional.empty()
                : Optional.of(new ServiceIncident(
                        id,
                        Objects.requireNonNullElse(row.text("title"), ""),
                        services,
                        regions,
                        row.instant("startedAt")));
    }

    /** One incident for each tracking id: Azure has a row of it for each subscription that it concerns. */
    static Collection<ServiceIncident> joined(List<ServiceIncident> rows) {
        Map<String, ServiceIncident> incidents = new LinkedHashMap<>();
        rows.forEach(row -> incidents.merge(row.trackingId(), row, IncidentReader::join));
        return List.copyOf(incidents.values());
    }

    private static ServiceIncident join(ServiceIncident first, ServiceIncident second) {
        Set<String> services = new HashSet<>(first.services());
        services.addAll(second.services());
        Set<String> regions = new HashSet<>(first.regions());
        regions.addAll(second.regions());
        return new ServiceIncident(first.trackingId(), first.title(), services, regions, first.startedAt());
    }

    private static Optional<String> region(Fields region) {
        String name = region.self() == null ? region.firstText("impactedRegion", "regionName") : region.self();
        return Optional.ofNullable(name).map(text -> text.replace(" ", "").toLowerCase(Locale.ROOT));
    }
}
