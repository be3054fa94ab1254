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
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProvisioningSucceededCheckTest {

    private final ProvisioningSucceededCheck check = new ProvisioningSucceededCheck();

    @ParameterizedTest
    @ValueSource(strings = {"Succeeded", "Provisioning", "Updating", "Accepted", "SomethingNew"})
    void statesThatAreNoFailurePass(String state) {
        assertThat(issues(check, inState(state))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Failed", "failed", "Canceled"})
    void failuresAreIssues(String state) {
        assertThat(issue(check, inState(state)).message())
                .isEqualTo("The last operation on the Azure resource ended as " + state + ".");
    }

    @Test
    void duringAnIncidentTheRemedyIsToWait() {
        Issue issue = issue(check, withIncidents(inState("Failed"), inRegion(Duration.ofHours(3))));
        assertThat(issue.message()).contains("while Azure has an incident in westeurope (7R_1-XYZ)");
        assertThat(issue.remedy()).startsWith("Wait until Azure has ended the incident {incident}");
        assertThat(issue.evidence()).containsEntry("incident", "7R_1-XYZ");
    }

    @Test
    void withoutOneOrWhereNobodyKnowsTheRemedyIsTheChecksOwn() {
        assertThat(issue(check, inState("Failed")).remedy()).isNull();
        assertThat(issue(check, withIncidents(inState("Failed"), Observation.unavailable(Reason.NOT_PERMITTED, "403")))
                        .remedy())
                .isNull();
    }

    @Test
    void anAbsentStateIsNotEvaluated() {
        assertThat(silence(check, inState(null))).isEqualTo(Reason.NOT_FOUND);
    }

    private static ClusterSnapshot inState(@Nullable String state) {
        return withResource(healthy(), cluster -> with(cluster, "provisioningState", state));
    }
}
