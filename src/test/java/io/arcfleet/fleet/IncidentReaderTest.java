package io.arcfleet.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.arcfleet.snapshot.ServiceIncident;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IncidentReaderTest {

    @Test
    void keepsTheServicesAndRegionsThatConcernClusters() {
        assertThat(read("""
                {"id": "/x", "name": "event", "trackingId": "VN11-JD8", "title": "Heartbeats are delayed",
                 "startedAt": "2026-03-01T08:00:00Z", "futureField": {}, "impact": [null,
                  {"impactedService": "Azure Arc enabled Kubernetes", "impactedRegions": [
                    {"impactedRegion": "West Europe", "status": "Active"}, {"impactedRegion": null}]},
                  {"impactedService": "Storage", "impactedRegions": [{"impactedRegion": "East US"}]}]}"""))
                .contains(new ServiceIncident(
                        "VN11-JD8",
                        "Heartbeats are delayed",
                        Set.of("Azure Arc enabled Kubernetes"),
                        Set.of("westeurope"),
                        Instant.parse("2026-03-01T08:00:00Z")));
    }

    @Test
    void readsTheSpellingOfResourceGraphAndJsonThatCameAsText() {
        assertThat(read("""
                {"name": "event", "impact": "[{\\"ImpactedService\\": \\"Azure Arc\\", \
                 \\"ImpactedRegions\\": [{\\"ImpactedRegion\\": \\"Global\\"}, \\"North Europe\\"]}]"}""")).hasValueSatisfying(incident -> {
            assertThat(incident.trackingId()).isEqualTo("event");
            assertThat(incident.regions()).containsExactlyInAnyOrder("global", "northeurope");
            assertThat(incident.startedAt()).isNull();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "[]",
                "{\"trackingId\": \"T\", \"impact\": 5}",
                "{\"trackingId\": \"T\", \"impact\": [{\"impactedService\": \"Azure Search\"}]}",
                "{\"impact\": [{\"impactedService\": \"Azure Arc\"}]}"
            })
    void whatConcernsNoClusterOrHasNoNameIsLeftOut(String row) {
        assertThat(read(row)).isEmpty();
    }

    @Test
    void theRowsOfOneIncidentAreJoined() {
        ServiceIncident west = new ServiceIncident("T", "title", Set.of("Azure Arc"), Set.of("westeurope"), null);
        ServiceIncident north = new ServiceIncident("T", "title", Set.of("Azure Arc"), Set.of("northeurope"), null);

        assertThat(IncidentReader.joined(List.of(west, north)))
                .containsExactly(new ServiceIncident(
                        "T", "title", Set.of("Azure Arc"), Set.of("westeurope", "northeurope"), null));
    }

    private static Optional<ServiceIncident> read(String json) {
        try {
            JsonNode row = FleetCloud.JSON.readTree(json);
            return IncidentReader.read(row);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
