package io.arcfleet.check.agents;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.NOW;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withKubernetes;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.Issue;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.HelmRelease;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HelmReleaseDeployedCheckTest {

    private final HelmReleaseDeployedCheck check = new HelmReleaseDeployedCheck(Duration.ofMinutes(10));

    @Test
    void aDeployedReleasePassesInBothNamespaces() {
        assertThat(issues(check, healthy())).isEmpty();
        assertThat(issues(check, releases(release("default", "deployed", null))))
                .isEmpty();
    }

    @Test
    void theCurrentNamespaceCountsBeforeTheOldOne() {
        assertThat(issues(
                        check,
                        releases(
                                release("default", "failed", Duration.ofDays(900)),
                                release("azure-arc-release", "deployed", Duration.ofDays(2)))))
                .isEmpty();
    }

    @Test
    void aMissingReleaseIsAnIssue() {
        assertThat(issue(check, releases()))
                .isEqualTo(Issue.of("helm-release/azure-arc", "There is no Helm release azure-arc.")
                        .with("status", "missing")
                        .with("namespace", "azure-arc-release"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "uninstalling", "superseded"})
    void statesThatDoNotPassByThemselvesAreIssuesAtOnce(String status) {
        assertThat(issue(check, releases(release("azure-arc-release", status, Duration.ofMinutes(1))))
                        .message())
                .isEqualTo("The Helm release azure-arc in namespace azure-arc-release (revision 7) is " + status
                        + " for 1 minute.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending-install", "pending-upgrade", "Pending-Rollback"})
    void pendingOperationsMayTakeAWhile(String status) {
        assertThat(issues(check, releases(release("azure-arc-release", status, Duration.ofMinutes(10)))))
                .isEmpty();
        assertThat(issue(check, releases(release("azure-arc-release", status, Duration.ofHours(6))))
                        .message())
                .contains("for 6 hours");
    }

    @Test
    void aPendingOperationOfUnknownAgeIsAnIssue() {
        assertThat(issue(check, releases(release("azure-arc-release", "pending-upgrade", null)))
                        .message())
                .endsWith("is pending-upgrade, for an unknown time.");
    }

    @Test
    void unreadReleasesAreNotEvaluated() {
        assertThat(silence(check, unavailable(Reason.NOT_PERMITTED))).isEqualTo(Reason.NOT_PERMITTED);
    }

    private static ClusterSnapshot releases(HelmRelease... releases) {
        return withKubernetes(healthy(), "helmReleases", List.of(releases));
    }

    private static HelmRelease release(String namespace, String status, @Nullable Duration age) {
        return new HelmRelease("azure-arc", namespace, 7, status, age == null ? null : NOW.minus(age));
    }
}
