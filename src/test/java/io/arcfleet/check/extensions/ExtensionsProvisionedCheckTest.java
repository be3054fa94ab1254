package io.arcfleet.check.extensions;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.fluxExtension;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withExtensions;
import static io.arcfleet.snapshot.ClusterSnapshots.withResource;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.Issue;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.ClusterExtension;
import io.arcfleet.snapshot.ClusterExtension.Status;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ConnectivityStatus;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExtensionsProvisionedCheckTest {

    private final ExtensionsProvisionedCheck check = new ExtensionsProvisionedCheck(SignatureCatalog.standard());

    @Test
    void provisionedExtensionsAndNonePass() {
        assertThat(issues(check, healthy())).isEmpty();
        assertThat(issues(check, withExtensions(healthy()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Creating", "Updating", "Deleting", "Pending"})
    void statesInProgressPass(String state) {
        assertThat(issues(check, withExtensions(healthy(), with(fluxExtension(), "provisioningState", state))))
                .isEmpty();
    }

    @Test
    void aFailedExtensionIsAnIssueInItsOwnWords() {
        ClusterSnapshot failed = withExtensions(
                healthy(),
                new ClusterExtension(
                        "flux",
                        "microsoft.flux",
                        "1.17.2",
                        "Failed",
                        "ExtensionCreationFailed",
                        "Helm installation failed.",
                        List.of()));
        assertThat(issue(check, failed))
                .satisfies(issue -> assertThat(issue.subject()).isEqualTo("extension/flux"))
                .satisfies(issue -> assertThat(issue.message())
                        .isEqualTo("Extension flux (microsoft.flux) is in the state Failed: Helm installation failed."))
                .satisfies(issue -> assertThat(issue.evidence())
                        .containsEntry("extension", "flux")
                        .containsEntry("code", "ExtensionCreationFailed")
                        .containsEntry("error", "Helm installation failed"));
    }

    @Test
    void anErrorIsAnIssueAlthoughTheStateIsFine() {
        ClusterSnapshot code = withExtensions(healthy(), with(fluxExtension(), "errorCode", "Timeout"));
        ClusterSnapshot status = withExtensions(
                healthy(),
                with(
                        fluxExtension(),
                        "statuses",
                        List.of(new Status("a", "Warning", "slow"), new Status("b", "Error", "no\n room"))));
        assertThat(issue(check, code).message()).endsWith("in the state Succeeded: Timeout.");
        assertThat(issue(check, status).message()).endsWith("in the state Succeeded: no room.");
    }

    @Test
    void aWarningIsAnIssueWhenItSaysSomething() {
        ClusterSnapshot warned = withExtensions(
                healthy(), with(fluxExtension(), "statuses", List.of(new Status("a", "Warning", "slow"))));
        assertThat(issue(check, warned).message()).endsWith("in the state Succeeded: slow.");
    }

    @Test
    void emptyErrorsAndWarningsPass() {
        ClusterExtension quiet = with(
                with(with(fluxExtension(), "errorCode", ""), "errorMessage", ""),
                "statuses",
                List.of(
                        new Status(null, null, null),
                        new Status("a", "Warning", ""),
                        new Status("b", "Information", "x")));
        assertThat(issues(check, withExtensions(healthy(), quiet))).isEmpty();
    }

    @Test
    void aKnownErrorIsExplainedWithItsOwnRemedy() {
        ClusterExtension silent = with(
                with(with(fluxExtension(), "provisioningState", "Failed"), "errorCode", "ExtensionCreationFailed"),
                "errorMessage",
                "Unable to get the status from the local CRD with the error: status not populated");
        assertThat(issue(check, withExtensions(healthy(), silent)))
                .satisfies(issue ->
                        assertThat(issue.evidence()).containsEntry("known error", "extension-status-not-populated"))
                .satisfies(issue -> assertThat(issue.message()).contains("waited for the cluster to report"))
                .satisfies(issue -> assertThat(issue.remedy()).contains("extension-manager"));
    }

    @Test
    void absentFieldsDoNotHideAFailure() {
        ClusterExtension bare = new ClusterExtension("x", null, null, "canceled", null, null, List.of());
        assertThat(issue(check, withExtensions(healthy(), bare)).message())
                .isEqualTo("Extension x is in the state canceled.");
    }

    @ParameterizedTest
    @EnumSource(names = {"OFFLINE", "EXPIRED"})
    void theStateOfAnUnconnectedClusterIsTheLastKnownOne(ConnectivityStatus status) {
        ClusterSnapshot offline = withResource(
                withExtensions(healthy(), with(fluxExtension(), "provisioningState", "Failed")),
                cluster -> with(cluster, "connectivityStatus", status));
        assertThat(issue(check, offline).message()).contains("last known");
    }

    @Test
    void everyFailedExtensionIsAnIssue() {
        ClusterExtension failed = with(fluxExtension(), "provisioningState", "Failed");
        assertThat(issues(check, withExtensions(healthy(), failed, with(failed, "name", "monitor"))))
                .extracting(Issue::subject)
                .containsExactly("extension/flux", "extension/monitor");
    }

    @Test
    void theResourceIsNotNeeded() {
        ClusterSnapshot alone = withResource(
                withExtensions(healthy(), with(fluxExtension(), "provisioningState", "Failed")),
                Observation.unavailable(Reason.THROTTLED, "429"));
        assertThat(issues(check, alone)).hasSize(1);
        assertThat(silence(check, unavailable(Reason.THROTTLED))).isEqualTo(Reason.THROTTLED);
    }
}
