package io.arcfleet.check.versions;

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
import io.arcfleet.snapshot.ArcClusterConfig;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ConnectedCluster.AgentError;
import io.arcfleet.snapshot.ConnectedCluster.AgentProfile;
import io.arcfleet.snapshot.HelmRelease;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AgentUpgradeFinishedCheckTest {

    private static final AgentError OLD = error("chart not found", Duration.ofDays(3));
    private static final AgentError NEW = error("timed out waiting for the condition", Duration.ofHours(9));

    private final AgentUpgradeFinishedCheck check = new AgentUpgradeFinishedCheck(Duration.ofHours(6));

    @Test
    void finishedUpgradesPassWhateverWentWrongBefore() {
        assertThat(issues(check, healthy())).isEmpty();
        assertThat(issues(check, profile("Succeeded", null, OLD))).isEmpty();
        assertThat(issues(check, profile(null, null))).isEmpty();
    }

    @Test
    void aFailedUpgradeIsAnIssueThatQuotesTheNewestError() {
        Issue issue = issue(check, profile("Failed", "1.36.1", OLD, NEW));
        assertThat(issue.subject()).isEqualTo("agents");
        assertThat(issue.message())
                .isEqualTo(
                        "The last upgrade of the agents has failed; the newest error: timed out waiting for the condition.");
        assertThat(issue.evidence())
                .containsEntry("state", "Failed")
                .containsEntry("component", "config-agent")
                .containsEntry("error at", "2026-08-01T03:00:00Z");
        assertThat(issue(check, profile("Failed", null)).message())
                .isEqualTo("The last upgrade of the agents has failed.");
    }

    @Test
    void anUpgradeInProgressIsDatedByThePendingRelease() {
        assertThat(issues(check, pending(profile("Upgrading", null), Duration.ofHours(5))))
                .isEmpty();
        assertThat(issue(check, pending(profile("Upgrading", null), Duration.ofHours(7)))
                        .message())
                .isEqualTo("An upgrade of the agents has been Upgrading for 7 hours, since 2026-08-01T05:00:00Z.");
    }

    @Test
    void elseByTheNewestErrorAndElseNotAtAll() {
        assertThat(issue(check, profile("Upgrading", null, NEW)).message()).contains("for 9 hours");
        assertThat(issues(check, profile("Upgrading", null))).isEmpty();
        assertThat(issues(check, profile("Upgrading", null, with(NEW, "time", null))))
                .isEmpty();
    }

    @Test
    void anErrorWithoutAStateIsAnIssue() {
        assertThat(issue(check, profile(null, null, NEW)).message())
                .startsWith("The agents have reported an error of an upgrade; the newest error: timed out");
    }

    @Test
    void agentsThatStayBehindAreAnIssueWhenSomethingTellsThatItIsLongAgo() {
        assertThat(issues(check, behind("1.35.3"))).isEmpty();
        assertThat(issue(check, behind("1.35.3", OLD)).message())
                .isEqualTo(
                        "The agents are still of version 1.35.3 although Azure wants 1.36.1 and automatic upgrade is on;"
                                + " the newest error: chart not found.");
        assertThat(issue(check, behind("1.34.2")).evidence())
                .containsEntry("version", "1.34.2")
                .containsEntry("desired version", "1.36.1");
    }

    @Test
    void whoUpgradesByHandMayStayBehind() {
        ClusterSnapshot byHand = withResource(
                withKubernetes(behind("1.30.0"), "config", config("false")),
                cluster -> with(cluster, "agent", with(cluster.agent(), "autoUpgrade", "Disabled")));
        assertThat(issues(check, byHand)).isEmpty();
    }

    @Test
    void azureAndTheAgentsMayDisagreeOnAutomaticUpgrade() {
        Issue issue = issue(check, withKubernetes(healthy(), "config", config("false")));
        assertThat(issue.subject()).isEqualTo("agents/auto-upgrade");
        assertThat(issue.evidence()).containsEntry("azure", "on").containsEntry("cluster", "off");
        assertThat(issues(check, withKubernetes(healthy(), "config", new ArcClusterConfig(Map.of()))))
                .isEmpty();
    }

    @Test
    void withoutTheResourceItIsNotEvaluated() {
        assertThat(silence(check, unavailable(Reason.THROTTLED))).isEqualTo(Reason.THROTTLED);
    }

    private static ClusterSnapshot behind(String version, AgentError... errors) {
        return withResource(profile("Succeeded", "1.36.1", errors), cluster -> with(cluster, "agentVersion", version));
    }

    private static ClusterSnapshot profile(@Nullable String state, @Nullable String desired, AgentError... errors) {
        return withResource(
                healthy(),
                cluster -> with(cluster, "agent", new AgentProfile(desired, "Enabled", state, List.of(errors))));
    }

    private static ClusterSnapshot pending(ClusterSnapshot snapshot, Duration age) {
        return withKubernetes(
                snapshot,
                "helmReleases",
                List.of(new HelmRelease("azure-arc", "azure-arc-release", 8, "pending-upgrade", NOW.minus(age))));
    }

    private static ArcClusterConfig config(String autoUpgrade) {
        return new ArcClusterConfig(Map.of("AZURE_ARC_AUTOUPDATE", autoUpgrade));
    }

    private static AgentError error(String message, Duration age) {
        return new AgentError("config-agent", "Error", message, NOW.minus(age));
    }
}
