package io.arcfleet.check.connectivity;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.check.connectivity.Incidents.inRegion;
import static io.arcfleet.check.connectivity.Incidents.withIncidents;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.withResource;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.Issue;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import io.arcfleet.snapshot.ServiceIncident;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RegionFreeOfIncidentsCheckTest {

    private static final ServiceIncident INCIDENT = inRegion(Duration.ofHours(3));

    private final RegionFreeOfIncidentsCheck check = new RegionFreeOfIncidentsCheck();

    @Test
    void aRegionWithoutIncidentsPasses() {
        assertThat(issues(check, healthy())).isEmpty();
    }

    @Test
    void anIncidentIsAnIssueWithItsTrackingId() {
        Issue issue = issue(check, withIncidents(healthy(), INCIDENT));
        assertThat(issue.message())
                .isEqualTo("Azure has had an incident of Arc-enabled Kubernetes in westeurope for 3 hours, since"
                        + " 2026-08-01T09:00:00Z: Azure Arc - Mitigating (tracking ID 7R_1-XYZ).");
        assertThat(issue.subject()).isEqualTo("incident/7R_1-XYZ");
        assertThat(issue.evidence())
                .containsEntry("incident", "7R_1-XYZ")
                .containsEntry("started", "2026-08-01T09:00:00Z");
    }

    @Test
    void anIncidentOfUnknownStartIsAnIssueToo() {
        assertThat(issue(check, withIncidents(healthy(), with(INCIDENT, "startedAt", null)))
                        .evidence())
                .doesNotContainKey("started");
    }

    @Test
    void incidentsOfOtherRegionsPassAndThoseOfAllDoNot() {
        assertThat(issues(check, withIncidents(healthy(), with(INCIDENT, "regions", Set.of("eastus")))))
                .isEmpty();
        assertThat(issues(check, withIncidents(healthy(), with(INCIDENT, "regions", Set.of("global")))))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Azure Arc", "Azure Arc-enabled Kubernetes", "Arc enabled Kubernetes Service"})
    void theServiceIsKnownByItsNames(String service) {
        assertThat(issues(check, of(service))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Azure Arc enabled Servers",
                "Azure Arc enabled data services",
                "Azure Kubernetes Service",
                "Search"
            })
    void otherServicesDoNotCount(String service) {
        assertThat(issues(check, of(service))).isEmpty();
    }

    @Test
    void unknownIncidentsAndUnknownRegionsAreNotEvaluated() {
        ClusterSnapshot nowhere = with(healthy(), "identity", with(healthy().identity(), "location", null));
        assertThat(silence(check, withIncidents(healthy(), Observation.unavailable(Reason.NOT_PERMITTED, "403"))))
                .isEqualTo(Reason.NOT_PERMITTED);
        assertThat(silence(
                        check,
                        withResource(
                                nowhere,
                                cluster -> with(cluster, "identity", with(cluster.identity(), "location", null)))))
                .isEqualTo(Reason.NOT_FOUND);
    }

    private static ClusterSnapshot of(String service) {
        return withIncidents(healthy(), with(INCIDENT, "services", Set.of(service)));
    }
}
