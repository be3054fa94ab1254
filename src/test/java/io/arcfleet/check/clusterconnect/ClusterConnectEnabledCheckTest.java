package io.arcfleet.check.clusterconnect;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withKubernetes;
import static io.arcfleet.snapshot.ClusterSnapshots.withResource;
import static io.arcfleet.snapshot.ClusterSnapshots.without;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ConnectivityStatus;
import io.arcfleet.snapshot.KubernetesFacts;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClusterConnectEnabledCheckTest {

    private static final String PROXY = "deployment/kube-aad-proxy";
    private static final String AGENT = "deployment/clusterconnect-agent";

    private final ClusterConnectEnabledCheck check = new ClusterConnectEnabledCheck();
    private final ClusterSnapshot off = without(without(healthy(), PROXY), AGENT);

    @Test
    void bothAgentsThereIsOn() {
        assertThat(issues(check, healthy())).isEmpty();
    }

    @Test
    void bothMissingBesideOthersIsOff() {
        assertThat(issue(check, off).subject()).isEqualTo("feature/cluster-connect");
        assertThat(issue(check, off).message())
                .isEqualTo(
                        "Cluster connect is disabled: clusterconnect-agent and kube-aad-proxy are missing from namespace"
                                + " azure-arc, which has 9 other deployments.");
    }

    @Test
    void aClusterThatAzureHearsAndWhoseAgentCannotBeFoundIsSaid() {
        ClusterSnapshot refused =
                refused(AccessFault.NO_AGENT_CONNECTED, "502: no agent is connected in the target arc resource.");

        assertThat(issue(check, refused).subject()).isEqualTo("feature/cluster-connect");
        assertThat(issue(check, refused).message())
                .startsWith("Azure hears the cluster, and cluster connect finds no agent");
        assertThat(issue(check, refused).evidence())
                .containsEntry("refusal", "502: no agent is connected in the target arc resource");
        assertThat(issue(check, refused(AccessFault.CLUSTER_CONNECT_DISABLED, "it is disabled"))
                        .subject())
                .isEqualTo("feature/cluster-connect");
        assertThat(issues(check, withResource(refused, cluster -> with(cluster, "privateLink", true))))
                .isEmpty();
    }

    @Test
    void aClusterThatCannotBeReachedForAnotherReasonIsNotEvaluated() {
        ClusterSnapshot refused = refused(AccessFault.NO_AGENT_CONNECTED, "no agent");

        assertThat(silence(check, refused(AccessFault.PROXY_DIED, "connection refused")))
                .isEqualTo(Reason.UNREACHABLE);
        assertThat(silence(
                        check,
                        withResource(
                                refused, cluster -> with(cluster, "connectivityStatus", ConnectivityStatus.OFFLINE))))
                .as("an offline cluster has no agent anywhere")
                .isEqualTo(Reason.UNREACHABLE);
    }

    private static ClusterSnapshot refused(AccessFault fault, String words) {
        return with(
                healthy(),
                "kubernetes",
                KubernetesFacts.unavailable(new Unavailable<>(fault, words), Duration.ofSeconds(1)));
    }

    @Test
    void itIsOffOnPurposeOverAPrivateLink() {
        assertThat(issues(check, withResource(off, cluster -> with(cluster, "privateLink", true))))
                .isEmpty();
    }

    @Test
    void noAgentsAreAnotherFaultOrNone() {
        assertThat(issues(check, withKubernetes(off, "deployments", List.of()))).isEmpty();
        assertThat(issues(
                        check,
                        withResource(
                                off,
                                cluster ->
                                        with(cluster, "connectivityStatus", ConnectivityStatus.AGENT_NOT_INSTALLED))))
                .isEmpty();
    }

    @Test
    void oneOfTheTwoMissingIsSaidOnce() {
        assertThat(issues(check, without(healthy(), PROXY)))
                .as("kube-aad-proxy-present says it")
                .isEmpty();
        assertThat(issue(check, without(healthy(), AGENT)).subject()).isEqualTo(AGENT);
    }

    @Test
    void unreadDeploymentsAreNotEvaluated() {
        assertThat(silence(check, unavailable(Reason.NOT_PERMITTED))).isEqualTo(Reason.NOT_PERMITTED);
    }
}
