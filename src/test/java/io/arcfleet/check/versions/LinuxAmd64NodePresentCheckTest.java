package io.arcfleet.check.versions;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.fluxExtension;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.node;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withExtensions;
import static io.arcfleet.snapshot.ClusterSnapshots.withKubernetes;
import static io.arcfleet.snapshot.ClusterSnapshots.withResource;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.Issue;
import io.arcfleet.snapshot.AzureFacts;
import io.arcfleet.snapshot.ClusterExtension;
import io.arcfleet.snapshot.ClusterNode;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ConnectivityStatus;
import io.arcfleet.snapshot.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LinuxAmd64NodePresentCheckTest {

    private static final ClusterNode ARM64 = with(node("arm"), "architecture", "arm64");
    private static final ClusterNode WINDOWS = with(node("win"), "operatingSystem", "windows");

    private final LinuxAmd64NodePresentCheck check = new LinuxAmd64NodePresentCheck();

    @Test
    void aLinuxAmd64NodePasses() {
        assertThat(issues(check, withExtensions(healthy(), monitor()))).isEmpty();
        assertThat(issues(check, withExtensions(nodes(ARM64, node("a")), monitor())))
                .isEmpty();
    }

    @Test
    void fluxAndDefenderRunOnArm64() {
        assertThat(issues(
                        check,
                        withExtensions(nodes(ARM64), fluxExtension(), extension("microsoft.azuredefender.kubernetes"))))
                .isEmpty();
    }

    @Test
    void otherExtensionsNeedAmd64() {
        Issue issue = issue(check, withExtensions(nodes(ARM64, WINDOWS), fluxExtension(), monitor()));
        assertThat(issue.message())
                .isEqualTo("No Linux node of architecture amd64 takes pods, and the extensions need one"
                        + " (microsoft.azuremonitor.containers); the 1 usable node are of arm64.");
        assertThat(issue.evidence()).containsEntry("missing", "linux/amd64");
    }

    @Test
    void extensionsOfAnUnknownTypeNeedNothing() {
        assertThat(issues(check, withExtensions(nodes(ARM64), extension(null)))).isEmpty();
    }

    @Test
    void theAgentsNeedALinuxNodeThatTakesPods() {
        Issue issue =
                issue(check, nodes(WINDOWS, with(node("a"), "ready", false), with(node("b"), "unschedulable", true)));
        assertThat(issue.message())
                .isEqualTo(
                        "No Linux node takes pods, and the agents need one: of 3 nodes, 2 run Linux, 1 of these are not"
                                + " ready and 1 are cordoned.");
        assertThat(issue.evidence()).containsEntry("missing", "linux");
        assertThat(issues(check, nodes())).hasSize(1);
    }

    @Test
    void withoutTheExtensionsOnlyTheAgentsAreJudged() {
        assertThat(issues(
                        check, with(nodes(ARM64), "azure", AzureFacts.unavailable(Reason.NOT_ATTEMPTED, "Not asked."))))
                .isEmpty();
    }

    @Test
    void aClusterWithoutAgentsNeedsNoNode() {
        assertThat(issues(
                        check,
                        withResource(
                                nodes(),
                                cluster ->
                                        with(cluster, "connectivityStatus", ConnectivityStatus.AGENT_NOT_INSTALLED))))
                .isEmpty();
    }

    @Test
    void unreadNodesAreNotEvaluated() {
        assertThat(silence(check, unavailable(Reason.NOT_PERMITTED))).isEqualTo(Reason.NOT_PERMITTED);
    }

    private static ClusterSnapshot nodes(ClusterNode... nodes) {
        return withKubernetes(healthy(), "nodes", List.of(nodes));
    }

    private static ClusterExtension monitor() {
        return extension("microsoft.azuremonitor.containers");
    }

    private static ClusterExtension extension(@Nullable String type) {
        return with(fluxExtension(), "type", type);
    }
}
