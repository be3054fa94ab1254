package io.arcfleet.check.agents;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.NOW;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withKubernetes;
import static io.arcfleet.snapshot.ClusterSnapshots.withResource;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.Issue;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ConnectivityStatus;
import io.arcfleet.snapshot.HelmRelease;
import io.arcfleet.snapshot.Observation;
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
    void aReleaseThatIsMissingWhileAgentsRemainWasRemoved() {
        assertThat(issue(check, releases()))
                .isEqualTo(Issue.of(
                                "helm-release/azure-arc",
                                "There is no Helm release azure-arc although 11 deployments of the agents remain: it was"
                                        + " removed, or the secrets that record it were, and nothing upgrades the agents.")
                        .with("status", "removed")
                        .with("namespace", "azure-arc-release")
                        .with("deployments", "11"));
    }

    @Test
    void withoutAgentsAzureKnowsWhetherThereEverWasARelease() {
        ClusterSnapshot gone = withKubernetes(releases(), "deployments", List.of());
        assertThat(issue(check, gone))
                .satisfies(issue -> assertThat(issue.message())
                        .isEqualTo("There is no Helm release azure-arc and no agent: they were removed."))
                .satisfies(issue -> assertThat(issue.evidence()).containsEntry("status", "removed with its agents"));
        assertThat(issue(check, withResource(gone, cluster -> with(cluster, "lastConnectivity", null))))
                .satisfies(issue -> assertThat(issue.message()).endsWith("no agent: they were never installed."))
                .satisfies(issue -> assertThat(issue.evidence()).containsEntry("status", "never installed"));
    }

    @Test
    void whatIsNotKnownIsNotSaidOfAMissingRelease() {
        ClusterSnapshot gone = withKubernetes(releases(), "deployments", List.of());
        Issue bare = Issue.of("helm-release/azure-arc", "There is no Helm release azure-arc.")
                .with("status", "missing")
                .with("namespace", "azure-arc-release");
        assertThat(issue(check, withResource(gone, Observation.unavailable(Reason.NOT_ATTEMPTED, "No subscription."))))
                .isEqualTo(bare);
        assertThat(issue(
                        check,
                        withKubernetes(
                                releases(), "deployments", Observation.unavailable(Reason.NOT_PERMITTED, "403"))))
                .isEqualTo(bare);
    }

    @Test
    void agentlessClustersNeedNoRelease() {
        assertThat(issues(
                        check,
                        withResource(
                                releases(),
                                cluster ->
                                        with(cluster, "connectivityStatus", ConnectivityStatus.AGENT_NOT_INSTALLED))))
                .isEmpty();
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
