package io.arcfleet.check.gitops;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.NOW;
import static io.arcfleet.snapshot.ClusterSnapshots.fluxConfiguration;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withFluxConfigurations;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.Issue;
import io.arcfleet.snapshot.FluxConfiguration;
import io.arcfleet.snapshot.FluxConfiguration.Problem;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FluxCompliantCheckTest {

    private final FluxCompliantCheck check = new FluxCompliantCheck(Duration.ofHours(1));
    private final FluxConfiguration broken = with(
            with(fluxConfiguration(), "complianceState", "Non-Compliant"),
            "problems",
            List.of(new Problem(
                    "GitRepository", "apps", "Non-Compliant", "unable to clone: authentication required.")));

    @ParameterizedTest
    @ValueSource(strings = {"Compliant", "Pending", "Suspended", "Unknown", "SomethingNew"})
    void statesThatAreNoFailurePass(String state) {
        assertThat(judge(with(fluxConfiguration(), "complianceState", state))).isEmpty();
    }

    @Test
    void whatWasSuspendedOnPurposePasses() {
        assertThat(judge(with(broken, "suspended", true))).isEmpty();
    }

    @Test
    void nonComplianceIsAnIssueInTheWordsOfTheObject() {
        Issue issue = issue(check, withFluxConfigurations(healthy(), broken));
        assertThat(issue.subject()).isEqualTo("flux/apps");
        assertThat(issue.message())
                .isEqualTo(
                        "Flux configuration apps is Non-Compliant: GitRepository apps: unable to clone: authentication"
                                + " required.");
        assertThat(issue.evidence())
                .containsEntry("GitRepository/apps", "unable to clone: authentication required")
                .containsEntry("source", "https://git.example.com/stores/apps");
    }

    @Test
    void aFailedConfigurationIsAnIssueInItsOwnWords() {
        FluxConfiguration failed =
                with(with(broken, "provisioningState", "Failed"), "errorMessage", "extension not found");
        assertThat(issue(check, withFluxConfigurations(healthy(), failed)).message())
                .isEqualTo("Flux configuration apps is Failed: extension not found.");
    }

    @Test
    void anOldReportSaysItsAge() {
        FluxConfiguration old = with(broken, "statusUpdatedAt", NOW.minus(Duration.ofDays(4)));
        assertThat(issue(check, withFluxConfigurations(healthy(), old)).message())
                .contains("Non-Compliant, last reported 4 days ago: ");
    }

    @Test
    void absentFieldsDoNotHideIt() {
        FluxConfiguration bare =
                new FluxConfiguration("x", null, null, "non-compliant", false, null, null, null, List.of());
        assertThat(issue(check, withFluxConfigurations(healthy(), bare)).message())
                .isEqualTo("Flux configuration x is non-compliant.");
    }

    @Test
    void evidenceIsCapped() {
        List<Problem> many = IntStream.range(0, 40)
                .mapToObj(i -> new Problem("Kustomization", "k" + i, "Non-Compliant", null))
                .toList();
        assertThat(issue(check, withFluxConfigurations(healthy(), with(broken, "problems", many)))
                        .evidence()
                        .keySet())
                .filteredOn(name -> name.startsWith("Kustomization/"))
                .hasSize(5);
    }

    @Test
    void unreadConfigurationsAreNotEvaluated() {
        assertThat(silence(check, unavailable(Reason.NOT_PERMITTED))).isEqualTo(Reason.NOT_PERMITTED);
    }

    private List<Issue> judge(FluxConfiguration configuration) {
        return issues(check, withFluxConfigurations(healthy(), configuration));
    }
}
