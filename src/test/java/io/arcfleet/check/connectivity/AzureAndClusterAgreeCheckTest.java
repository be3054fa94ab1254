package io.arcfleet.check.connectivity;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.NOW;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.node;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withKubernetes;
import static io.arcfleet.snapshot.ClusterSnapshots.withResource;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.Issue;
import io.arcfleet.snapshot.ArcClusterConfig;
import io.arcfleet.snapshot.ClusterMetadata;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ConnectivityStatus;
import io.arcfleet.snapshot.HelmRelease;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AzureAndClusterAgreeCheckTest {

    private static final String CONFIG = "configmap/azure-clusterconfig";

    private final AzureAndClusterAgreeCheck check = new AzureAndClusterAgreeCheck(Duration.ofMinutes(15));

    @Test
    void whatVendorsAddToAVersionIsNoDisagreement() {
        assertThat(issues(check, healthy())).isEmpty();
    }

    @Test
    void anotherAgentVersionIsAnIssue() {
        Issue issue = issue(check, azure("agentVersion", "1.33.0"));
        assertThat(issue.subject()).isEqualTo("agents");
        assertThat(issue.message())
                .isEqualTo("The version of the agents is 1.33.0 in Azure and 1.36.1 in the cluster.");
    }

    @Test
    void anotherKubernetesVersionIsAnIssue() {
        Issue issue = issue(check, azure("kubernetesVersion", "1.34.9"));
        assertThat(issue.subject()).isEqualTo("kubernetes");
        assertThat(issue.evidence()).containsEntry("azure", "1.34.9").containsEntry("cluster", "1.35.3+k3s1");
    }

    @ParameterizedTest
    @CsvSource({"3, 2, 0", "3, 5, 1", "40, 44, 0", "40, 45, 1", "1, 0, 0"})
    void theNumberOfNodesMayDifferByWhatComesAndGoes(int inCluster, int inAzure, int expected) {
        ClusterSnapshot snapshot = withKubernetes(
                azure("nodeCount", inAzure),
                "nodes",
                IntStream.range(0, inCluster).mapToObj(n -> node("node-" + n)).toList());
        assertThat(issues(check, snapshot)).hasSize(expected);
    }

    @Test
    void everyDisagreementIsAnIssueOfItsOwn() {
        ClusterSnapshot snapshot = withResource(
                azure("agentVersion", "1.33.0"),
                cluster -> with(with(cluster, "kubernetesVersion", "1.30.0"), "nodeCount", 9));
        assertThat(issues(check, snapshot)).extracting(Issue::subject).containsExactly("agents", "kubernetes", "nodes");
    }

    @Test
    void agentsOfAnotherResourceAreTheOnlyIssue() {
        Issue issue = issue(check, believing(azure("agentVersion", "1.33.0"), "store-007"));
        assertThat(issue.subject()).isEqualTo(CONFIG);
        assertThat(issue.message())
                .contains("/store-007, not to /subscriptions/")
                .endsWith("/store-042.");
        assertThat(issue.remedy()).contains("{agents name}", "{agents group}", "{agents subscription}");
        assertThat(issue.evidence())
                .containsEntry("agents name", "store-007")
                .containsEntry("agents group", "rg-stores");
    }

    @Test
    void agentsWhoseResourceIsGoneAreOrphaned() {
        Issue issue = issue(check, withResource(healthy(), Observation.unavailable(Reason.NOT_FOUND, "404")));
        assertThat(issue.subject()).isEqualTo(CONFIG);
        assertThat(issue.message()).startsWith("The agents are orphaned").contains("not in Azure any more");
    }

    @Test
    void aResourceThatCouldNotBeReadIsNotGone() {
        assertThat(silence(check, withResource(healthy(), Observation.unavailable(Reason.THROTTLED, "429"))))
                .isEqualTo(Reason.THROTTLED);
        assertThat(silence(check, unavailable(Reason.UNREACHABLE))).isEqualTo(Reason.UNREACHABLE);
        assertThat(silence(check, withKubernetes(healthy(), "config", new ArcClusterConfig(Map.of()))))
                .isEqualTo(Reason.NOT_FOUND);
    }

    @Test
    void figuresThatCouldNotBeReadAreNotCompared() {
        ClusterSnapshot snapshot = azure("agentVersion", "1.33.0");
        assertThat(issues(
                        check,
                        withKubernetes(snapshot, "metadata", Observation.unavailable(Reason.NOT_PERMITTED, "403"))))
                .isEmpty();
        assertThat(issues(check, withKubernetes(snapshot, "metadata", new ClusterMetadata(null, null, null, null))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"OFFLINE", "EXPIRED", "CONNECTING"})
    void theFiguresOfASilentClusterAreOld(ConnectivityStatus status) {
        assertThat(issues(
                        check,
                        withResource(
                                azure("agentVersion", "1.33.0"),
                                cluster -> with(cluster, "connectivityStatus", status))))
                .isEmpty();
    }

    @Test
    void anOfflineClusterCanBeAnothers() {
        ClusterSnapshot offline = azure("connectivityStatus", ConnectivityStatus.OFFLINE);
        assertThat(issues(check, believing(offline, "store-007"))).hasSize(1);
    }

    @Test
    void youngClustersAndFreshUpgradesHaveTime() {
        ClusterSnapshot young = withResource(
                believing(azure("agentVersion", "1.33.0"), "store-007"),
                cluster -> with(cluster, "createdAt", NOW.minus(Duration.ofMinutes(5))));
        ClusterSnapshot upgraded = withKubernetes(
                azure("agentVersion", "1.33.0"),
                "helmReleases",
                List.of(new HelmRelease(
                        "azure-arc", "azure-arc-release", 8, "deployed", NOW.minus(Duration.ofMinutes(5)))));
        assertThat(issues(check, young)).isEmpty();
        assertThat(issues(check, upgraded)).isEmpty();
    }

    @Test
    void clustersWithoutAgentsHaveNothingToCompare() {
        ClusterSnapshot agentless = azure("connectivityStatus", ConnectivityStatus.AGENT_NOT_INSTALLED);
        assertThat(issues(check, believing(agentless, "store-007"))).isEmpty();
    }

    private static ClusterSnapshot azure(String component, @Nullable Object value) {
        return withResource(healthy(), cluster -> with(cluster, component, value));
    }

    private static ClusterSnapshot believing(ClusterSnapshot snapshot, String name) {
        return withKubernetes(
                snapshot,
                "config",
                new ArcClusterConfig(Map.of(
                        "AZURE_SUBSCRIPTION_ID", "11111111-2222-3333-4444-555555555555",
                        "AZURE_RESOURCE_GROUP", "rg-stores",
                        "AZURE_RESOURCE_NAME", name)));
    }
}
